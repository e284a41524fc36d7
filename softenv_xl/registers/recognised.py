"""By which words somebody can be recognised in a text for the public: names of the staff, what stands in confidential cells,
long numbers.

`case.exposure-names` is told by them, and the bulletin holds back by them what it publishes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from softenv_xl.grid.cell import Value, display_text, folded
from softenv_xl.registers.people import Person
from softenv_xl.registers.school import Row
from softenv_xl.schema.column import Column, Kind

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


def plain(text: Value) -> str:
    """Words as people compare them, numbers without the dashes that part them."""
    return folded(display_text(text)).replace("-", "")


def has_long_number(text: Value) -> bool:
    """Is there one that may be somebody's telephone or identity? A day isn't."""
    return bool(_LONG_NUMBER.search(_BETWEEN.sub("", _DAY.sub(" ", folded(display_text(text))))))


def says_any(text: Value, words: Iterable[str], named: Value = None) -> bool:
    """Is one of the words in it? `named` is whom the text is about by decision."""
    said = plain(text)
    if own := plain(named):
        said = said.replace(own, " ")
    return any(word in said for word in words)


def names(people: Iterable[Person]) -> Iterator[str]:
    """What the staff are called, and were."""
    for person in people:
        yield from filter(_tells, map(plain, (person.name, *person.former)))


def confidential_names(columns: Iterable[Column], row: Row) -> Iterator[str]:
    """What names somebody in the row's confidential cells, whole and in parts."""
    for column in columns:
        if column.confidential and column.kind is Kind.TEXT and column.limit <= _SHORT:
            whole = display_text(row.get(column.key))
            for word in map(plain, (whole, *_PARTED.split(whole))):
                if _tells(word) and not _ANYBODY.fullmatch(word):
                    yield word


def _tells(word: str) -> bool:
    return len(word) >= (_LATIN if word.isascii() else _LETTERS)
