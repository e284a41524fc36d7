"""`python -m softenv_xl` is the command `softenv-xl`."""

from softenv_xl.cli import main

main()
