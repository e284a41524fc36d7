"""A return, or the control workbook, edited at random: checked, entered, tracked, assessed and published."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from softenv_xl import flow
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.file import apply
from softenv_xl.intake.control import read_control
from softenv_xl.intake.returns import Delivery, check_return
from softenv_xl.intake.settled import settled
from softenv_xl.sheets.publish import marked, publish
from softenv_xl.words import LANGS
from tests.hostile.fuzz.books import edited
from tests.intake import office


@cache
def _lived_in() -> Book:
    """The control workbook after a collect of two returns: every register has rows."""
    pressed = flow.press(
        office.control(), [office.checked(office.filled(who=n)) for n in (0, 1)], office.TODAY
    )
    book = read(apply(office.register("zh"), publish(pressed), "control.xlsx"), CONTROL).book
    assert book
    return book


@cache
def _good() -> Delivery:
    return office.delivered(office.filled(who=1), "good.xlsx")


@cache
def _sent() -> Delivery:
    return office.delivered(office.filled(), "fuzzed.xlsx")


def seeds() -> list[bytes]:
    """One edit of each kind; atheris puts them together."""
    return [bytes((sheet, kind, *range(9, 30))) for sheet in range(4) for kind in range(12)]


def returned(data: bytes) -> None:
    """Whatever a return holds, its check ends, and the other return of the batch is taken as it is."""
    sent = _sent()
    assert sent.book
    sent = replace(sent, book=edited(sent.book, data), fingerprint="f" * 16)
    control = office.control()
    found = settled(check_return(sent, control, office.TODAY), control)
    for issue in found.issues:
        for lang in LANGS:
            assert issue.as_record(lang)["message"]
    flow.validate(sent, None, office.TODAY, "zh")
    good = check_return(_good(), control, office.TODAY)
    pressed = flow.press(control, [found, good], office.TODAY)
    assert pressed.returns[1].issues == settled(good, control).issues
    publish(pressed)


def control(data: bytes) -> None:
    """Whatever the control workbook holds, a press ends: with issues, or with one sentence that can be said."""
    try:
        known = read_control(edited(_lived_in(), data), "control.xlsx")
        pressed = flow.press(known, [flow.checked(_good(), known, office.TODAY)], office.TODAY)
    except Stop as stop:
        for lang in LANGS:
            stop.sentence(lang)  # raises where one of its words is missing
        return
    publish(pressed)
    marked(pressed)
