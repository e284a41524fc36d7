"""Times whole processes from a cold start, in turn, and prints medians and ratios beside the targets."""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

from benchmarks import mailbox, presses, registers
from benchmarks.growth import COUNTS as GROWTH
from benchmarks.growth import PICTURE, Point, picture
from benchmarks.opening import opened
from tests.appraisal import survey
from tests.mail import dovecot
from tests.mail.boxes import entered
from tests.support import large_school

PYTHON = sys.executable


MANY = 100_000

FOUND = 1  # how a command of ours ends that has found issues


def seconds(command: list[str], workers: int | None = None) -> float:
    """One run of a command, wall clock. `workers` restricts it to that many processors.

    Fails where the command does: a figure of something that didn't run is worse than none.
    """
    cpus = None if workers is None else set(range(workers))
    start = time.perf_counter()
    run = subprocess.run(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        preexec_fn=None
        if cpus is None or not hasattr(os, "sched_setaffinity")
        else lambda: os.sched_setaffinity(0, cpus),
    )
    taken = time.perf_counter() - start
    if run.returncode != 0 and not ("softenv_xl" in command and run.returncode == FOUND):
        raise SystemExit(f"{' '.join(command)} failed:\n{run.stderr.decode()}")
    return taken


def cost(command: list[str]) -> tuple[float, float]:
    """One run of a command: processor seconds, its workers' included, and the peak memory of the largest process, in
    MB. Processor time is what to compare on a machine that others use.
    """
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(run.pid, 0)
    run.returncode = os.waitstatus_to_exitcode(status)
    if run.returncode not in (0, FOUND):
        raise SystemExit(f"{' '.join(command)} ended with {run.returncode}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def collecting(control: Path, inbox: Path) -> list[str]:
    return [
        PYTHON, "-m", "softenv_xl", "collect", str(control), str(inbox), "--as-of", large_school.AS_OF.isoformat(),
    ]  # fmt: skip


def say(what: str, figure: str, target: str) -> None:
    print(f"{what:<66} {figure:>12}   target {target}")


def collect(folder: Path, runs: int) -> None:
    """Collect from a cold start against the same job written with other libraries."""
    inbox, control = folder / "inbox", folder / "control.xlsx"
    ours, pandas, pydantic = [], [], []
    for _ in range(runs):
        copy = fresh(folder, control)
        ours.append(seconds(collecting(copy, inbox)))
        peer = [PYTHON, str(Path(__file__).with_name("peers.py"))]
        pydantic.append(seconds([*peer, "openpyxl", str(inbox), str(folder / "peer.xlsx")]))
        pandas.append(seconds([*peer, "pandas", str(inbox), str(folder / "peer.xlsx")]))
    mine = statistics.median(ours)
    count = len(list(inbox.glob("*.xlsx")))
    say(f"collect {count} returns, cold start, {os.cpu_count()} processors", f"{mine:.2f} s", "-")
    say(
        "… the same with pandas(openpyxl)+pandera takes",
        f"{statistics.median(pandas) / mine:.1f} ×",
        "≥ 15 ×",
    )
    say("… the same with openpyxl+pydantic takes", f"{statistics.median(pydantic) / mine:.1f} ×", "≥ 9 ×")


def mail(folder: Path, runs: int) -> None:
    """The same returns out of a mailbox against those in a folder, and against fetching alone: whole processes, in turn."""
    from softenv_xl.mail import accounts  # only this needs a mail server

    home = folder / "home"
    own = {"XDG_CONFIG_HOME": str(home), "XDG_STATE_HOME": str(home), "SOFTENV_MAIL_SECRET": dovecot.SECRET}
    os.environ |= {**own, "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}
    used: dict[str, list[tuple[float, float, float]]] = {"files": [], "fetch": [], "mail": []}
    with dovecot.dovecot() as server:
        mailbox.fill(server, "bench", folder / "inbox")
        accounts.save(server.account("bench"))
        for _ in range(runs):
            control = fresh(folder, folder / "control.xlsx")
            used["files"].append(timed(collecting(control, folder / "inbox")))
            used["fetch"].append(timed([PYTHON, "-m", "benchmarks.mailbox", str(server.port), "bench"]))
            shutil.rmtree(home / "softenv-xl" / "mail", ignore_errors=True)
            control = fresh(folder, folder / "control.xlsx")
            by_mail = [
                *collecting(control, folder / "inbox")[:-3],
                "--imap",
                "--as-of",
                f"{large_school.AS_OF}",
            ]
            used["mail"].append(timed(by_mail))
            assert len(entered(control)) == len(list((folder / "inbox").iterdir()))
    wall, cpu, peak = (
        {kind: statistics.median(one[what] for one in found) for kind, found in used.items()}
        for what in range(3)
    )
    count = len(list((folder / "inbox").iterdir()))
    say(f"collect {count} returns out of a mailbox", f"{wall['mail']:.2f} s", "-")
    together = wall["files"] + wall["fetch"]
    say("… of the time of as many files and of fetching alone", f"{wall['mail'] / together:.2f} ×", "≤ 1.1 ×")
    say(
        "… processor time, of that of both", f"{cpu['mail'] / (cpu['files'] + cpu['fetch']):.2f} ×", "≤ 1.2 ×"
    )
    say(
        "… peak memory of the largest process, of that of files", f"{peak['mail'] / peak['files']:.2f} ×", "-"
    )


def timed(command: list[str]) -> tuple[float, float, float]:
    """One run: seconds, processor seconds, megabytes."""
    start = time.perf_counter()
    used, peak = cost(command)
    return time.perf_counter() - start, used, peak


def again(folder: Path, runs: int) -> None:
    """The same inbox once more, where everything in it is known, against the first time."""
    firsts, seconds_ = [], []
    for _ in range(runs):
        copy = fresh(folder, folder / "control.xlsx")
        firsts.append(cost(collecting(copy, folder / "inbox"))[0])
        seconds_.append(cost(collecting(copy, folder / "inbox"))[0])
    first, second = statistics.median(firsts), statistics.median(seconds_)
    count = len(list((folder / "inbox").glob("*.xlsx")))
    say(f"collect {count} returns, processor time", f"{first:.2f} s", "-")
    say("… the same inbox once more, of that", f"{second / first:.2f}", "≤ 0.15")


def daily(folder: Path, runs: int) -> None:
    """An ordinary day: ten returns into a school of 1,000 people and 5,000 items."""
    large = folder / "daily.xlsx"
    known = large_school.control(large, 1000, 5000)
    seconds([PYTHON, "-m", "softenv_xl", "refresh", str(large), "--as-of", large_school.AS_OF.isoformat()])
    few = replace(known, people=known.people[::100])
    large_school.returns(few, folder / "ten")
    used = [cost(collecting(fresh(folder, large), folder / "ten")) for _ in range(runs)]
    say("collect 10 returns into 1,000 people and 5,000 items, processor time",
        f"{statistics.median(time for time, _ in used):.2f} s", "-")  # fmt: skip
    say("… peak memory", f"{statistics.median(peak for _, peak in used):.0f} MB", "-")


def growth(folder: Path, runs: int) -> None:
    """Collect of more and more returns, into a picture for the docs."""
    points = []
    for count in GROWTH:
        place = folder / f"growth{count}"
        place.mkdir()
        large_school.returns(large_school.control(place / "control.xlsx", count), place / "inbox")
        used = [cost(collecting(fresh(place, place / "control.xlsx"), place / "inbox")) for _ in range(runs)]
        points.append(Point(count, *(statistics.median(each) for each in zip(*used, strict=True))))
        say(f"collect {count} returns, processor time", f"{points[-1].seconds:.1f} s", "-")
        say("… peak memory of the largest process", f"{points[-1].megabytes:.0f} MB", "-")
        shutil.rmtree(place)
    PICTURE.write_text(picture(points), encoding="utf-8")


def fresh(folder: Path, workbook: Path) -> Path:
    """A copy of the workbook with nothing kept beside it."""
    copy = folder / "copy" / "control.xlsx"
    shutil.rmtree(copy.parent, ignore_errors=True)
    copy.parent.mkdir()
    return Path(shutil.copy(workbook, copy))


def sheets(folder: Path, runs: int) -> None:
    """A tenth of the sheets of an appraisal against all of them, in one file: time and memory."""
    used: dict[int, tuple[float, float]] = {}
    for count in (MANY // 10, MANY):
        place = folder / f"sheets{count}"
        place.mkdir()
        survey.many(place, count)
        command = [
            PYTHON,
            "-m",
            "softenv_xl",
            "appraisal",
            str(place / "c.xlsx"),
            "--as-of",
            f"{survey.AS_OF}",
        ]
        found = [cost(command) for _ in range(runs)]
        used[count] = (statistics.median(t for t, _ in found), max(peak for _, peak in found))
        say(f"appraisal of {count:,} sheets, processor time", f"{used[count][0]:.2f} s", "-")
        say("… peak memory of the largest process", f"{used[count][1]:.0f} MB", "-")
    few, many = used[MANY // 10], used[MANY]
    say(f"{MANY:,} sheets, of the time of a tenth of them", f"{many[0] / few[0]:.1f} ×", "≤ 10 ×")


def reading(folder: Path, runs: int) -> None:
    """The gate with its checks against calamine alone, one process each."""
    times: dict[str, list[float]] = {"gate": [], "calamine": []}
    for _ in range(runs):
        for kind, taken in times.items():
            command = [PYTHON, "-m", "benchmarks.reading", kind, str(folder / "inbox")]
            taken.append(seconds(command))
    ratio = statistics.median(times["gate"]) / statistics.median(times["calamine"])
    say("reading with the gate's checks, of plain calamine", f"{ratio:.2f} ×", "≤ 1.5 ×")


def refresh(folder: Path, runs: int) -> None:
    """Refresh of a large control workbook, whole process."""
    path = folder / "large.xlsx"
    large_school.control(path, 300, 5000)
    command = [PYTHON, "-m", "softenv_xl", "refresh", str(path), "--as-of"]
    seconds([*command, "2026-10-01"])
    taken = [seconds([*command, f"2026-10-{2 + run:02d}"]) for run in range(runs)]
    say("refresh of 300 teachers and 5,000 items", f"{statistics.median(taken):.2f} s", "< 2 s")


def kept(folder: Path, runs: int) -> None:
    """Refresh of a school whose registers are long, and of shares of it: does the time grow as the rows do?"""
    for share in registers.SHARES:
        path = folder / "kept.xlsx"
        registers.made(path, share)
        command = [PYTHON, "-m", "softenv_xl", "refresh", str(path), "--as-of"]
        seconds([*command, "2026-10-01"])
        taken = [seconds([*command, f"2026-10-{2 + run:02d}"]) for run in range(runs)]
        rows = f"{registers.ITEMS * share:,.0f} items, {registers.CASES * share:,.0f} cases, {registers.FEES * share:,.0f} fees"
        say(f"refresh of {rows}", f"{statistics.median(taken):.2f} s", "< 3 s" if share == 1 else "-")


def press(folder: Path, runs: int) -> None:
    """A press of Validate on a 500-row tracker, from a cold Python to the end, by file and in a running LibreOffice."""
    path = school_of_500(folder)
    marking = [PYTHON, "-m", "softenv_xl", "mark", str(path), "--as-of", large_school.AS_OF.isoformat()]
    say("validate 500 rows, file host", f"{median(marking, runs):.2f} s", "< 1 s")
    shown = [PYTHON, "-c", "import softenv_xl.buttons"]
    alone = median([PYTHON, "-c", "pass"], runs)
    say("import softenv_xl.buttons", f"{median(shown, runs) - alone:.2f} s", "< 0.25 s")
    office = [PYTHON, "-m", "benchmarks.pressing", "office", str(folder)]
    with subprocess.Popen(office, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        pipe = running.stdout.readline().strip()
        for button, target in (("validate", "< 1.5 s"), ("refresh", "-"), ("next_issue", "-")):
            pressing = [PYTHON, "-m", "benchmarks.pressing", button, pipe, path.name]
            say(f"{button} 500 rows, running LibreOffice", f"{median(pressing, runs):.2f} s", target)


def opening(folder: Path, runs: int) -> None:
    """LibreOffice opening the control workbook, as it is and without the header rows that are printed on every page."""
    for what, taken in opened(school_of_500(folder), runs):
        say(f"LibreOffice opens the control workbook{what}", f"{taken:.2f} s", "-")


def school_of_500(folder: Path) -> Path:
    path = folder / "pressed.xlsx"
    large_school.control(path, 60, 500)
    seconds([PYTHON, "-m", "softenv_xl", "refresh", str(path), "--as-of", "2026-10-01"])
    return path


def median(command: list[str], runs: int) -> float:
    """Seconds of whole processes, after one that fills the caches."""
    return statistics.median([seconds(command) for _ in range(runs + 1)][1:])


JOBS = {
    job.__name__: job for job in (collect, mail, again, daily, sheets, reading, refresh, kept, press, opening)
}


def main() -> None:
    """Makes the school once, then measures. Python may keep what it compiled, as it does wherever it is installed."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    parser = argparse.ArgumentParser()
    parser.add_argument("--returns", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=[*JOBS, "growth", "presses"])
    parser.add_argument("--before", help="a Python with an earlier version, to compare presses with")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if args.only in (None, "collect", "mail", "again", "reading"):
            large_school.returns(
                large_school.control(folder / "control.xlsx", args.returns), folder / "inbox"
            )
        for name, job in JOBS.items():
            if args.only in (None, name):
                job(folder, args.runs)
        if args.only == "growth":  # nine minutes with one run each, and more
            growth(folder, args.runs)
        if args.only in (None, "presses"):
            presses.compare(school_of_500(folder), args.runs, args.before)


main()
