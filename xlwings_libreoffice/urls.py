"""Addresses as LibreOffice tells them, and paths."""

from __future__ import annotations

import os
from urllib.parse import unquote, urlsplit


def path_of(url: str) -> str:
    """The path that a `file:` address names."""
    path = urlsplit(url).path
    if os.name == "nt":
        from urllib.request import url2pathname  # loads a client for HTTP too; only drives need it

        return url2pathname(path)
    return unquote(path)
