"""Words planted in every free text of every register, each of which says by itself where it was planted."""

from __future__ import annotations

import re
from dataclasses import replace

from softenv_xl.registers import REGISTERS
from softenv_xl.schema.column import Kind
from softenv_xl.schema.placed import WholeRow
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.result import Result

_KEYS = {
    ("fees", "term"),
    ("milestones", "stage"),
    ("fees", "breaches"),
    ("fees", "breaches_duty"),
    ("cases", "item"),
    ("honours", "number"),
}
"""Cells by which rows are counted, in the program's own words."""


_HONOURED = {("honours", key) for key in ("name", "department", "reason")}
REPORT = {*_HONOURED, ("cases", "exposure_text"), ("appraisal_rounds", "title")}
POSTED = {
    "notice": {*_HONOURED, ("settings", "office")},  # where to object
    "circular": {
        ("cases", "exposure_text"),
        ("cases", "name"),
        ("rulebook", "text_zh"),
        ("rulebook", "source"),
    },
    "fee_notice": {
        ("fees", key) for key in ("term", "name", "scope", "authority", "document", "waiver", "hotline")
    },
}
"""By register and column, what each document says in the words of the cells."""


class Planted:
    """A result whose free texts are canaries, and where each was planted."""

    def __init__(self, result: Result) -> None:
        self.places: dict[str, tuple[str, str]] = {}
        self.result = replace(
            result,
            registers={
                register.key: tuple(
                    self._row(register.spec, whole) for whole in result.registers[register.key]
                )
                for register in REGISTERS
            },
        )

    def _row(self, spec: TableSpec, whole: WholeRow) -> WholeRow:
        planted = {
            column.key: self._canary(spec.key, column.key)
            for column in spec.columns
            if column.kind is Kind.TEXT
            and not isinstance(column.choices, Vocabulary)
            and whole.row[column.key] is not None
            if (spec.key, column.key) not in _KEYS
        }
        return replace(whole, row={**whole.row, **planted})

    def _canary(self, table: str, column: str) -> str:
        word = f"Kv{len(self.places):05}z"
        self.places[word] = (table, column)
        return word

    def told(self, text: str) -> set[tuple[str, str]]:
        """Where the canaries in a text come from."""
        return {self.places[word] for word in re.findall(r"Kv\d{5}z", text)}
