"""Which of people's texts may be published: none that names somebody whom nobody decided to name.

Staff are known from the register, whoever complained or gave an opinion from the confidential columns. Nothing is cut out of
a text: it is published as it was written, or held back, and the office is told where it stands.
"""

from __future__ import annotations

from functools import cached_property

from softenv_xl.grid.cell import display_text
from softenv_xl.registers import REGISTERS, Register, cases
from softenv_xl.registers.cases.naming import exposed_text, name_told
from softenv_xl.registers.recognised import confidential_names, has_long_number, names, says_any
from softenv_xl.registers.school import Row
from softenv_xl.sheets.result import Result


class Fitness:
    """Knows everybody who must not be named by chance."""

    def __init__(self, result: Result) -> None:
        self._result = result

    def fits(self, text: str, register: Register, row: Row, *, named: str = "", numbers: bool = True) -> bool:
        """May it be published? `named` is whom the text is about by decision, `row` the row that it stands in: what is
        confidential there must not be in it, however it is called. `numbers`: is a long number somebody's telephone or
        identity?
        """
        if numbers and has_long_number(text):
            return False
        return not says_any(text, (*self._words, *confidential_names(register.spec.columns, row)), named)

    def exposure(self, case: Row) -> str | None:
        """The text of an exposed case, with the name in its form; None where it may not be published."""
        if not self.fits(display_text(case["exposure_text"]), cases.REGISTER, case, named=name_told(case)):
            return None
        return exposed_text(case, self._result.school)

    @cached_property
    def _words(self) -> frozenset[str]:
        told = (
            word
            for register in REGISTERS
            for whole in self._result.registers[register.key]
            for word in confidential_names(register.spec.columns, whole.row)
        )
        return frozenset((*names(self._result.control.people), *told))
