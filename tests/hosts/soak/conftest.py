"""A LibreOffice for the long runs, and the small control workbook that they start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import psutil
import pytest

from softenv_xl import flow
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from tests.libreoffice.running import running
from tests.support import large_school

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xlwings as xw


def offices() -> list[psutil.Process]:
    """Every LibreOffice process that was started from here."""
    return [
        process
        for process in psutil.Process().children(recursive=True)
        if process.name().startswith(("soffice", "oosplash")) and process.status() != psutil.STATUS_ZOMBIE
    ]


@pytest.fixture(scope="package")
def control(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Six teachers and their returns, eight items: five of the office's and three of returns."""
    folder = tmp_path_factory.mktemp("school")
    path, inbox = folder / "control.xlsx", folder / "inbox"
    large_school.returns(large_school.control(path, 6, 5), inbox)
    assert flow.collect(FileWorkbook(path), deliveries(files_in([inbox]), 1), large_school.AS_OF)[1]
    return path.read_bytes()


@pytest.fixture(scope="package", autouse=True)
def own_state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What a press is undone from is kept apart from the user's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="module")
def app() -> Iterator[xw.App]:
    before = set(offices())
    started = running()
    started.engine.activate()
    yield started
    started.quit()
    assert set(offices()) <= before
