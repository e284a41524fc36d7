"""What pages are built from: a register's rows that count, and which of their texts may be published."""

from __future__ import annotations

from datetime import date, timedelta

from softenv_xl import catalogue
from softenv_xl.documents.fitness import Fitness
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.issues import Issue, Place
from softenv_xl.registers.register import Register
from softenv_xl.registers.school import Row, School
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text


class Source:
    """The result of a computation, and where pages note what they hold back."""

    def __init__(self, result: Result) -> None:
        self.result = result
        self.held_back: list[Issue] = []
        self.fitness = Fitness(result)

    @property
    def school(self) -> School:
        return self.result.school

    @property
    def as_of(self) -> date:
        return self.result.as_of

    def rows(self, register: Register) -> list[Row] | None:
        """Those that count, in their order; None where the school doesn't use the register, or its workbook is of a version that
        hasn't got it.
        """
        if not self.school.uses(register.key) or register.key in self.result.control.lacking:
            return None
        return list(self.result.snapshot(register).rows)

    def fits(self, register: Register, row: Row, *keys: str, named: str = "", numbers: bool = True) -> bool:
        """May all of these cells be published? Of one that may not, an issue says where it stands, never what it says."""
        for key in keys:
            if not self.fitness.fits(said(row[key]), register, row, named=named, numbers=numbers):
                self.hold_back(register, row, key)
                return False
        return True

    def hold_back(self, register: Register, row: Row, key: str) -> None:
        """Notes that the row isn't published because of that cell; what stands there isn't told."""
        table = self.result.control.tables[register.key]
        column = table.texts.get(key) or register.spec.column(key).label(table.lang)
        identity = said(row[register.spec.id_column or ""])
        place = Place(sheet=table.grid.sheet, row_id=identity, column=column)
        self.held_back.append(Issue(catalogue.PUBLICATION_HELD_BACK, place, {"column": column}))

    def valid_until(self, *ends: Value) -> date:
        """The last day of whatever ends first on a page; at most as long from today as an exposure lasts."""
        last = self.as_of + timedelta(days=self.school.number("exposure_days"))
        return min((last, *(day for day in ends if isinstance(day, date))))


def said(value: Value) -> str:
    """A cell as a page says it."""
    return display_text(value).strip()


def both(words: Vocabulary, key: Value) -> Text | None:
    """The word of a dropdown in both languages."""
    return words.text(str(key)) if key else None


def is_past(day: Value, as_of: date) -> bool:
    """Has that day come?"""
    return isinstance(day, date) and day <= as_of


def link(value: Value) -> str:
    """An address that a browser may follow; nothing for anything else."""
    address = said(value)
    plain = address.isprintable() and not any(letter in address for letter in " \"'<>\\`{}|^")
    return address if plain and address.lower().startswith(("https://", "http://")) else ""
