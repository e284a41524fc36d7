"""LibreOffice is killed in the middle of a press: the press says so, nothing is left over, and work goes on."""

from __future__ import annotations

import os
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from random import Random
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from urllib.request import url2pathname

import psutil
import pytest

from softenv_xl import buttons
from tests.hosts.soak import keeping
from tests.hosts.soak.conftest import offices
from tests.hosts.soak.looking import look
from tests.hosts.soak.pressing import COVERAGE, explained
from tests.hosts.soak.staff import STATUSES
from tests.libreoffice.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow, pytest.mark.xdist_group("soak")]
KILLS = int(os.environ.get("SOFTENV_KILLS", "1"))
DAY = date(2026, 11, 2)
HANGS = 30  # seconds


@contextmanager
def office() -> Iterator[xw.App]:
    app = running()
    try:
        yield app
    finally:
        app.kill()


@pytest.fixture(scope="module")
def duration(control: bytes, tmp_path_factory: pytest.TempPathFactory) -> float:
    """How long a whole press takes here, in seconds."""
    path = tmp_path_factory.mktemp("whole") / "control.xlsx"
    path.write_bytes(control)
    with office() as app:
        book = app.books.open(str(path))
        start = time.monotonic()
        assert buttons.refresh(book, DAY).startswith(COVERAGE)
        return time.monotonic() - start


def a_days_work(book: xw.Book, chance: Random) -> None:
    """A few cells, and perhaps a new row, so that the next press has something to do."""
    before = look(book)
    sheet, columns = book.sheets["Tracker"], keeping.headers(before, "tracker")
    rows = [row for _, row, _ in keeping.rows(before, "tracker")]
    for row in chance.sample(rows, 3):
        sheet.range((row, columns["Status"])).value = chance.choice(STATUSES)
        sheet.range((row, columns["Remarks"])).value = f"'=seen {row}"
    if chance.random() < 0.5:
        sheet.range((max(rows) + 1, columns["Problem"])).value = "Found by us"


def pressed_until_killed(book: xw.Book, seconds: float, victims: list[psutil.Process]) -> str:
    """What the press says whose LibreOffice is killed after so many seconds."""
    message: list[str] = []
    done = Event()

    def press() -> None:
        message.append(buttons.refresh(book, DAY))
        done.set()

    pressing = Thread(target=press, daemon=True)
    pressing.start()
    done.wait(seconds)
    for victim in victims:
        victim.kill()
    pressing.join(HANGS)
    assert message, "the press hangs, or it raised"
    return message[0]


def profiles(processes: list[psutil.Process]) -> set[Path]:
    """The profile folders that these processes were started with."""
    words = [
        word.partition("=")[2] for each in processes for word in each.cmdline() if "UserInstallation" in word
    ]
    return {Path(url2pathname(urlsplit(url).path)) for url in words}


@pytest.mark.parametrize("number", range(KILLS))
def test_killed_in_the_middle_of_a_press(
    number: int, duration: float, control: bytes, tmp_path: Path
) -> None:
    chance = Random(number)
    path, copy = tmp_path / "control.xlsx", tmp_path / "copy" / "control.xlsx"
    path.write_bytes(control)

    before = set(offices())
    with office() as app:
        book = app.books.open(str(path))
        a_days_work(book, chance)
        book.save()
        copy.parent.mkdir()
        copy.write_bytes(path.read_bytes())
        family = [process for process in offices() if process not in before]
        folders = profiles(family)
        assert family
        assert folders
        victims = chance.choice([family, [one for one in family if one.name() == "soffice.bin"]])
        message = pressed_until_killed(book, duration * (number + chance.random()) / KILLS, victims)
        assert "\n" not in message
        assert message.startswith((COVERAGE, "The program that had control.xlsx open has closed")), explained(
            message
        )
    assert not [process for process in family if process.is_running()]
    assert not [folder for folder in folders if folder.exists()]
    assert path.read_bytes() == copy.read_bytes()

    with office() as app:
        found = []
        for each in (path, copy):
            book = app.books.open(str(each))
            message = buttons.refresh(book, DAY)
            assert message.startswith(COVERAGE), explained(message)
            found.append((message, look(book)))
            book.close()
        assert found[0] == found[1]
