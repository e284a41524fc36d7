"""What was to be printed is lost: that is told where somebody still listens, and nowhere else."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from softenv_xl import __version__, terminal

LINES = 20_000  # more than a pipe holds
PROGRAM = (sys.executable, "-m", "softenv_xl")


def _run(*words: str, line: str, folder: Path) -> tuple[int, str, str]:
    """The command where `$@` stands in a line of shell: exit code, stdout, stderr."""
    run = subprocess.run(
        ["sh", "-c", line, "sh", *PROGRAM, *words], capture_output=True, text=True, cwd=folder, check=False
    )
    return run.returncode, run.stdout, run.stderr


def test_on_a_full_disk_one_sentence_says_that_the_work_is_done(tmp_path: Path) -> None:
    command = ("new", "control", "c.xlsx", "--lang", "en")
    code, _, output = _run(*command, line='"$@" >/dev/full', folder=tmp_path)
    assert code == 0
    assert output.startswith("✗ What was to be printed could not be written: the disk is full")
    assert output.count("\n") == 1
    assert (tmp_path / "c.xlsx").stat().st_size > 10_000


@pytest.mark.parametrize(
    "sink", ['"$@" >&-', '{ "$@"; echo $? >&3; } 3>&2 | head -0', '"$@" >/dev/full 2>&-', '"$@" >&- 2>&-']
)
def test_who_does_not_listen_is_told_nothing(tmp_path: Path, sink: str) -> None:
    code, out, output = _run("new", "control", "c.xlsx", line=sink, folder=tmp_path)
    assert (code, out, output.replace("0\n", "")) == (0, "", "")
    assert (tmp_path / "c.xlsx").is_file()


def test_a_closed_stream_is_never_a_workbook(tmp_path: Path) -> None:
    """The next file to be opened would get its number, and what is printed would go into it."""
    code = (
        "import os\n"
        "from softenv_xl import terminal\n"
        "with terminal.output():\n"
        "    number, same = os.open('a', os.O_RDWR | os.O_CREAT), os.fstat(1).st_rdev == os.fstat(2).st_rdev\n"
        "    os.write(9, str([number, same]).encode())"
    )
    command = ["sh", "-c", 'exec "$@" 9>told >&- 2>&-', "sh", sys.executable, "-c", code]
    subprocess.run(command, cwd=tmp_path, check=True)
    number, both_nowhere = (tmp_path / "told").read_text().strip("[]").split(", ")
    assert int(number) > 2
    assert both_nowhere == "True"
    assert (tmp_path / "a").read_bytes() == b""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_a_signal_that_is_ignored_stays_ignored(number: signal.Signals) -> None:
    """As nohup has it, and shells for what runs behind."""
    code = (
        "import signal\n"
        f"signal.signal({number:d}, signal.SIG_IGN)\n"
        "from softenv_xl.interruption import signals_raised\n"
        "with signals_raised():\n"
        f"    signal.raise_signal({number:d})\n"
        "    print('on')"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "on\n"


def test_words_wait_for_a_terminal_that_is_busy() -> None:
    """Somebody else has set it not to wait: then it takes only so much at a time."""
    code = (
        "import os\n"
        "os.set_blocking(1, False)\n"
        "from softenv_xl import terminal\n"
        "with terminal.output() as now:\n"
        f"    for _ in range({LINES}): terminal.print_line('{__version__}')\n"
        "assert not now.lost"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as process:
        assert process.stdout
        output = process.stdout.read()
    assert (process.returncode, output) == (0, f"{__version__}\n".encode() * LINES)


def test_the_streams_are_as_before(capsys: pytest.CaptureFixture[str]) -> None:
    before = sys.stdout, sys.stderr
    with terminal.output():
        terminal.print_line("out")
        terminal.print_line("err", to="stderr")
        assert sys.stdout is not before[0]
    assert (sys.stdout, sys.stderr) == before
    assert tuple(capsys.readouterr()) == ("out\n", "err\n")
    assert os.fstat(1)
