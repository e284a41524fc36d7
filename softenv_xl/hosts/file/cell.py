"""One cell of a sheet's part, taken apart as far as it can change. Everything else in it stays as it is spelt."""

from __future__ import annotations

import re
from typing import NamedTuple

from softenv_xl.hosts.file.text import in_xml

_FORMULA = re.compile(r"<f((?:\s[^>]*?)?)(?:/>|>([^<]*)</f>)")
_VALUE = re.compile(r"<v(?:\s[^>]*?)?(?:/>|>[^<]*</v>)|<is>.*?</is>|<is/>", re.DOTALL)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_REFERENCE = re.compile(r"&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w+));")
_NAMED = {"quot": '"', "lt": "<", "gt": ">", "apos": "'", "amp": "&"}  # the ampersand is last: see `plain`


class FormulaText(NamedTuple):
    """A formula as a cell has it: its attributes (`t`, `ref`, `si` …) and its text without '='."""

    text: str
    attributes: dict[str, str]

    @property
    def shared_group(self) -> str | None:
        return self.attributes.get("si", "") if self.attributes.get("t") == "shared" else None

    @property
    def is_array(self) -> bool:
        return self.attributes.get("t") == "array"


class Cell:
    """`style` and `kind` are the attributes `s` and `t`, `more` any others; the rest is XML without prefixes."""

    __slots__ = ("formula_xml", "kind", "more", "rest", "style", "value_xml")

    def __init__(self, style: str = "", kind: str = "", more: str = "", inner: str = "") -> None:
        self.style, self.kind, self.more = style, kind, more
        if not inner:  # most cells of a form
            self.formula_xml = self.value_xml = self.rest = ""
            return
        formula = _FORMULA.match(inner) if inner.startswith("<f") else None
        self.formula_xml = formula[0] if formula else ""
        value = _VALUE.match(inner, len(self.formula_xml))
        self.value_xml = value[0] if value else ""
        self.rest = inner[len(self.formula_xml) + len(self.value_xml) :]

    @property
    def inner(self) -> str:
        return self.formula_xml + self.value_xml + self.rest

    @property
    def formula(self) -> FormulaText | None:
        return formula_in(self.formula_xml)

    def set_formula(self, text: str, attributes: dict[str, str] | None = None) -> None:
        xml = "".join(f' {name}="{value}"' for name, value in (attributes or {}).items())
        self.formula_xml = f"<f{xml}>{in_xml(text)}</f>"

    def set_attribute(self, name: str, value: str | None) -> None:
        """Sets one of the attributes besides address, style and kind, or takes it away."""
        if value is None and not self.more:
            return
        others = attributes_in(self.more)
        others.pop(name, None)
        if value is not None:
            others[name] = value
        self.more = "".join(f' {name}="{value}"' for name, value in others.items())

    def attribute(self, name: str) -> str | None:
        return attributes_in(self.more).get(name)


def formula_in(inner: str) -> FormulaText | None:
    """The formula at the start of what stands in a cell."""
    found = _FORMULA.match(inner)
    return FormulaText(plain(found[2] or ""), attributes_in(found[1])) if found else None


def attributes_in(tag: str) -> dict[str, str]:
    """The attributes of a tag as they are spelt, ready to be put between double quotes."""
    if not tag:
        return {}
    return {name: first or second.replace('"', "&quot;") for name, first, second in _ATTRIBUTE.findall(tag)}


def plain(words: str) -> str:
    """What a piece of XML text says: line ends made one, character references resolved."""
    if "\r" in words:
        words = words.replace("\r\n", "\n").replace("\r", "\n")
    if "&" not in words:
        return words
    if "&#" in words:
        return _REFERENCE.sub(_referred, words)
    for name, letter in _NAMED.items():  # a formula has dozens; what an ampersand makes is read no more
        words = words.replace(f"&{name};", letter)
    return words


def _referred(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return _NAMED.get(name, match[0])
    return chr(int(decimal) if decimal else int(hexadecimal, 16))
