"""Whatever one file does to its reader: one issue for that file, and the rest are read, in their order."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from softenv_xl.errors import Stop
from softenv_xl.gate.limits import MB, RETURN
from softenv_xl.gate.read import read
from softenv_xl.gate.reading import Reading
from softenv_xl.gate.wire import decode_reading, encode_reading
from softenv_xl.gate.worker import Reader
from softenv_xl.grid.cell import CellError
from tests.gate.ole import number, ole, record, xls
from tests.gate.packages import SHEET, parts, worksheet, zipped


def good(text: str = "甲") -> bytes:
    rows = (
        f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c><c r="B1"><f>A1</f><v>1</v></c></row>'
        '<row r="2"><c r="B2" t="e"><v>#REF!</v></c></row>'
    )
    return zipped(parts(rows))


# Takes long to look through: every formula looks for the cell that it stands in.
SLOW = zipped(parts(f'<row r="1"><c r="A1">{"<f/>" * 250_000}</c></row>'))
# Twelve kilobytes that hold a long text fifty thousand times.
HUNGRY = zipped(
    parts(
        "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 50_000)),
        strings=f"<si><t>{'长' * 30_000}</t></si>",
    )
)


def files(folder: Path, *contents: bytes) -> list[Path]:
    paths = [folder / f"{n}.xlsx" for n in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    return paths


def read_all(reader: Reader, paths: list[Path]) -> list[Reading]:
    found = list(reader.read_all(enumerate(paths)))
    assert [key for key, _ in found] == list(range(len(paths)))
    return [reading for _, reading in found]


def first_cell(reading: Reading) -> Any:
    return reading.book.grids[0].rows[0][0] if reading.book else reading.issues[0].code


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with Reader(RETURN, workers=2) as reader:
        yield reader


def test_every_file_is_read_in_its_place(reader: Reader, tmp_path: Path) -> None:
    paths = files(tmp_path, *(good(str(n)) for n in range(60)))
    readings = read_all(reader, paths)
    assert [first_cell(reading) for reading in readings] == [str(n) for n in range(60)]
    assert readings[7] == read(paths[7].read_bytes(), RETURN)
    assert readings[7].book is not None
    assert readings[7].book.grids[0].rows[1] == (None, CellError("#REF!"))


def test_a_reading_comes_through_unchanged() -> None:
    for content in (good(), xls(number(1, 1, 1)), b"", b"a,b\n1,2"):
        reading = read(content, RETURN)
        assert decode_reading(encode_reading(reading), RETURN) == reading


def test_files_are_asked_for_as_readings_are_taken(reader: Reader, tmp_path: Path) -> None:
    (path,) = files(tmp_path, good())
    asked: list[int] = []

    def endless() -> Iterator[tuple[int, Path]]:
        for n in count():
            asked.append(n)
            yield n, path

    readings = reader.read_all(endless())
    assert [next(readings)[0] for _ in range(3)] == [0, 1, 2]
    assert len(asked) < 50
    readings.close()  # type: ignore[attr-defined]
    assert [first_cell(reading) for reading in read_all(reader, files(tmp_path, good("乙")))] == ["乙"]


def test_paths_that_cannot_be_read_are_issues(reader: Reader, tmp_path: Path) -> None:
    (path,) = files(tmp_path, good())
    (tmp_path / "folder.xlsx").mkdir()
    os.mkfifo(tmp_path / "pipe.xlsx")
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xe5.xlsx"))
    odd.write_bytes(good("怪"))
    paths = [tmp_path / "missing.xlsx", path, tmp_path / "folder.xlsx", tmp_path / "pipe.xlsx", odd]
    missing, there, *others, named = read_all(reader, paths)
    assert missing.issues[0].arguments["what"].en == "there is no such file"
    assert [first_cell(there), first_cell(named)] == ["甲", "怪"]
    assert [reading.issues[0].arguments["what"].en for reading in others] == ["it is not a regular file"] * 2


def test_a_file_that_takes_too_long_is_one_issue(tmp_path: Path) -> None:
    paths = files(tmp_path, good("1"), SLOW, good("3"), good("4"))
    with Reader(replace(RETURN, seconds=1), workers=1) as reader:
        readings = read_all(reader, paths)
    assert [first_cell(reading) for reading in readings] == ["1", "file.too-slow", "3", "4"]
    assert "1 s" in readings[1].issues[0].message("en")


def test_a_file_that_takes_too_much_memory_is_one_issue(tmp_path: Path) -> None:
    paths = files(tmp_path, good("1"), HUNGRY, good("3"))
    with Reader(replace(RETURN, memory=400 * MB), workers=1) as reader:
        first, hungry, last = read_all(reader, paths)
    assert first_cell(hungry) in ("file.too-large", "file.unreadable")
    assert [first_cell(first), first_cell(last)] == ["1", "3"]


def test_memory_is_watched_where_the_system_sets_no_limit(tmp_path: Path) -> None:
    paths = files(tmp_path, good("1"), HUNGRY, good("3"))
    with Reader(replace(RETURN, memory=300 * MB), workers=1, polled=True) as reader:
        assert [first_cell(reading) for reading in read_all(reader, paths)] == ["1", "file.too-large", "3"]


def test_more_than_may_come_back_is_one_issue(tmp_path: Path) -> None:
    paths = files(tmp_path, good("长" * 30_000), good())
    with Reader(replace(RETURN, result=50_000), workers=1) as reader:
        assert [first_cell(reading) for reading in read_all(reader, paths)] == ["file.too-large", "甲"]


def test_a_worker_that_is_killed_costs_one_file(tmp_path: Path) -> None:
    paths = files(tmp_path, good("0"), SLOW, *(good(str(n)) for n in range(2, 40)))
    before = set(_children())
    with Reader(replace(RETURN, seconds=60), workers=1) as reader:
        readings = reader.read_all(enumerate(paths))
        assert first_cell(next(readings)[1]) == "0"
        (worker,) = set(_children()) - before
        worker.kill()
        found = [first_cell(reading) for _, reading in readings]
    assert found == ["file.unreadable", *(str(n) for n in range(2, 40))]


def test_a_worker_that_is_killed_while_idle_costs_none(reader: Reader, tmp_path: Path) -> None:
    paths = files(tmp_path, *(good(str(n)) for n in range(20)))
    expected = [str(n) for n in range(20)]
    assert [first_cell(reading) for reading in read_all(reader, paths)] == expected
    idle = _children()
    for worker in idle:
        worker.kill()
    for worker in idle:
        while worker.is_running() and worker.status() != psutil.STATUS_ZOMBIE:
            os.sched_yield()
    assert [first_cell(reading) for reading in read_all(reader, paths)] == expected


def _children() -> list[psutil.Process]:
    """This test's own workers; other tests may have processes that end while we look."""
    return [child for child in psutil.Process().children() if _is_worker(child)]


def _is_worker(process: psutil.Process) -> bool:
    try:
        return "softenv_xl.gate.serve" in " ".join(process.cmdline())
    except psutil.Error:
        return False


def test_no_worker_is_left_after_the_block(tmp_path: Path) -> None:
    before = set(_children())
    with Reader(RETURN, workers=3) as reader:
        read_all(reader, files(tmp_path, *[good()] * 40))
        workers = set(_children()) - before
    assert len(workers) == 3
    assert not [worker for worker in workers if worker.is_running()]


def test_a_worker_that_cannot_start_is_the_operators_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for program in ("/bin/false", "/no/such/python"):
        monkeypatch.setattr(sys, "executable", program)
        with Reader(RETURN) as reader, pytest.raises(Stop) as caught:
            read_all(reader, files(tmp_path, good()))
        assert caught.value.code == "reader.not-started"
        assert "{" not in caught.value.sentence("zh")


READ_ON = """
import sys, psutil
from pathlib import Path
from dataclasses import replace
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.worker import Reader

def paths():
    yield from enumerate(map(Path, sys.argv[1:]))

with Reader(replace(RETURN, seconds=0.5), workers=2) as reader:
    for key, reading in reader.read_all(paths()):
        print(*[child.pid for child in psutil.Process().children()], flush=True)
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_no_worker_outlives_who_asked(number: signal.Signals, tmp_path: Path) -> None:
    paths = files(tmp_path, *[good()] * 8, SLOW)
    script = [sys.executable, "-c", READ_ON, *map(str, paths)]
    with subprocess.Popen(script, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as asking:
        assert asking.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in asking.stdout.readline().split()]
        assert workers
        asking.send_signal(number)
        asking.wait()
    # Who is killed can't end its workers: they end by themselves, when they find nobody to answer.
    _, alive = psutil.wait_procs(workers, timeout=30)
    assert not alive


def test_a_worker_imports_nothing_that_reading_does_not_need() -> None:
    script = "import sys, softenv_xl.gate.serve; print(*{name.partition('.')[0] for name in sys.modules})"
    found = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    assert "python_calamine" in found
    assert not {"pydantic", "openpyxl", "xlsxwriter", "typer", "rich", "psutil", "multiprocessing"} & set(
        found
    )


MEASURED = """
import sys
from pathlib import Path
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.worker import Reader

with Reader(RETURN, workers=2) as reader:
    codes = [
        "read" if reading.book else "apart" if reading.contents else ",".join(issue.code for issue in reading.issues)
        for _, reading in reader.read_all((path, path) for path in map(Path, sys.argv[1:]))
    ]
print(*codes)
status = dict(line.split(":") for line in Path("/proc/self/status").read_text().splitlines())
print(int(status["VmHWM"].split()[0]) // 1024)  # getrusage would count what pytest had before the fork
"""


def test_a_batch_of_hostile_files_is_one_issue_each_and_little_memory(tmp_path: Path) -> None:
    far = zipped(parts('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))
    rows = "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(1, 1_048_577))
    full = "".join(
        f'<row r="{n}">' + "".join(f'<c r="{c}{n}"><v>{n}.5</v></c>' for c in "ABCDEFGHI") + "</row>"
        for n in range(1, 33_000)
    )
    merged = worksheet("", '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    bomb = zipped({**parts(), "xl/media/a.bin": b"\0" * (60 * MB)})
    claim = xls(record(0x200, b"\0\0\0\0\xf0\xff\xff\xff\0\0\0\1\0\0") + number(1, 1, 1))
    dtd = '<!DOCTYPE a [<!ENTITY b "c">]>' + worksheet("")
    hostile = [
        (good(), "read"),
        (b"", "file.empty"),
        (good()[:500], "file.truncated"),
        (ole({"EncryptedPackage": b"x"}), "file.encrypted"),
        ("工号,姓名\n".encode("gb18030"), "file.not-a-workbook"),
        (far, "file.too-large"),
        (zipped(parts(rows)), "read"),
        (zipped(parts(full)), "read"),
        (zipped({**parts(), SHEET: merged}), "file.suspicious"),
        (bomb, "file.suspicious"),
        (zipped({"a.zip": bomb}), "apart"),
        (claim, "file.suspicious"),
        (zipped({**parts(), SHEET: dtd}), "file.suspicious"),
        (good(), "read"),
    ]
    paths = files(tmp_path, *(content for content, _ in hostile))
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, paths)], capture_output=True, text=True, check=True
    )
    codes, most = done.stdout.splitlines()
    assert codes.split() == [code for _, code in hostile]
    assert int(most) < 300


mutations = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=8)
inner = parts(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B2"><f>A1</f><v>1</v></c></row>',
    strings="<si><t>甲</t></si>",
)
XLS = xls(number(1, 1, 1) + number(2, 3, 4))


def mutated(content: bytes, changes: list[tuple[int, int]]) -> bytes:
    changed = bytearray(content)
    for at, value in changes:
        changed[at % len(changed)] = value
    return bytes(changed)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=mutations, kind=st.sampled_from(["package", *inner, "xls"]))
def test_any_change_of_a_good_file_is_a_reading_or_one_issue(
    reader: Reader, tmp_path: Path, changes: list[tuple[int, int]], kind: str
) -> None:
    if kind in inner:
        content = zipped({**inner, kind: mutated(str(inner[kind]).encode(), changes)})
    else:
        content = mutated(XLS if kind == "xls" else zipped(inner), changes)
    reading, after = read_all(reader, files(tmp_path, content, good("还在")))
    assert first_cell(after) == "还在"
    if reading.book is None:
        (issue,) = reading.issues
        assert issue.severity == "error"
        assert issue.message("zh")
