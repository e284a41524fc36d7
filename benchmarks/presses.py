"""Presses as LibreOffice's macro makes them, cold and handed to the Python that stays, in turn in one office.

Processor seconds of all that works for a press (its Python, the one that stays, LibreOffice) are steadier than the
clock's on a machine that others use too; both are medians, and their ratios those of presses that followed each other.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path
from threading import Event
from typing import NamedTuple

import psutil

from softenv_xl.resident.place import OFF, SUFFIX, SWITCH
from xlwings_libreoffice.office import Office
from xlwings_libreoffice.uno_runtime import properties

_ISOLATED = ("-E", "-P", "-m")
_DONE = "+."


class Cost(NamedTuple):
    """One press, in seconds: by the clock, and of all processors."""

    clock: float
    processor: float


def compare(workbook: Path, runs: int, before: str | None) -> None:
    """Prints what a press of Validate costs with an earlier version (the Python `before`), cold and warm."""
    runtime = workbook.parent / "runtime"
    runtime.mkdir(mode=0o700)
    environ = {**os.environ, "XDG_RUNTIME_DIR": str(runtime)}
    office = Office.start()
    try:
        document = office.desktop.loadComponentFromURL(
            workbook.as_uri(), "_blank", 0, properties(Hidden=True)
        )
        resident = _resident(runtime, environ, office.pid)
        words = ["validate", "--pipe", office.pipe, "--document", document.RuntimeUID, "--note"]
        cold = {**environ, SWITCH: OFF}
        kinds = {"before": (before, cold), "cold": (sys.executable, cold), "warm": (sys.executable, environ)}
        costs: dict[str, list[Cost]] = {kind: [] for kind, (python, _) in kinds.items() if python}
        for _ in range(runs + 1):
            for kind, found in costs.items():
                python, environment = kinds[kind]
                command = [str(python), *_ISOLATED, "softenv_xl.addin.press", *words]
                found.append(_press(command, environment, runtime / "note", [office.pid, resident.pid]))
        _tell({kind: found[1:] for kind, found in costs.items()})
        document.close(True)
    finally:
        office.quit()
    resident.wait()


def _resident(runtime: Path, environ: dict[str, str], office: int) -> psutil.Popen:
    running = psutil.Popen(
        [sys.executable, *_ISOLATED, "softenv_xl.addin.resident", str(office)], env=environ, cwd="/"
    )
    while not list(runtime.glob(f"*/*{SUFFIX}")):
        assert running.poll() is None
        Event().wait(0.02)
    return running


def _press(command: list[str], environ: dict[str, str], note: Path, others: list[int]) -> Cost:
    note.write_text("")
    start, spent = time.perf_counter(), _processor(others)
    subprocess.run([*command, str(note)], env=environ, check=True, stdout=subprocess.DEVNULL)
    clock, end = time.perf_counter() - start, Event()
    assert note.read_text() == _DONE, note.read_text()
    while psutil.Process(others[1]).children():  # its processor time counts once it has ended
        end.wait(0.01)
    return Cost(clock, _processor(others) - spent)


def _processor(others: list[int]) -> float:
    mine = resource.getrusage(resource.RUSAGE_CHILDREN)
    told = [psutil.Process(pid).cpu_times() for pid in others]
    theirs = sum(each.user + each.system + each.children_user + each.children_system for each in told)
    return mine.ru_utime + mine.ru_stime + theirs


def _tell(costs: dict[str, list[Cost]]) -> None:
    first = next(iter(costs))
    for kind, found in costs.items():
        clock, processor = (statistics.median(column) for column in zip(*found, strict=True))
        pairs = [
            (one.clock / other.clock, one.processor / other.processor)
            for one, other in zip(found, costs[first], strict=True)
        ]
        ratios = [statistics.median(column) for column in zip(*pairs, strict=True)]
        print(
            f"Validate in LibreOffice, {kind:<7} {clock:6.2f} s, {processor:5.2f} s of processors; of {first}: "
            f"{ratios[0]:.2f} by the clock, {ratios[1]:.2f} of processors"
        )
