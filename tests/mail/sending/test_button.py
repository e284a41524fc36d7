"""The button: the list in a box, then drafts as files; a program that can ask nobody makes none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from softenv_xl import buttons
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running
from tests.mail.sending.test_plan import ADDRESSES, outbox, staff
from tests.support import small_school

if TYPE_CHECKING:
    import xlwings as xw

DAY = date(2026, 10, 20)
OFFICE = [pytest.mark.libreoffice, pytest.mark.xdist_group("office")]


@pytest.fixture(scope="module", params=[pytest.param("libreoffice", marks=OFFICE), "model-zh", "model-mac"])
def app(request: pytest.FixtureRequest) -> Iterator[xw.App]:
    started = running(request.param)
    yield started
    started.quit()


@pytest.fixture
def book(app: xw.App, workbook: Path) -> Iterator[xw.Book]:
    workbook.write_bytes(staff(*ADDRESSES))
    outbox(workbook, a=small_school.sent(who=0), b=small_school.sent(who=1))
    opened = app.books.open(str(quick_to_open(workbook)))
    yield opened
    opened.close()


def made(workbook: Path) -> int:
    return len(list(workbook.parent.rglob("*.eml")))


@pytest.mark.parametrize("answer", ["ok", "cancel"])
def test_drafts_are_made_once_the_list_was_agreed_to(
    book: xw.Book, workbook: Path, monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    shown: list[str] = []

    def box(_: object, prompt: str, *__: object, buttons: str = "ok", **___: object) -> str:
        shown.append(prompt)
        returns = prompt.startswith("发自查表")
        return answer if returns else "cancel" if buttons == "ok_cancel" else "ok"

    monkeypatch.setattr(type(book.app), "alert", box)
    said = buttons.send(book, DAY)
    assert "2009017 王芳 → wang@school.cn" in shown[0]
    assert "没有给张志强的文件" in shown[0]
    assert made(workbook) == (2 if answer == "ok" else 0)
    assert ("2 封已做成草稿文件" in said) == (answer == "ok")
    buttons.send(book, DAY)
    assert made(workbook) == (2 if answer == "ok" else 0)
    asked = [words.partition("：")[0] for words in shown if "做成草稿吗" in words]
    assert asked == ["发自查表", "催办", *([] if answer == "ok" else ["发自查表"]), "催办"]


def test_a_program_without_windows_says_no(book: xw.Book, workbook: Path) -> None:
    """LibreOffice runs without any here; in the models of Excel every box is agreed to."""
    asks_nobody = book.app.engine.name == "libreoffice"
    assert ("没有做草稿。" in buttons.send(book, DAY)) == asks_nobody
    assert made(workbook) == (0 if asks_nobody else 2 + 3)
