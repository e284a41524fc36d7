"""A worker that a file has taken over: it can lie, but neither run anything here nor do anything there."""

from __future__ import annotations

import ctypes
import json
import pickle
import random
import socket
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl import catalogue
from softenv_xl.errors import Stop
from softenv_xl.gate import confine_windows, serve, worker, worker_process
from softenv_xl.gate.holds import Hold
from softenv_xl.gate.limits import MB, RETURN
from softenv_xl.gate.read import read
from softenv_xl.gate.reading import Reading, Refused
from softenv_xl.gate.wire import decode_reading, encode_reading
from softenv_xl.gate.wire_values import InvalidAnswerError
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError
from softenv_xl.grid.grid import Book, Grid, TableArea
from softenv_xl.issues import Issue, Place
from softenv_xl.words import Text
from tests.gate import test_ods as ods
from tests.gate.ole import number, xls
from tests.gate.packages import SHEET, parts, worksheet, zipped

GRID = Grid(
    "表",
    (("甲", 1.5, None, 7, True), (), (date(2026, 9, 1), datetime(2026, 9, 1, 8, 30), CellError("#REF!"))),  # noqa: DTZ001
    frozenset((Address(1, 2),)),
    (Area(1, 1, 2, 2),),
    (TableArea("people", Area(1, 1, 3, 3), totals=True),),
    visible=False,
    pictures=frozenset((Address(3, 1),)),
    since_1904=True,
)
BOOK = Book((GRID,), {"school": ("表", Area(1, 1, 1, 1))}, datetime(2026, 9, 1), "xlsm")  # noqa: DTZ001
WARNED = (Issue(catalogue.SHEET_UNREADABLE, Place(sheet="二"), {"what": Text("坏了", "it is damaged")}),)

# What a worker that was taken over would try. Each line ends it with 7 if it was let.
ATTEMPTS = {
    "connect": "import socket; socket.create_connection(('127.0.0.1', PORT), 5)",
    "open a socket": "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "write": "open(FOLDER + '/written', 'w')",
    "write here": "open('written', 'w')",
    "change": "import os; os.chmod(FOLDER + '/there', 0)",
    "remove": "import os; os.unlink(FOLDER + '/there')",
    "rename": "import os; os.rename(FOLDER + '/there', FOLDER + '/elsewhere')",
    "link": "import os; os.link(FOLDER + '/there', FOLDER + '/linked')",
    "make a folder": "import os; os.mkdir(FOLDER + '/folder')",
    "start a program": "import subprocess; subprocess.run(['/bin/true'])",
    "become a program": "import os; os.execv('/bin/true', ['true'])",
    "fork": "import os; os.fork() or os._exit(0)",
    "read the system's": "open('/etc/passwd').read()",
    "read others'": "open(FOLDER + '/there').read()",
    "list a folder": "import os; os.listdir(FOLDER)",
    "look into others": "open('/proc/%d/environ' % __import__('os').getppid(), 'rb').read()",
    "end who asked": "import os; os.kill(os.getppid(), 0)",
    "have more again": "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))",
}
NEEDS = {
    Hold.NETWORK: ("connect", "open a socket"),
    Hold.WRITING: ("write", "write here", "change", "remove", "rename", "link", "make a folder"),
    Hold.PROGRAMS: ("start a program", "become a program", "fork", "end who asked"),
    Hold.FILES: ("read the system's", "read others'", "list a folder", "look into others"),
}
TAKEN_OVER = """
import sys
ATTEMPT, PORT, FOLDER, CONFINED = sys.argv[1:]
if CONFINED == "True":
    from softenv_xl.gate.confine import confined
    confined(1 << 30, handed=True)
try:
    exec(ATTEMPT.replace("PORT", PORT).replace("FOLDER", repr(FOLDER)))
except OSError:
    sys.exit(6)
except BaseException as error:
    sys.exit(5)
import os
os._exit(7)
"""


def test_what_a_worker_is_held_from_here() -> None:
    """Linux has all of it, but for old kernels and containers; there it is told, and the rest holds."""
    holds = worker.holds()
    print("a worker here is held from:", ", ".join(holds) or "nothing")  # noqa: T201 - for who reads the log
    if sys.platform == "linux":
        assert Hold.MEMORY in holds
        assert set(holds) <= set(Hold)


def _tried(names: tuple[str, ...], folder: Path, *, confined: bool) -> dict[str, int]:
    """What each attempt ended with: 7 where it was let, 6 where the system refused it."""
    (folder / "there").write_text("secret")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = str(server.getsockname()[1])
        return {
            name: subprocess.run(
                [sys.executable, "-c", TAKEN_OVER, ATTEMPTS[name], port, str(folder), str(confined)],
                cwd=folder,
                capture_output=True,
                check=False,
            ).returncode
            for name in names
        }


@pytest.mark.parametrize("hold", NEEDS)
def test_a_worker_that_was_taken_over_is_refused(hold: Hold, tmp_path: Path) -> None:
    if hold not in worker.holds():
        print(f"not held here: {hold}")  # noqa: T201
        return
    assert _tried(NEEDS[hold], tmp_path, confined=True) == dict.fromkeys(NEEDS[hold], 6)
    assert [each.name for each in tmp_path.iterdir()] == ["there"]
    assert (tmp_path / "there").read_text() == "secret"


def test_the_attempts_are_let_elsewhere(tmp_path: Path) -> None:
    names = ("connect", "write", "link", "start a program", "read others'", "list a folder", "end who asked")
    assert _tried(names, tmp_path, confined=False) == dict.fromkeys(names, 7)


def test_a_reading_comes_through_unchanged() -> None:
    more = replace(GRID, sheet="2", rows=((time(8), timedelta(days=-1, seconds=3)),), tables=(), merged=())
    for reading in (
        Reading(replace(BOOK, grids=(GRID, more)), WARNED),
        Reading(Book(())),
        Refused.too_large("文件本身", "the file itself", 7).reading(),
    ):
        assert decode_reading(encode_reading(reading), RETURN) == reading


def test_names_of_any_length_are_cut() -> None:
    (issue,) = decode_reading(
        encode_reading(Refused.suspicious("{p}", "{p}", p="长" * 9999).reading()), RETURN
    ).issues
    assert len(issue.arguments["what"].en) == 1000


LIES: dict[str, Callable[[list[Any]], Any]] = {
    "no book, no error": lambda answer: [None, []],
    "no book, two errors": lambda answer: [None, [["file.empty", "", {}]] * 2],
    "no book, a warning": lambda answer: [None, [["file.macros", "", {}]]],
    "an unknown code": lambda answer: [None, [["file.nonsense", "", {}]]],
    "a message without its words": lambda answer: [None, [["file.unreadable", "", {}]]],
    "a value that is none": lambda answer: [None, [["file.unreadable", "", {"what": [1, 2]}]]],
    "a long word": lambda answer: [None, [["file.unreadable", "", {"what": "a" * 1001}]]],
    "a great many issues": lambda answer: [answer[0], [["file.macros", "", {}]] * 301],
    "an odd value": lambda answer: _with(answer, 2, [[0, 0, "when", "2026"]]),
    "a day that isn't": lambda answer: _with(answer, 2, [[0, 0, "date", "2026-02-30"]]),
    "a value of two minds": lambda answer: _with(answer, 2, [[0, 0, "date", 5]]),
    "an odd value nowhere": lambda answer: _with(answer, 2, [[0, 99, "error", "#REF!"]]),
    "an odd value before": lambda answer: _with(answer, 2, [[-1, 0, "error", "#REF!"]]),
    "more odd values than cells": lambda answer: _with(answer, 2, [[0, 0, "error", ""]] * 300_001),
    "a map for a value": lambda answer: _with(answer, 1, [[{}]]),
    "bytes for a value": lambda answer: _with(answer, 1, [[b""]]),
    "more cells than may be": lambda answer: _with(answer, 1, [[1] * 10_000] * 31),
    "a wide row": lambda answer: _with(answer, 1, [[None] * 16_385]),
    "a wide and deep sheet": lambda answer: _with(answer, 1, [[None] * 16_384, *[[]] * 200]),
    "a formula nowhere": lambda answer: _with(answer, 3, b"A0"),
    "no text for a formula": lambda answer: _with(answer, 3, b"\xff"),
    "an area turned inside out": lambda answer: _with(answer, 4, [[3, 3, 1, 1]]),
    "an area of the moon": lambda answer: _with(answer, 4, [[1, 1, 2**40, 1]]),
    "many areas": lambda answer: _with(answer, 4, [[1, 1, 1, 2]] * 2001),
    "many tables": lambda answer: _with(answer, 5, [{"name": "a", "area": [1, 1, 2, 2]}] * 2001),
    "many sheets": lambda answer: [[[_sheet(answer)] * 65, *answer[0][1:]], []],
    "another format": lambda answer: [[*answer[0][:3], "exe"], []],
    "a name for the moon": lambda answer: [[answer[0][0], {"a": ["b", [0, 0, 0, 0]]}, None, "xls"], []],
    "a time with its zone": lambda answer: [[*answer[0][:2], "2026-09-01T00:00:00+08:00", "xls"], []],
}  # fmt: skip


def _sheet(answer: list[Any]) -> list[Any]:
    sheet: list[Any] = answer[0][0][0]
    return sheet


def _with(answer: list[Any], at: int, value: Any) -> Any:
    sheet = [*_sheet(answer)]
    sheet[at] = value
    return [[[sheet], *answer[0][1:]], answer[1]]


@pytest.mark.parametrize("lie", LIES)
def test_an_answer_that_no_file_could_have_is_none(lie: str) -> None:
    answer = msgspec.msgpack.decode(encode_reading(Reading(BOOK, WARNED)))
    assert decode_reading(msgspec.msgpack.encode(answer), RETURN) == Reading(BOOK, WARNED)
    with pytest.raises(InvalidAnswerError):
        decode_reading(msgspec.msgpack.encode(LIES[lie](answer)), RETURN)


def test_a_pickle_is_none_and_nothing_in_it_runs(tmp_path: Path) -> None:
    class Runs:
        def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
            return Path.touch, (tmp_path / "ran",)

    with pytest.raises(InvalidAnswerError):
        decode_reading(pickle.dumps(Runs()), RETURN)
    assert not (tmp_path / "ran").exists()


@given(st.binary(max_size=64), st.integers(0, 1 << 20))
def test_any_bytes_are_a_reading_or_nonsense(noise: bytes, seed: int) -> None:
    answer = bytearray(encode_reading(Reading(BOOK, WARNED)))
    at = random.Random(seed).randrange(len(answer))
    answer[at : at + len(noise)] = noise
    for data in (bytes(answer), noise):
        try:
            assert isinstance(decode_reading(data, RETURN), Reading)
        except InvalidAnswerError:
            continue


LYING = """
import sys
orders, *sys.path[:] = sys.argv[1:]
from softenv_xl.gate import serve
real = serve._answer
def answer(file, limits):
    real(file, limits)
    return {}
serve._answer = answer
serve.serve(orders)
"""


@pytest.mark.parametrize("lie", ["b'\\xc1'", "b'\\x92\\xc0\\x90'", "b'a' * (25 << 20)"])
def test_a_worker_that_lies_costs_its_file(lie: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it says is looked at in the program that asked; the message's length before it is read."""
    monkeypatch.setattr(worker_process, "_SERVE", LYING.format(lie))
    file = tmp_path / "a.xlsx"
    file.write_bytes(b"")
    with worker.Reader(RETURN, workers=1) as reader:
        (first, second) = [reading for _, reading in reader.read_all([(1, file), (2, file)])]
    assert first == second
    assert first.issues[0].arguments["what"].en == "the reader broke off while reading it"


def test_a_worker_that_begins_with_nonsense_is_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is ended, and nobody waits for it."""
    monkeypatch.setattr(
        worker_process, "_SERVE", "import sys; print('nonsense', flush=True); sys.stdin.read()"
    )
    with pytest.raises(Stop) as stop:
        worker.holds()
    assert stop.value.code == "reader.not-started"


def test_orders_are_plain() -> None:
    orders = serve.Orders(replace(RETURN, memory=7 * MB), handed=True)
    said = msgspec.json.encode(orders)
    assert json.loads(said)["limits"]["memory"] == 7 * MB
    assert msgspec.json.decode(said, type=serve.Orders) == orders


LACKING = """
import sys
orders, *sys.path[:] = sys.argv[1:]
from softenv_xl.gate import confine_linux, serve
{}
serve.serve(orders)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="what is missing here is missing anyway")
@pytest.mark.parametrize(
    ("without", "held"),
    [
        ("confine_linux._landlocked = lambda: []", {Hold.MEMORY, Hold.WRITING, Hold.NETWORK, Hold.PROGRAMS}),
        ("confine_linux._filtered = lambda: []", {Hold.MEMORY, Hold.FILES, Hold.WRITING}),
        ("confine_linux._libc = type('', (), {'prctl': lambda *_: -1})", {Hold.MEMORY}),
    ],
)
def test_where_the_system_lacks_something_the_rest_holds_and_files_are_read(
    without: str, held: set[Hold], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = set(worker.holds())
    monkeypatch.setattr(worker_process, "_SERVE", LACKING.format(without))
    assert set(worker.holds()) == held & here
    (tmp_path / "a.xlsx").write_bytes(zipped(parts('<row r="1"><c r="A1"><v>7</v></c></row>')))
    with worker.Reader(RETURN) as reader:
        ((_, reading),) = reader.read_all([(1, tmp_path / "a.xlsx")])
    assert reading.book is not None
    assert reading.book.grids[0].rows == ((7.0,),)


def test_every_kind_of_file_is_read_by_a_confined_worker(tmp_path: Path) -> None:
    """What is loaded late, for .xls, .ods, encrypted files and other encodings, is still allowed."""
    contents = {
        "a.xlsx": zipped(
            {**parts(), SHEET: worksheet("").replace("<w", '<?xml version="1.0" encoding="GB18030"?><w')}
        ),
        "a.xls": xls(number(1, 1, 1)),
        "a.ods": ods.ods(ods.table(ods.row(ods.cell("float", "1", 'office:value="1.5"')))),
        "utf-16.xlsx": zipped({**parts(), SHEET: worksheet("").encode("utf-16")}),
        "a.csv": "工号,姓名\n".encode("gb18030"),
    }
    for name, content in contents.items():
        (tmp_path / name).write_bytes(content)
    with worker.Reader(RETURN, workers=1) as reader:
        read_there = dict(reader.read_all((name, tmp_path / name) for name in contents))
    assert read_there == {name: read(content, RETURN) for name, content in contents.items()}


def test_the_structures_that_windows_is_told_of_have_its_sizes() -> None:
    """As its headers have them for 64 bits; whether it does as it is told has to be seen there."""
    sizes = [
        ctypes.sizeof(each)
        for each in (confine_windows._Basic, confine_windows._Extended, confine_windows._Label)
    ]
    assert sizes == [64, 144, 16]
