"""The file host: carries out a Patch on the bytes of an .xlsx package and leaves all else as it was."""

from softenv_xl.hosts.file.applying import apply

__all__ = ["apply"]
