"""References to a table's columns by name, `compliance[[#This Row],[1 Paid tutoring]]`, when columns are renamed or gone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

_STRING = r'"(?:[^"]|"")*"'
_SHEET = r"'(?:[^']|'')*'"
_PIECE = re.compile(r"\[((?:[^\[\]']|'.)*)\]", re.DOTALL)
# Names with one of these stand in brackets of their own; those that mean something inside brackets are escaped.
_NEEDS_BRACKETS = re.compile(r"""[^\w ]""")
_MEANING = re.compile(r"[\[\]#'@]")


def with_columns_renamed(formula: str, table: str, names: Mapping[str, str | None]) -> str:
    """The formula with every reference to a renamed column of the table by its new name.

    `names` maps the columns' names in small letters to their new ones; None for one that is gone, as is any
    reference to it: #REF!.
    """
    one = re.compile(
        rf"{_STRING}|{_SHEET}|(?<![\w.\\])({re.escape(table)})(\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])",
        re.IGNORECASE | re.DOTALL,
    )
    gone = {name for name, new in names.items() if new is None}
    called = {name: new for name, new in names.items() if new is not None}

    def renamed(match: re.Match[str]) -> str:
        if not match[1]:
            return match[0]
        return "#REF!" if gone & _named(match[2]) else match[1] + _brackets(match[2], called)

    return one.sub(renamed, formula)


def _named(text: str) -> set[str]:
    """What stands in the brackets, in small letters; the columns' names are among it."""
    inside = text[1:-1]
    pieces = _PIECE.findall(inside) if "[" in re.sub(r"'.", "", inside) else [inside.removeprefix("@")]
    return {_plain(piece) for piece in pieces}


def _plain(spelt: str) -> str:
    return re.sub(r"'(.)", r"\1", spelt).lower()


def _brackets(text: str, names: Mapping[str, str]) -> str:
    inside = text[1:-1]
    if "[" in re.sub(r"'.", "", inside):
        return f"[{_PIECE.sub(lambda match: f'[{_name(match[1], names)}]', inside)}]"
    this_row = "@" if inside.startswith("@") else ""
    name = _name(inside.removeprefix("@"), names)
    changed = name != inside.removeprefix("@")
    return f"[{this_row}[{name}]]" if changed and _NEEDS_BRACKETS.search(name) else f"[{this_row}{name}]"


def _name(spelt: str, names: Mapping[str, str]) -> str:
    new = names.get(_plain(spelt))
    return spelt if new is None else _MEANING.sub(r"'\g<0>", new)
