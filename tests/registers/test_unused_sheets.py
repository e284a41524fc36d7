"""A register that a school doesn't use has its sheets out of view, until it uses it; what people hid stays hidden."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from softenv_xl import flow
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import REGISTERS
from softenv_xl.registers.options import SPEC
from softenv_xl.registers.register import Register
from softenv_xl.registers.school import in_use
from softenv_xl.registers.words import YES_NO
from softenv_xl.sheets.patch import CellPatch, Patch, SheetPatch
from softenv_xl.words import LANGS, Lang
from tests.support.packages import glanced, opened, surgery
from tests.support.small_school import register
from tests.support.thorough import some

TODAY = date(2026, 10, 20)
SWITCHED = [one for one in REGISTERS if not one.made and not one.part_of]


@cache
def pressed(lang: Lang) -> bytes:
    """Every register in use."""
    draft = Draft("control.xlsx", register(lang))
    flow.refresh(draft, TODAY)
    return draft.content


def switched(content: bytes, lang: Lang, key: str, word: str) -> bytes:
    """The workbook with the setting typed, and refreshed."""
    cell = CellPatch(SPEC.name(in_use(key)), YES_NO.word(word, lang))
    draft = Draft("control.xlsx", apply(content, Patch(cells=(cell,)), "control.xlsx"))
    flow.refresh(draft, TODAY)
    return draft.content


def hidden(content: bytes) -> set[str]:
    return {sheet.title for sheet in glanced(content) if sheet.sheet_state != "visible"}


def sheets_of(key: str, lang: Lang) -> set[str]:
    theirs = [one for one in REGISTERS if key in (one.key, one.part_of)]
    return {sheet.name(lang) for one in theirs for sheet in one.sheets}


@pytest.mark.parametrize("one", some(SWITCHED, 4, "sheets go and come back"), ids=lambda one: one.key)
def test_its_sheets_go_and_come_back(one: Register) -> None:
    before = hidden(pressed("zh"))
    off = switched(pressed("zh"), "zh", one.key, "no")
    assert hidden(off) - before == sheets_of(one.key, "zh")
    assert switched(off, "zh", one.key, "no") == off
    assert hidden(switched(off, "zh", one.key, "yes")) == before


def test_every_register_that_can_be_switched_off_says_so_on_the_dashboard() -> None:
    assert [one.key for one in SWITCHED if not one.tiles] == []


@pytest.mark.parametrize("lang", LANGS)
def test_what_people_hid_stays_hidden(lang: Lang) -> None:
    title = next(iter(sheets_of("commitments", lang)))
    theirs = apply(pressed(lang), Patch(sheets=(SheetPatch(title, visible=False),)), "control.xlsx")
    draft = Draft("control.xlsx", theirs)
    flow.refresh(draft, TODAY)
    assert title in hidden(draft.content)


def test_another_sheet_comes_to_the_front() -> None:
    titles = glanced(pressed("en")).sheetnames
    front = titles.index("Fees")
    ahead = surgery(
        pressed("en"),
        {
            "xl/workbook.xml": lambda data: data.replace(
                b"<workbookView ", f'<workbookView activeTab="{front}" '.encode()
            ),
            f"xl/worksheets/sheet{front + 1}.xml": lambda data: data.replace(
                b"<sheetView ", b'<sheetView tabSelected="1" '
            ),
        },
    )
    assert glanced(ahead).active.title == "Fees"
    off = opened(switched(ahead, "en", "fees", "no"))
    assert off.active.title == titles[0]
    assert [sheet.title for sheet in off if sheet.sheet_view.tabSelected] == [titles[0]]


def test_a_workbook_whose_structure_is_protected_keeps_its_sheets() -> None:
    locked = surgery(
        pressed("en"),
        {
            "xl/workbook.xml": lambda data: data.replace(
                b"<bookViews>", b'<workbookProtection lockStructure="1"/><bookViews>'
            )
        },
    )
    assert hidden(switched(locked, "en", "fees", "no")) == hidden(locked)


def test_one_sheet_stays_in_view() -> None:
    content = pressed("en")
    every = tuple(SheetPatch(title, visible=False) for title in glanced(content).sheetnames)
    assert apply(content, Patch(sheets=every), "control.xlsx") is content
