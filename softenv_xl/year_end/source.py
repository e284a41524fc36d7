"""Facts out of a result, each with its place in the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from softenv_xl.grid.cell import Value
from softenv_xl.registers import Register
from softenv_xl.registers.school import Row
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.result import Result
from softenv_xl.views import dashboard
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Fact, Sentence, Way, sentence
from softenv_xl.year_end.filters import Condition
from softenv_xl.year_end.ways import Computed, Entry, Filter, LeftOut, Named


@dataclass(frozen=True)
class Source:
    """What the report is made of."""

    result: Result

    def uses(self, register: Register) -> bool:
        """Does the school use it, and has it begun? What nobody counts is neither none nor zero."""
        return self._kept(register) and bool(self.result.registers[register.key])

    def unused(self, register: Register) -> Sentence:
        """Why there are no numbers of it."""
        sheet = Text(*(f"“{name}”" for name in register.sheet.name))
        if not self._kept(register):
            return sentence("{sheet}：本校未使用。", "{sheet}: not used by the school.", sheet=sheet)
        return sentence(
            "{sheet}：启用但没有记录，不能据此认为没有发生。",
            "{sheet}: used, but nothing is entered, which doesn't mean that there was none.",
            sheet=sheet,
        )

    def _kept(self, register: Register) -> bool:
        return self.result.school.uses(register.key) and register.key not in self.result.control.lacking

    def left_out(self, *registers: Register) -> tuple[Sentence, ...]:
        """Which rows don't count until they are put right."""
        made = []
        for register in registers:
            wrong = sum(not row.counts for row in self.result.registers[register.key])
            if wrong and self.uses(register):
                label = Text("{sheet}：有误、未计入的行", "{sheet}: rows with an error, not counted").format(
                    sheet=register.sheet.name
                )
                fact = self._fact(
                    f"{register.key}_left_out", label, wrong, register.spec, LeftOut(register.spec)
                )
                made.append(
                    sentence(
                        "“{sheet}”另有{wrong}行有误，改正前未计入。",
                        "“{sheet}”: rows with an error, not counted until they are put right: {wrong}.",
                        sheet=register.sheet.name,
                        wrong=fact,
                    )
                )
        return tuple(made)

    def rows(self, register: Register) -> Sequence[Row]:
        return self.result.snapshot(register).rows

    def count(self, key: str, label: Text, register: Register, *conditions: Condition) -> Fact:
        """How many of the register's rows are such."""
        way = Filter(register.spec, conditions)
        return self._fact(key, label, way.value(self.rows(register)), register.spec, way)

    def total(
        self, key: str, label: Text, register: Register, column: str, *conditions: Condition, share: str = ""
    ) -> Fact:
        """What a column sums to over those rows."""
        way = Filter(register.spec, conditions, column, share)
        return self._fact(key, label, way.value(self.rows(register)), register.spec, way)

    def listed(self, key: str, label: Text, spec: TableSpec, *conditions: Condition) -> Fact:
        """How many rows of a list of the school are such: people, departments."""
        way = Filter(spec, conditions)
        rows = [row.values for row in self.result.control.checked[spec.key].rows]
        return self._fact(key, label, way.value(rows), spec, way)

    def named(
        self, key: str, label: Text, spec: TableSpec, name: str, value: Value, *, percent: bool = False
    ) -> Fact:
        """What the cell with that name says on the table's sheet."""
        return self._fact(key, label, value, spec, Named(name), percent=percent)

    def entry(self, key: str, label: Text, spec: TableSpec, row: str, column: str, value: Value) -> Fact:
        return self._fact(key, label, value, spec, Entry(spec, row, column))

    def computed(
        self, key: str, label: Text, value: float, name: Text, *of: Fact, percent: bool = True
    ) -> Fact:
        """What follows from other facts."""
        return Fact(key, label, value, of[0].sheet, Computed(name, of), percent)

    def _fact(
        self, key: str, label: Text, value: Value, spec: TableSpec, way: Way, *, percent: bool = False
    ) -> Fact:
        table = self.result.control.tables.get(spec.key)
        sheet = table.grid.sheet if table else dashboard.FIGURES_SHEET(self.result.control.lang)
        return Fact(key, label, value, sheet, way, percent)
