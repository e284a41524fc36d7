"""A formula cut into words; how tables and functions are spelt on either side: Excel's and LibreOffice's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import Any, NamedTuple

from xlwings_libreoffice.uno_runtime import constant


class Sort(Enum):
    TEXT = '"in double quotes"'
    SHEET = "'in single quotes'"
    BRACKET = "[in brackets, however deep]"
    ERROR = "#REF! and the like"
    NUMBER = "1.5e3"
    WORD = "cells, names, functions, bare sheets"
    SPACE = "white space"
    SIGN = "one character of anything else"


class Word(NamedTuple):
    sort: Sort
    text: str


_PATTERNS = {
    Sort.TEXT: r'"(?:[^"]|"")*"',
    Sort.SHEET: r"\$?'(?:[^']|'')*'",
    Sort.ERROR: r"#(?:REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!|GETTING_DATA|SPILL!|CALC!)",
    Sort.NUMBER: r"(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?(?![\w$:])",
    Sort.WORD: r"[\w$\\](?:[\w$\\?]|\.(?!'|$))*",
    Sort.SPACE: r"\s+",
    Sort.SIGN: r".",
}
_WORD = re.compile("|".join(f"({pattern})" for pattern in _PATTERNS.values()), re.DOTALL)
_SORTS = list(_PATTERNS)


@lru_cache(maxsize=4096)
def words(formula: str) -> tuple[Word, ...]:
    """The words in order; together they are the formula."""
    found = []
    position = 0
    while position < len(formula):
        if formula[position] == "[":
            end = _bracket_end(formula, position)
            found.append(Word(Sort.BRACKET, formula[position:end]))
        else:
            match = _WORD.match(formula, position)
            assert match is not None  # noqa: S101 - any character matches
            end = match.end()
            found.append(Word(_SORTS[(match.lastindex or 0) - 1], match[0]))
        position = end
    return tuple(found)


def _bracket_end(text: str, start: int) -> int:
    """Behind the bracket that closes the one at `start`; an apostrophe escapes what follows it."""
    depth, position = 0, start
    while position < len(text):
        character = text[position]
        if character == "'":
            position += 1
        elif character == "[":
            depth += 1
        elif character == "]":
            depth -= 1
            if depth == 0:
                return position + 1
        position += 1
    return len(text)


_PIECE = re.compile(r"\[(?:[^\[\]']|'.)*\]")
_KEYWORDS = {
    word.lower(): word for word in ("#All", "#Data", "#Headers", "#Totals", "#This Row")
}  # spelt otherwise, LibreOffice doesn't know them


def native_brackets(text: str) -> str:
    """LibreOffice's spelling of `[@Col]`, `[[#Headers],[Col]]`, `[#All]` …"""
    inside = text[1:-1].strip()
    if inside.startswith("@"):
        columns = inside[1:].strip()
        if columns and not columns.startswith("["):
            columns = f"[{columns}]"
        return f"[[#This Row]{';' if columns else ''}{columns}]"
    if inside.lower() in _KEYWORDS:
        return f"[[{_KEYWORDS[inside.lower()]}]]"
    if "[" not in inside:
        return text
    return f"[{_pieces(inside, ';')}]"


def excel_brackets(text: str) -> str:
    """Excel's spelling of LibreOffice's."""
    inside = text[1:-1]
    if not inside:  # all its data: in Excel the table's name alone
        return ""
    if "[" not in inside:
        return f"[{_KEYWORDS.get(inside.lower(), inside)}]"
    pieces = _PIECE.findall(inside)
    if len(pieces) == 1 and pieces[0] == inside and pieces[0][1:-1].lower() in _KEYWORDS:
        return f"[{_KEYWORDS[pieces[0][1:-1].lower()]}]" if inside.lower() != "[#this row]" else f"[{inside}]"
    return f"[{_pieces(inside, ',')}]"


def _pieces(inside: str, separator: str) -> str:
    """`[#headers], [Col]` → `[#Headers];[Col]`."""
    spelt, position = [], 0
    for match in _PIECE.finditer(inside):
        between = inside[position : match.start()].strip()
        spelt.append(separator if between in (",", ";") else between)
        word = match[0][1:-1]
        spelt.append(f"[{_KEYWORDS.get(word.lower(), word)}]")
        position = match.end()
    return "".join(spelt)


_ALL = 0x7FFFFFFF
_PREFIXES = ("_xlfn._xlws.", "_xlfn.", "_xlws.")
_ADD_IN = "COM.SUN.STAR."
_FOREIGN = ("ORG.OPENOFFICE.", "ORG.LIBREOFFICE.")
_TWINS = ("_ADD", "_EXCEL2003")
"""Endings of add-in functions that LibreOffice has a function of its own for besides."""


@dataclass(frozen=True, eq=False)  # of each office there is one
class Functions:
    """Both ways, names in capitals; a function that isn't listed has the same name on both sides."""

    to_native: dict[str, str]
    to_excel: dict[str, str]

    @classmethod
    def of(cls, document: Any) -> Functions:
        """Asks the office, which knows its own names and those in Excel's files; any document will do."""
        mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
        own, english, files = (
            _names(mapper, constant(f"sheet.FormulaLanguage.{language}"))
            for language in ("API", "ENGLISH", "OOXML")
        )
        to_native: dict[str, str] = {}
        to_excel: dict[str, str] = {}
        for function, names in own.items():
            # in files, too, LibreOffice says of some functions what add-in they are from
            known = [*map(plain, files.get(function, ())), *english.get(function, ()), *names]
            excel = next((name for name in known if not name.startswith(_ADD_IN)), names[0])
            if not excel[:1].isalpha() or excel.startswith(_FOREIGN):
                continue
            twin = next((ending for ending in _TWINS if excel.endswith(ending)), "")
            to_excel |= {name.upper(): excel.removesuffix(twin) for name in names}
            if not twin:
                # an add-in's short name may be another function's, as CONVERT is
                to_native[excel] = next((name for name in names if name.startswith(_ADD_IN)), names[0])
        return cls(to_native, to_excel)

    def native(self, name: str) -> str:
        name = plain(name).upper()
        return self.to_native.get(name, name)

    def excel(self, name: str) -> str:
        return self.to_excel.get(name.upper(), name.upper())


def plain(name: str) -> str:
    """A function's name without the prefix that it has in files."""
    for prefix in _PREFIXES:
        if name.lower().startswith(prefix):
            return name[len(prefix) :]
    return name


def _names(mapper: Any, language: int) -> dict[tuple[int, str], list[str]]:
    """Every function's names in one of LibreOffice's spellings, by what is the same in all of them."""
    found: dict[tuple[int, str], list[str]] = {}
    for entry in mapper.getAvailableMappings(language, _ALL):
        found.setdefault((entry.Token.OpCode, str(entry.Token.Data)), []).append(entry.Name)
    return found
