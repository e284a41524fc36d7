"""softenv-xl: returns in, tracker and dashboard filled in place. Start reading at `softenv_xl.flow`."""

__version__ = "0.1.0"
