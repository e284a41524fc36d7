"""What lies in an inbox and is no file: told with its place, never opened; the files beside it are read."""

from __future__ import annotations

import os
import shutil
import socket
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from softenv_xl import flow, sentences
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import CONTROL, RETURN
from softenv_xl.hosts.workbook import FileWorkbook, language_of
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.intake.returns import Delivery
from tests.support import small_school
from tests.support.small_school import TODAY

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such places in folders")


def _read(*places: Path) -> list[Delivery]:
    return [*deliveries(files_in(places), 1)]


def _told(found: list[Delivery]) -> dict[str, list[str]]:
    return {each.file: [issue.code for issue in each.issues] for each in found if not each.is_file}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "good.xlsx").write_bytes(small_school.filled())
    return folder


def test_pipes_sockets_and_devices_are_told_and_never_opened(
    inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    os.mkfifo(inbox / "pipe.xlsx")
    (inbox / "zero.xlsx").symlink_to("/dev/zero")
    monkeypatch.chdir(inbox)  # the path of a socket may not be long
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.xlsx")
        found = _read(inbox)
    assert _told(found) == {
        "pipe.xlsx": ["place.special"], "socket.xlsx": ["place.special"], "zero.xlsx": ["place.special"],
    }  # fmt: skip
    assert [each.file for each in found if each.book] == ["good.xlsx"]


def test_linked_folders_are_told_and_their_loops_end(inbox: Path) -> None:
    (inbox / "more").mkdir()
    (inbox / "more" / "loop").symlink_to(inbox)
    (inbox / "elsewhere").symlink_to("/usr")
    (inbox / "lost.xlsx").symlink_to(inbox / "nowhere.xlsx")
    (inbox / "linked.xlsx").symlink_to(inbox / "good.xlsx")
    found = _read(inbox)
    assert _told(found) == {
        "elsewhere": ["place.linked-folder"],
        "loop": ["place.linked-folder"],
        "lost.xlsx": ["place.broken-link"],
    }
    assert [each.file for each in found if each.is_file] == ["good.xlsx", "linked.xlsx"]


def test_a_linked_inbox_itself_is_looked_into(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(inbox)
    assert [each.file for each in _read(tmp_path / "link")] == ["good.xlsx"]


def test_a_folder_that_cannot_be_listed_is_told() -> None:
    with _for_nobody() as folder:
        assert _told(_read(folder)) == {"locked": ["place.unreadable-folder"]}
        assert _told(_read(folder / "locked")) == {"locked": ["place.unreadable-folder"]}


@contextmanager
def _for_nobody() -> Iterator[Path]:
    """A folder with one in it that this process may not list: also where the tests run as root."""
    folder = Path(tempfile.mkdtemp(dir="/tmp"))
    folder.chmod(0o755)
    (folder / "locked").mkdir(mode=0)
    user = os.geteuid()
    if user == 0:
        os.seteuid(65534)
    try:
        yield folder
    finally:
        os.seteuid(user)
        (folder / "locked").chmod(0o755)
        shutil.rmtree(folder)


def test_what_is_told_stands_in_the_workbook_and_in_the_sentence(inbox: Path, tmp_path: Path) -> None:
    os.mkfifo(inbox / "pipe.xlsx")
    path = tmp_path / "control.xlsx"
    path.write_bytes(small_school.register("zh"))
    result, _ = flow.collect(FileWorkbook(path), deliveries(files_in([inbox]), 1), TODAY)
    assert [one.state for one in result.outcomes] == ["accepted"]
    assert "收件箱中有 1 处未能查看" in sentences.collected(result).zh
    control = read_control(FileWorkbook(path).read())
    issues = {(row.values["file"], row.values["code"]) for row in control.checked["issues"].rows}
    assert ("pipe.xlsx", "place.special") in issues
    assert not any(row.values["file"] == "pipe.xlsx" for row in control.checked["submissions"].rows)


def test_a_pipe_is_no_control_workbook(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "control.xlsx")
    assert language_of(tmp_path / "control.xlsx") is None
    with pytest.raises(Stop) as caught:
        FileWorkbook(tmp_path / "control.xlsx").read()
    assert caught.value.code == "file.not-readable"


def test_six_gigabytes_of_nothing_are_refused_by_their_size(inbox: Path, tmp_path: Path) -> None:
    """Neither hashed nor read: a sparse file costs its sender nothing."""
    for path in (inbox / "huge.xlsx", tmp_path / "control.xlsx"):
        path.touch()
        os.truncate(path, 6 << 30)
    [good, huge] = _read(inbox)
    assert good.book
    assert [issue.code for issue in huge.issues] == ["file.too-large"]
    assert huge.fingerprint != good.fingerprint
    with pytest.raises(Stop) as caught:
        FileWorkbook(tmp_path / "control.xlsx").read()
    assert caught.value.code == "workbook.unreadable"
    assert str(CONTROL.file >> 20) in caught.value.sentence("en")
    assert RETURN.file < CONTROL.file
