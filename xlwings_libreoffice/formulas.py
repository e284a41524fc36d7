"""Excel's spelling of formulas and LibreOffice's, each into the other.

| | Excel | LibreOffice |
|---|---|---|
| another sheet | `'My sheet'!A1` | `$'My sheet'.A1` |
| arguments, columns and rows of an array | `,` `,` `;` | `;` `;` `|` |
| union, intersection | `,` and a space | `~` and `!` |
| a table's column | `T[[#This Row],[Col]]`, `T[@Col]` | `T[[#This Row];[Col]]` |
| truth values | `TRUE` | `TRUE()` |
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from functools import cache, lru_cache

from xlwings_libreoffice.formula_parts import Functions, Sort, Word, excel_brackets, native_brackets, words
from xlwings_libreoffice.references import (
    MAX_COLUMN,
    MAX_ROW,
    column_letters,
    column_number,
    quoted,
    unquoted,
)

_CELL = r"\$?[A-Za-z]{1,3}\$?[1-9]\d*"
_ON_SHEET = re.compile(rf"(\$?)(.+)\.({_CELL}|\$?[A-Za-z]{{1,3}}|\$?\d+|[^\W\d]\w*)")
_REFERENCE = re.compile(rf"{_CELL}|\$?[A-Za-z]{{1,3}}|\$?\d+")
_PARTS = re.compile(r"(\$?)([A-Za-z]{1,3})(\$?)([1-9]\d*)")
_LIKE_CELLS = re.compile(rf"{_CELL}|\$[A-Za-z]{{1,3}}|[A-Za-z]|\$?\d+")
_TRUTHS = ("TRUE", "FALSE")
_ENDS_OPERAND = (Sort.WORD, Sort.BRACKET, Sort.ERROR)
_NO_FUNCTIONS = Functions({}, {})


class Spelling:
    """Translates the formulas of one place.

    `table` tells which table is there, for `[@Column]`; `tables` names all of the book, in small letters.
    """

    def __init__(
        self,
        functions: Callable[[], Functions],
        table: Callable[[], str | None],
        tables: Callable[[], Collection[str]],
    ) -> None:
        self._functions, self.table = functions, table
        self.tables = cache(tables)

    @property
    def functions(self) -> Functions:
        """Asked for when a function is met: most names, and many formulas, call none, and there are hundreds."""
        return self._functions()

    def native(self, formula: str) -> str:
        """LibreOffice's spelling of a formula of Excel; a text that is none comes back as it is.

        Raises ValueError where parentheses or quotation marks don't match.
        """
        return "=" + _ToNative(self, words(formula[1:])).text() if _is(formula) else formula

    def excel(self, formula: str) -> str:
        """Excel's spelling of a formula of LibreOffice; a text that is none comes back as it is."""
        if not _is(formula):
            return formula
        return _excel(self.functions if "(" in formula else _NO_FUNCTIONS, formula)


def _is(text: str) -> bool:
    return text.startswith("=") and len(text) > 1


class _ToNative:
    def __init__(self, spelling: Spelling, formula: Sequence[Word]) -> None:
        self._spelling, self._words = spelling, formula
        self._at = 0
        self._inside: list[str] = []
        self._parts: list[str] = []

    def text(self) -> str:
        while self._at < len(self._words):
            word = self._words[self._at]
            self._at += 1
            if word.sort in (Sort.WORD, Sort.SHEET):
                self._word(word)
            elif word.sort is Sort.BRACKET:
                self._parts.append(self._table_name() + native_brackets(word.text))
            elif word.sort is Sort.SPACE:
                self._space(word.text)
            elif word.sort is Sort.SIGN:
                self._sign(word.text)
            else:
                self._parts.append(word.text)
        if self._inside:
            raise ValueError("not a formula: a parenthesis isn't closed")
        return "".join(self._parts)

    def _next(self, ahead: int = 0) -> str:
        place = self._at + ahead
        return self._words[place].text if place < len(self._words) else ""

    def _word(self, word: Word) -> None:
        if self._next() == "!":
            self._on_sheet(word.text, word.text)
        elif self._next() == ":" and self._next(2) == "!":
            last = self._next(1)
            self._at += 2
            self._on_sheet(word.text, last)
        elif self._next() == "(":
            self._parts.append(self._spelling.functions.native(word.text))
            self._inside.append("call")
            self._parts.append("(")
            self._at += 1
        elif word.text.upper() in _TRUTHS:
            self._parts.append(f"{word.text.upper()}()")
        elif self._is_table(word.text):
            self._parts.append(f"{word.text}[]")
        else:
            self._parts.append(word.text)

    def _is_table(self, text: str) -> bool:
        """Whether it is a table named alone, which in Excel is its data, in LibreOffice with the header."""
        if self._next().startswith("[") or _LIKE_CELLS.fullmatch(text):
            return False
        return text.lower() in self._spelling.tables()

    def _on_sheet(self, first: str, last: str) -> None:
        """`Sheet1!A1:B2`, and `Sheet1:Sheet3!A1:B2`, which names both corners' sheets in LibreOffice."""
        if first == last and ":" in first:
            first, last = unquoted(first).split(":")
        self._at += 1
        start = self._next()
        self._at += 1
        self._parts.append(f"{_native_sheet(first)}.{start}")
        if first == last:
            return
        end = start
        if self._next() == ":":
            end = self._next(1)
            self._at += 2
        self._parts.append(f":{_native_sheet(last)}.{end}")

    def _table_name(self) -> str:
        """What has to be put before a bracket; ValueError where no table is meant."""
        if self._at > 1 and self._words[self._at - 2].sort is Sort.WORD:
            return ""
        name = self._spelling.table()
        if name is None:
            raise ValueError("a reference to a column without its table stands outside of any table")
        return name

    def _space(self, text: str) -> None:
        before = self._words[self._at - 2] if self._at > 1 else Word(Sort.SIGN, "")
        after = self._words[self._at] if self._at < len(self._words) else Word(Sort.SIGN, "")
        ends = before.sort in _ENDS_OPERAND or before.text == ")"
        starts = after.sort in (Sort.WORD, Sort.SHEET) or after.text == "("
        self._parts.append("!" if ends and starts else text)

    def _sign(self, sign: str) -> None:
        if sign in "({":
            self._inside.append("array" if sign == "{" else "parentheses")
        elif sign in ")}":
            if not self._inside:
                raise ValueError("not a formula: a parenthesis was never opened")
            self._inside.pop()
        elif sign == '"':
            raise ValueError("not a formula: a text has no end")
        inside = self._inside[-1] if self._inside else "parentheses"
        if sign == ",":
            sign = "~" if inside == "parentheses" else ";"
        elif sign == ";" and inside == "array":
            sign = "|"
        elif sign == "@":  # implicit intersection is what LibreOffice does anyway
            sign = ""
        self._parts.append(sign)


def _native_sheet(name: str) -> str:
    return "$'" + unquoted(name).replace("'", "''") + "'"


@lru_cache(maxsize=1024)
def _excel(functions: Functions, formula: str) -> str:
    """The formulas of a column are alike, and long where they check a row."""
    return "=" + _to_excel(functions, words(formula[1:]))


def _to_excel(functions: Functions, formula: Sequence[Word]) -> str:
    parts: list[str] = []
    depth = 0
    at = 0
    while at < len(formula):
        word = formula[at]
        following = formula[at + 1].text if at + 1 < len(formula) else ""
        at += 1
        if word.sort is Sort.SHEET and following == ".":
            parts.append(quoted(unquoted(word.text.removeprefix("$"))) + "!")
            at += 1
        elif word.sort is Sort.WORD and following == "(":
            name = functions.excel(word.text)
            parts.append(name)
            if name in _TRUTHS:
                at += 2
        elif word.sort is Sort.WORD:
            parts.append(_excel_word(word.text))
        elif word.sort is Sort.BRACKET:
            parts.append(excel_brackets(word.text))
        elif word.sort is Sort.SIGN:
            depth += {"{": 1, "}": -1}.get(word.text, 0)
            parts.append(_excel_sign(word.text, in_array=depth > 0))
        else:
            parts.append(word.text)
    return _joined_corners("".join(parts))


def _excel_sign(sign: str, in_array: bool) -> str:
    if sign == "|" and in_array:
        return ";"
    return {";": ",", "~": ",", "!": " "}.get(sign, sign)


def _excel_word(text: str) -> str:
    match = _ON_SHEET.fullmatch(text)
    if not match or (not match[1] and not _REFERENCE.fullmatch(match[3])):
        return text
    return f"{quoted(match[2])}!{match[3]}"


_SHEET = r"('(?:[^']|'')*'|[\w.]+)!"
_CORNERS = re.compile(rf"{_SHEET}({_CELL}):{_SHEET}({_CELL})")


def _joined_corners(formula: str) -> str:
    """`S1!A1:S3!A1` → `S1:S3!A1`, as Excel names a range through several sheets."""
    if formula.count("!") < 2:
        return formula

    def join(match: re.Match[str]) -> str:
        first, start, last, end = match.groups()
        cells = start if start == end else f"{start}:{end}"
        if first == last:
            return f"{first}!{cells}"
        both = f"{unquoted(first)}:{unquoted(last)}"
        plain = (
            quoted(unquoted(first)) == first and quoted(unquoted(last)) == last and "'" not in first + last
        )
        return f"{both}!{cells}" if plain else "'" + both.replace("'", "''") + f"'!{cells}"

    return _CORNERS.sub(join, formula)


def with_table_renamed(formula: str, old: str, new: str) -> str:
    """A formula of LibreOffice as it reads when a table has another name."""
    parts = [word.text for word in words(formula)]
    for place, text in enumerate(parts[:-1]):
        if text.lower() == old.lower() and parts[place + 1].startswith("["):
            parts[place] = new
    return "".join(parts)


def moved(formula: str, rows: int, columns: int) -> str:
    """A formula of either spelling as it reads that many rows further down and columns to the right."""
    if not _is(formula) or not (rows or columns):
        return formula
    parts = []
    formula_words = words(formula[1:])
    for place, word in enumerate(formula_words):
        called = place + 1 < len(formula_words) and formula_words[place + 1].text == "("
        if word.sort is Sort.WORD and not called:
            parts.append(_moved_word(word.text, rows, columns))
        else:
            parts.append(word.text)
    return "=" + "".join(parts)


def _moved_word(text: str, rows: int, columns: int) -> str:
    sheet, dot, cell = text.rpartition(".")
    match = _PARTS.fullmatch(cell)
    if not match:
        return text
    column_fixed, letters, row_fixed, number = match.groups()
    column = column_number(letters) + (0 if column_fixed else columns)
    row = int(number) + (0 if row_fixed else rows)
    if not (1 <= column <= MAX_COLUMN and 1 <= row <= MAX_ROW):
        return "#REF!"
    return f"{sheet}{dot}{column_fixed}{column_letters(column)}{row_fixed}{row}"
