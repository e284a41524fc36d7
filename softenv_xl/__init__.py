"""softenv-xl: returns in, tracker and dashboard filled in place. Start reading at `softenv_xl.flow`."""

__version__ = "0.1.0"

ADDIN, LIBRARY = "softenv_xl.xlam", "SoftEnv"
"""What Excel calls the add-in, and LibreOffice the macros of the extension."""
