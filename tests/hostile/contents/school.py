"""What the cases are made from: a control workbook in use, and the returns of its three teachers."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import cache
from hashlib import sha256

from softenv_xl import flow
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.file import apply
from softenv_xl.intake.returns import CheckedReturn, Delivery
from softenv_xl.registers import evidence, rectification
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.publish import publish
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang
from tests.support import small_school
from tests.support.small_school import NUMBERS, TODAY

LANG: Lang = "zh"
_OTHERS = (1, 2)
MUTATED = "mutated.xlsx"


@cache
def package() -> bytes:
    """The control workbook after a collect of everybody's first returns and some work of the office."""
    before = small_school.register(LANG)
    first = [
        small_school.delivered(small_school.filled(LANG, who, small_school.PLANS[:1]), f"first-{who}.xlsx")
        for who in range(3)
    ]
    after = apply(
        before, publish(flow.compute(_control(before), first_checked(before, first), TODAY)), "control.xlsx"
    )
    known = _control(after)
    rows = [Placed(0, {"status": "closed", "remarks": "ok"}), Placed(1, {}), Placed(2, {})]
    said = {"number": NUMBERS[2], "item": known.rulebook.entries[3].label(LANG), "source": "complaint"}
    statement = Placed(None, {**said, "state": "alleged", "date": TODAY})
    kept = [Placed(row.index, {}) for row in known.checked[evidence.SPEC.key].rows]
    tables = (
        table_patch(known, rectification.SPEC, rows),
        table_patch(known, evidence.SPEC, [*kept, statement]),
    )
    return apply(after, Patch(tables), "control.xlsx")


def first_checked(before: bytes, sent: list[Delivery]) -> list[CheckedReturn]:
    return [flow.check_safely(each, _control(before), TODAY) for each in sent]


@cache
def book() -> Book:
    found = read(package(), CONTROL).book
    assert found
    return found


@cache
def control() -> Control:
    return read_control(book(), "control.xlsx")


@cache
def target() -> Delivery:
    """The return that is mutated: the first teacher's."""
    return small_school.delivered(small_school.filled(LANG, 0), MUTATED, datetime(2026, 9, 5, 10))


@cache
def others() -> tuple[Delivery, ...]:
    """The other returns of the batch."""
    return tuple(
        small_school.delivered(
            small_school.filled(LANG, who), f"other-{who}.xlsx", datetime(2026, 9, 4, 10 + who)
        )
        for who in _OTHERS
    )


def sent(book: Book, seed: int) -> Delivery:
    """A mutated return as it arrives."""
    fingerprint = sha256(str(seed).encode()).hexdigest()[:16]
    return replace(target(), book=book, fingerprint=fingerprint)


def _control(content: bytes) -> Control:
    return small_school.control_of(content)
