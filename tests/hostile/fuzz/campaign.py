"""A return, or the control workbook, edited at random: checked, entered, tracked, assessed and published."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.file import apply
from softenv_xl.intake.accepted_earlier import keep_accepted
from softenv_xl.intake.returns import CheckedReturn, Delivery, check_return
from softenv_xl.sheets.publish import publish, publish_issues
from softenv_xl.words import LANGS
from tests.hostile.fuzz.books import edited
from tests.support import small_school


@cache
def _lived_in() -> Book:
    """The control workbook after a collect of two returns: every register has rows."""
    result = flow.compute(
        small_school.control(),
        [small_school.checked(small_school.filled(who=n)) for n in (0, 1)],
        small_school.TODAY,
    )
    book = read(apply(small_school.register("zh"), publish(result), "control.xlsx"), CONTROL).book
    assert book
    return book


@cache
def _good() -> Delivery:
    return small_school.delivered(small_school.filled(who=1), "good.xlsx")


@cache
def _good_checked() -> CheckedReturn:
    control = small_school.control()
    return keep_accepted(check_return(_good(), control, small_school.TODAY), control)


@cache
def _sent() -> Delivery:
    return small_school.delivered(small_school.filled(), "fuzzed.xlsx")


def seeds() -> list[bytes]:
    """One edit of each kind; atheris puts them together."""
    return [bytes((sheet, kind, *range(9, 30))) for sheet in range(4) for kind in range(12)]


def returned(data: bytes) -> None:
    """Whatever a return holds, its check ends, and the other return of the batch is taken as it is."""
    sent = _sent()
    assert sent.book
    sent = replace(sent, book=edited(sent.book, data), fingerprint="f" * 16)
    control = small_school.control()
    found = keep_accepted(check_return(sent, control, small_school.TODAY), control)
    for issue in found.issues:
        for lang in LANGS:
            assert issue.as_record(lang)["message"]
    flow.validate(sent, None, small_school.TODAY, "zh")
    result = flow.compute(control, [found, _good_checked()], small_school.TODAY)
    assert result.returns[1] == _good_checked()
    publish(result)


def control(data: bytes) -> None:
    """Whatever the control workbook holds, a press ends: with issues, or with one sentence that can be said."""
    try:
        known = read_control(edited(_lived_in(), data), "control.xlsx")
        result = flow.compute(
            known, [flow.check_safely(_good(), known, small_school.TODAY)], small_school.TODAY
        )
    except Stop as stop:
        for lang in LANGS:
            stop.sentence(lang)  # raises where one of its words is missing
        return
    publish(result)
    publish_issues(result)
