"""References to a table's columns by name, `compliance[[#This Row],[1 Paid tutoring]]`, when columns are renamed."""

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


def with_columns_renamed(formula: str, table: str, names: Mapping[str, str]) -> str:
    """The formula with every reference to a renamed column of the table by its new name.

    `names` maps the columns' names in small letters to their new ones.
    """
    one = re.compile(
        rf"{_STRING}|{_SHEET}|(?<![\w.\\])({re.escape(table)})(\[(?:[^\[\]']|'.|\[(?:[^\[\]']|'.)*\])*\])",
        re.IGNORECASE | re.DOTALL,
    )
    return one.sub(lambda match: match[1] + _brackets(match[2], names) if match[1] else match[0], formula)


def _brackets(text: str, names: Mapping[str, str]) -> str:
    inside = text[1:-1]
    if "[" in re.sub(r"'.", "", inside):
        return f"[{_PIECE.sub(lambda match: f'[{_name(match[1], names)}]', inside)}]"
    this_row = "@" if inside.startswith("@") else ""
    name = _name(inside.removeprefix("@"), names)
    changed = name != inside.removeprefix("@")
    return f"[{this_row}[{name}]]" if changed and _NEEDS_BRACKETS.search(name) else f"[{this_row}{name}]"


def _name(spelt: str, names: Mapping[str, str]) -> str:
    new = names.get(re.sub(r"'(.)", r"\1", spelt).lower())
    return spelt if new is None else _MEANING.sub(r"'\g<0>", new)
