"""Processes: what is started ends and leaves nothing; what has ended says so."""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
import xlwings as xw

from xlwings_libreoffice import OfficeGone, attach, processes, uno_runtime
from xlwings_libreoffice.office import Office
from xlwings_libreoffice.uno_runtime import OfficeMissing, soffice

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("libreoffice")]


def profile_of(app: xw.App) -> Path:
    scratch: Path | None = app.impl.office._scratch
    assert scratch is not None
    return scratch


def left_behind(profile: Path) -> list[int]:
    """The processes that run in this profile."""
    return [
        process.pid
        for process in psutil.process_iter(["cmdline"])
        if any(profile.name in word for word in process.info["cmdline"] or ())
    ]


def lock_of(file: Path) -> Path:
    return file.with_name(f".~lock.{file.name}#")


@pytest.mark.parametrize("end", ["quit", "kill"])
def test_an_ended_app_leaves_no_process_and_no_file_of_its_own(
    office_engine: xw.Engine, end: str, tmp_path: Path
) -> None:
    app = office_engine.apps.add(visible=False)
    profile, pid = profile_of(app), app.pid
    assert pid in left_behind(profile)
    book = app.books.add()
    book.save(tmp_path / "school, year; 1.xlsx")
    book.sheets[0]["A1"].value = "not saved"
    assert lock_of(tmp_path / "school, year; 1.xlsx").exists()
    sockets = processes.sockets(pid)
    assert any(app.impl.office.pipe in place.name for place in sockets)
    assert len(sockets) == 2
    assert list((profile / "tmp").iterdir())
    getattr(app, end)()
    assert [place.name for place in tmp_path.iterdir()] == ["school, year; 1.xlsx"]
    assert not any(place.exists() for place in sockets)
    assert not profile.exists()
    assert left_behind(profile) == []
    assert pid not in office_engine.apps.keys()  # noqa: SIM118 - it is no dictionary


@pytest.mark.skipif(os.name == "nt", reason="Windows' pipes have no file and no umask")
def test_nobody_else_can_connect(office_engine: xw.Engine) -> None:
    """To connect takes the right to write to the socket, and who is connected commands the office."""
    before = os.umask(0)
    try:
        app = office_engine.apps.add(visible=False)
    finally:
        os.umask(before)
    modes = {place.name: place.stat().st_mode & 0o777 for place in processes.sockets(app.pid)}
    assert len(modes) == 2
    assert not any(mode & 0o022 for mode in modes.values())
    assert [mode for name, mode in modes.items() if app.impl.office.pipe in name] == [0o700]
    app.quit()


def test_a_pipe_that_a_users_own_office_opened_is_closed_to_others(tmp_path: Path) -> None:
    name = f"softenv-test-{uuid.uuid4().hex}"
    place = Path("/tmp") / f"OSL_PIPE_{os.getuid()}_{name}"  # noqa: S108 - where LibreOffice has them
    with socket.socket(socket.AF_UNIX) as pipe:
        pipe.bind(str(place))
        try:
            place.chmod(0o777)
            processes.close_to_others(name)
            assert place.stat().st_mode & 0o777 == 0o700
        finally:
            place.unlink()
    other = tmp_path / "other"
    other.write_bytes(b"")
    other.chmod(0o644)
    place.symlink_to(other)
    try:
        processes.close_to_others(name)
    finally:
        place.unlink()
    assert other.stat().st_mode & 0o777 == 0o644


def test_an_app_ends_with_python() -> None:
    script = (
        "from xlwings_libreoffice import engine\n"
        "from xlwings_libreoffice.office import Office\n"
        "app = engine.apps.add(visible=False)\n"
        "print(app.pid, app.office._scratch)\n"
        "forgotten = Office.start()\n"
        "print(forgotten.pid, forgotten._scratch)\n"
        "del forgotten\n"
    )
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=120)
    assert run.returncode == 0, run.stderr
    for line in run.stdout.splitlines():
        pid, profile = line.split()
        assert not psutil.pid_exists(int(pid))
        assert not Path(profile).exists()


_CONNECTED_AT_EXIT = """
import atexit, os, sys
def left():  # registered first, so it is the last to be called
    from xlwings_libreoffice.uno_runtime import uno
    context = uno().getComponentContext()
    bridges = context.ServiceManager.createInstanceWithContext("com.sun.star.bridge.BridgeFactory", context)
    print(len(bridges.getExistingBridges()), flush=True)
atexit.register(left)
from xlwings_libreoffice import attach
sheet = next(iter(attach(sys.argv[1]).api.Components)).Sheets.getByIndex(0)
kept = [sheet.getCellByPosition(column, row) for column in range(30) for row in range(60)]
"""


def test_a_python_that_exits_has_let_go_of_an_office_before(app: xw.App) -> None:
    """With a bridge that is still there, one of ten such exits ends by SIGSEGV: its threads outlive what they use."""
    app.books.add()
    command = [sys.executable, "-c", _CONNECTED_AT_EXIT, app.impl.office.pipe]
    for _ in range(3):
        run = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert (run.returncode, run.stdout) == (0, "0\n"), run.stderr
    assert app.impl.office.answers()


def test_after_a_crash_old_objects_say_so_and_a_new_app_starts(office_engine: xw.Engine) -> None:
    app = office_engine.apps.add(visible=False)
    book = app.books.add()
    sheet, cell = book.sheets[0], book.sheets[0]["A1"]
    cell.value = 1
    table = sheet.tables.add(sheet["C1:C2"])
    profile = profile_of(app)
    psutil.Process(app.pid).kill()
    calls: list[Any] = [
        lambda: cell.value,
        lambda: setattr(cell, "value", 2),
        lambda: cell.formula,
        lambda: cell.number_format,
        lambda: cell.font.bold,
        lambda: cell.add_note("x"),
        lambda: sheet.name,
        lambda: sheet.used_range,
        lambda: table.name,
        lambda: book.name,
        book.save,
        lambda: len(app.books),
        app.books.add,
        app.calculate,
    ]
    for call in calls:
        with pytest.raises(OfficeGone, match="has ended"):
            call()
    assert isinstance(OfficeGone(), ConnectionError)

    again = office_engine.apps.add(visible=False)
    again.books.add().sheets[0]["A1"].value = 3
    assert again.books[0].sheets[0]["A1"].value == 3
    assert not profile.exists()
    app.quit()
    again.quit()


@pytest.fixture
def file(app: xw.App, tmp_path: Path) -> Path:
    """A saved workbook with 1 in A1."""
    book = app.books.add()
    book.sheets[0]["A1"].value = 1
    book.save(tmp_path / "control.xlsx")
    book.close()
    return tmp_path / "control.xlsx"


def assert_it_opens(app: xw.App, file: Path) -> None:
    book = app.books.open(file)
    assert book.sheets[0]["A1"].value == 1
    book.sheets[0]["A2"].value = 2
    book.save()
    book.close()
    assert list(file.parent.iterdir()) == [file]


def test_a_file_opens_again_after_a_crash(office_engine: xw.Engine, app: xw.App, file: Path) -> None:
    crashing = office_engine.apps.add(visible=False)
    crashing.books.open(file)
    profile, sockets = profile_of(crashing), processes.sockets(crashing.pid)
    running = [psutil.Process(pid) for pid in left_behind(profile)]
    psutil.Process(crashing.pid).kill()
    psutil.wait_procs(running)
    assert lock_of(file).exists()
    assert_it_opens(app, file)
    office_engine.apps.cleanup()
    assert not profile.exists()
    assert not any(place.exists() for place in sockets)


def test_locks_go_when_what_a_crash_left_is_cleaned_up(office_engine: xw.Engine, file: Path) -> None:
    crashing = office_engine.apps.add(visible=False)
    crashing.books.open(file)
    psutil.Process(crashing.pid).kill()
    office_engine.apps.cleanup()
    assert not lock_of(file).exists()


def test_a_file_opens_again_after_python_was_killed_too(app: xw.App, file: Path) -> None:
    script = (
        "import os, signal, sys, psutil\n"
        "from xlwings_libreoffice import engine\n"
        "app = engine.apps.add(visible=False)\n"
        "app.books.open(sys.argv[1])\n"
        "print(app.office.profile, flush=True)\n"
        "for child in psutil.Process().children(recursive=True):\n"
        "    child.kill()\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    command = [sys.executable, "-c", script, str(file)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert run.returncode < 0, run.stderr
    profile = Path(run.stdout.strip())
    assert profile.exists()
    assert lock_of(file).exists()
    assert_it_opens(app, file)
    shutil.rmtree(profile)


def test_a_lock_whose_profile_is_gone_is_left_over(app: xw.App, file: Path) -> None:
    gone = (file.parent / "gone").as_uri()
    lock_of(file).write_text(f",root,{socket.gethostname()},25.11.2026 17:59,{gone};", "utf-8")
    assert_it_opens(app, file)


def test_whoever_has_the_file_open_is_named(office_engine: xw.Engine, app: xw.App, file: Path) -> None:
    lock_of(file).write_text("李 华,li,another-computer,25.11.2026 17:59,file:///nowhere;", "utf-8")
    with pytest.raises(OSError, match="of 李 华"):
        app.books.open(file)
    assert lock_of(file).exists()
    lock_of(file).unlink()

    other = office_engine.apps.add(visible=False)
    other.books.open(file)
    with pytest.raises(OSError, match=rf"open in another LibreOffice, of .*{socket.gethostname()}"):
        app.books.open(file)
    shown = app.books.open(file, read_only=True)
    assert shown.sheets[0]["A1"].value == 1
    shown.close()
    assert other.books.open(file) == other.books[0]
    other.quit()
    assert_it_opens(app, file)


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A LibreOffice that somebody else started: its pipe's name and its process."""
    pipe = f"test-{uuid.uuid4().hex}"
    command = [
        str(soffice()),
        f"-env:UserInstallation={tmp_path.as_uri()}",
        "--headless",
        "--norestore",
        f"--accept=pipe,name={pipe};urp;",
    ]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL, start_new_session=True)
    yield pipe, process
    for child in psutil.Process(process.pid).children(recursive=True) if process.poll() is None else []:
        child.kill()
    process.kill()
    process.wait()


def attached(pipe: str, process: subprocess.Popen[bytes]) -> xw.App:
    """Attached as soon as it listens; the test fails if it ends instead."""
    while True:
        try:
            return attach(pipe)
        except OfficeGone:
            assert process.poll() is None


def test_quit_lets_go_of_an_office_that_somebody_else_started(
    office_engine: xw.Engine, foreign: tuple[str, subprocess.Popen[bytes]]
) -> None:
    app = attached(*foreign)
    assert app in office_engine.apps
    app.books.add().sheets[0]["A1"].value = "theirs"
    app.quit()
    assert foreign[1].poll() is None
    again = attach(foreign[0])
    assert again.books[0].sheets[0]["A1"].value == "theirs"
    assert psutil.pid_exists(again.pid)
    again.kill()
    assert foreign[1].wait(60) is not None


def test_one_python_attaches_as_often_as_it_likes(app: xw.App) -> None:
    """One of some 200 second bridges ends while it is asked, in whichever order its threads come."""
    for _ in range(60):
        assert Office.attach(app.impl.office.pipe).answers()


def test_nobody_listens() -> None:
    with pytest.raises(OfficeGone, match="no LibreOffice answers"):
        attach("nobody-listens-here")


def test_a_given_profile_stays(office_engine: xw.Engine, tmp_path: Path) -> None:
    office = Office.start(profile=tmp_path / "profile")
    pid = office.pid
    office.quit()
    assert (tmp_path / "profile" / "user").is_dir()
    assert not psutil.pid_exists(pid)


def test_a_missing_program_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    uno_runtime.soffice.cache_clear()
    monkeypatch.setenv("PATH", tempfile.gettempdir() + os.sep + "nothing")
    monkeypatch.setattr(uno_runtime, "_PROGRAMS", ())
    with pytest.raises(OfficeMissing, match="LibreOffice was not found"):
        uno_runtime.soffice()
    monkeypatch.undo()
    uno_runtime.soffice.cache_clear()


def test_a_bridge_for_another_python_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Two Pythons in one process would crash sooner or later."""
    monkeypatch.setattr(uno_runtime, "soffice", lambda: tmp_path / "soffice")
    monkeypatch.setattr(uno_runtime, "_PROGRAMS", ())
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    for name in ("uno", "pyuno"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    (tmp_path / "uno.py").touch()
    for library, needed in (("pyuno.so", b"..libpyuno.so.."), ("libpyuno.so", b"..libpython3.2.so.1.0..")):
        (tmp_path / library).write_bytes(needed)
    with pytest.raises(OfficeMissing, match=r"built for Python 3\.2, and this is Python 3\.\d+"):
        uno_runtime.uno.__wrapped__()


def test_the_systems_packages_stay_hidden(office_engine: xw.Engine) -> None:
    assert not any("dist-packages" in folder for folder in sys.path)


def test_unsupported_members_are_named(app: xw.App, sheet: xw.Sheet) -> None:
    calls: list[tuple[str, Any]] = [
        (r"Sheet\.charts", lambda: sheet.charts),
        (r"Sheet\.pictures", lambda: sheet.pictures),
        (r"Sheet\.to_html", sheet.to_html),
        (r"Range\.data_validation", lambda: sheet["A1"].data_validation),
        (r"Range\.add_comment", lambda: sheet["A1"].add_comment("x")),
        (r"App\.startup_path", lambda: app.startup_path),
    ]
    for name, call in calls:
        with pytest.raises(NotImplementedError, match=name):
            call()
