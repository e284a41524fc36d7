"""Returns go out whole or not at all, wherever they go and whatever ends it: one sentence, and nothing stray."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from softenv_xl import flow, store
from softenv_xl.control.workbook import Control
from softenv_xl.errors import Stop
from softenv_xl.hosts import returns
from tests.store.worker import Watch
from tests.support import large_school

if TYPE_CHECKING:
    from collections.abc import Iterator

PEOPLE = 4


@pytest.fixture(scope="module")
def control(tmp_path_factory: pytest.TempPathFactory) -> Control:
    return large_school.control(tmp_path_factory.mktemp("school") / "c.xlsx", PEOPLE)


@pytest.fixture
def public(control: Control) -> Iterator[Path]:
    """A folder that a user without rights can reach but not write in, with a control workbook in it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        large_school.control(folder / "c.xlsx", PEOPLE)
        folder.chmod(0o555)
        yield folder
        folder.chmod(0o700)


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


# Twice, as what isn't loaded yet can't be read any more by a user without rights.
AS_NOBODY = """
import os, sys
from softenv_xl import cli
for folder in sys.argv[1:3]:
    os.chdir(folder)
    sys.argv[0] = "softenv-xl"
    arguments, sys.argv[1:] = sys.argv[1:], ["distribute", "c.xlsx", *sys.argv[3:]]
    try:
        cli.main()
    except SystemExit as ended:
        code = ended.code
    sys.argv[1:] = arguments
    if os.geteuid() == 0:
        os.setgroups([])
        os.setgid(65534)
        os.setuid(65534)
sys.exit(code)
"""


@pytest.mark.parametrize("out", ["outbox", "new/deep"])
def test_into_a_place_where_nothing_may_be_written(tmp_path: Path, public: Path, out: str) -> None:
    shutil.copy(public / "c.xlsx", tmp_path)
    before = sorted(public.rglob("*"))
    command = [sys.executable, "-c", AS_NOBODY, str(tmp_path), str(public), out]
    run = subprocess.run(
        command, capture_output=True, text=True, env={**os.environ, "COLUMNS": "80"}, check=False
    )
    assert run.returncode == 2
    assert run.stderr.startswith(f"✗ Cannot write {out}: permission is denied. ")
    assert run.stderr.endswith("[file.not-writable]\n")
    assert run.stderr.count("\n") == 1
    assert sorted(public.rglob("*")) == before


def test_into_a_folder_that_is_a_file(control: Control, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"theirs")
    for out in (tmp_path / "file", tmp_path / "file" / "deep"):
        with pytest.raises(Stop) as stop:
            flow.distribute(control, out)
        assert stop.value.code == "file.not-writable"
    assert files(tmp_path) == {"file": b"theirs"}


def test_folders_go_again_where_nothing_came_into_them(
    control: Control, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, content: bytes) -> None:
        raise Stop("file.not-writable", file=str(path), reason="full")

    monkeypatch.setattr(store, "create", full)
    with pytest.raises(Stop):
        flow.distribute(control, tmp_path / "new" / "deep")
    assert list(tmp_path.iterdir()) == []


def _standing(path: Path) -> tuple[int, ...]:
    """What shows whether anybody changed it; when it was last looked at is nobody's matter."""
    found = path.lstat()
    return found.st_mode, found.st_ino, found.st_size, found.st_mtime_ns, found.st_ctime_ns


@pytest.mark.parametrize("kind", ["folder", "pipe", "link to nothing", "other return"])
def test_what_stands_there_is_never_written_over(control: Control, tmp_path: Path, kind: str) -> None:
    path = tmp_path / returns.file_name(control.people[1])
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "link to nothing":
            path.symlink_to(tmp_path / "gone")
        case _:
            path.write_bytes(b"filled in")
    before = _standing(path)
    with pytest.raises(Stop) as stop:
        flow.distribute(control, tmp_path)
    assert stop.value.code == "file.exists"
    assert _standing(path) == before
    assert {one.path.name for one in store.written()[-1:]} == {returns.file_name(control.people[0])}


@pytest.mark.slow
def test_killed_anywhere_it_is_completed_by_the_next_run(control: Control, tmp_path: Path) -> None:
    flow.distribute(control, tmp_path / "whole")
    whole = files(tmp_path / "whole")
    steps, tried = _killed(control, tmp_path / "counting", None), 0
    for step in range(3, steps, max(1, steps // 10)):
        out = tmp_path / str(step)
        _killed(control, out, step)
        left = {name: content for name, content in files(out).items() if ".softenv" not in name}
        assert left.items() <= whole.items()
        assert flow.distribute(control, out) == (PEOPLE - len(left), len(left))
        assert files(out) == whole
        assert sorted(path.name for path in out.iterdir()) == sorted(whole)
        tried += 0 < len(left) < PEOPLE
    assert tried >= 3


def _killed(control: Control, out: Path, step: int | None) -> int:
    """How many steps it takes where nothing happens; else it is killed right before that one."""
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        watch = Watch(step or 10**9, lambda: os.kill(os.getpid(), 9))
        sys.setprofile(watch)
        flow.distribute(control, out)
        sys.setprofile(None)
        os.write(writer, str(10**9 - watch.left).encode())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as said:
        steps = said.read()
    os.waitpid(child, 0)
    return int(steps or 0)
