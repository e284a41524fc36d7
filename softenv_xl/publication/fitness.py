"""Which of people's texts may be published: none that names somebody whom nobody decided to name.

Staff are known from the register, whoever complained or gave an opinion from the confidential columns. Nothing is cut out of
a text: it is published as it was written, or held back, and the office is told where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

from softenv_xl.grid.cell import display_text, folded
from softenv_xl.registers import REGISTERS, Register
from softenv_xl.registers.school import Row
from softenv_xl.schema.column import Kind
from softenv_xl.sheets.result import Result

_LETTERS, _LATIN = 2, 5
"""Chinese characters, and other letters or figures: what has fewer stands in any text."""
_SHORT = 120
"""Letters that a name or a contact may have; what may have more is prose."""

_DAY = re.compile(r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_LONG_NUMBER = re.compile(r"\d{7}")
_BETWEEN = re.compile(r"(?<=\d)[-–—.·/()]+(?=\d)")
_PARTED = re.compile(r"[,;，；、/\n]")
_ANYBODY = re.compile(
    "(一位|一名|几位|多名|多位|部分|某|several|some|one|the|a)?"
    "(学生家长|家长|学生|群众|教师|教职工|职工|市民|匿名|parents?|pupils?|students?|teachers?|citizens?|staff|anonymous)"
    "(代表|们)?"
)
"""Who is called so in a confidential cell isn't named there."""


class Fitness:
    """Knows everybody who must not be named by chance."""

    def __init__(self, result: Result) -> None:
        self._result = result

    def fits(self, text: str, register: Register, row: Row, *, named: str = "", numbers: bool = True) -> bool:
        """May it be published? `named` is whom the text is about by decision, `row` the row that it stands in: what is
        confidential there must not be in it, however it is called. `numbers`: is a long number somebody's telephone or
        identity?
        """
        words = folded(text)
        if numbers and _LONG_NUMBER.search(_BETWEEN.sub("", _DAY.sub(" ", words))):
            return False
        plain = words.replace("-", "")
        if own := _plain(named):
            plain = plain.replace(own, " ")
        return not any(word in plain for word in (*self._words, *_confidential(register, row)))

    @cached_property
    def _words(self) -> frozenset[str]:
        people = self._result.control.people
        names = (name for person in people for name in (person.name, *person.former))
        staff = (word for name in names if _tells(word := _plain(name)))
        told = (
            word
            for register in REGISTERS
            for whole in self._result.registers[register.key]
            for word in _confidential(register, whole.row)
        )
        return frozenset((*staff, *told))


def _confidential(register: Register, row: Row) -> Iterator[str]:
    """What names somebody in the row's confidential cells, whole and in parts."""
    for column in register.spec.columns:
        if column.confidential and column.kind is Kind.TEXT and column.limit <= _SHORT:
            whole = display_text(row.get(column.key))
            for part in (whole, *_PARTED.split(whole)):
                if _tells(word := _plain(part)) and not _ANYBODY.fullmatch(word):
                    yield word


def _tells(word: str) -> bool:
    return len(word) >= (_LATIN if word.isascii() else _LETTERS)


def _plain(text: str) -> str:
    """Words as people compare them, numbers without the dashes that part them."""
    return folded(text).replace("-", "")
