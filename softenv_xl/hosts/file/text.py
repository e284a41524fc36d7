"""How text is spelt inside a part: what XML cannot hold is written as `_xHHHH_`."""

from __future__ import annotations

import re
from html import escape

# An underscore is escaped where a reader would take it for the start of an escape, also of one that
# only comes about because the next character is itself written as `_x…`.
_UNSPELLABLE = "\x00-\x08\x0b-\x1f\ufffe\uffff"
_ESCAPE = re.compile(rf"[{_UNSPELLABLE}]|_(?=x[0-9A-Fa-f]{{4}}[_{_UNSPELLABLE}])")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_WHITE = re.compile(r"[\t\n]")


def in_xml(text: str) -> str:
    """Text as it stands between tags."""
    return escape(text, quote=False)


def in_attribute(text: str) -> str:
    """Text as it stands between an attribute's quotes."""
    return escape(text, quote=False).replace('"', "&quot;")


def escaped(text: str) -> str:
    """Text as a cell's element holds it."""
    return _ESCAPE.sub(_spelt, text)


def escaped_name(text: str) -> str:
    """Text as an attribute holds it, where line breaks would be lost: `_x000a_`, as in table headers."""
    return _WHITE.sub(lambda match: f"_x{ord(match[0]):04x}_", escaped(text))


def unescaped(text: str) -> str:
    """The text that a reader sees."""
    if "_x" not in text:
        return text
    found = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    # two escapes may make one character outside the basic plane
    return found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _spelt(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"
