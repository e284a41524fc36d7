"""The demo from beginning to end: the school, the weeks of the campaign, the last collect, where to look."""

from __future__ import annotations

import shutil
import sys
from datetime import date, datetime, time
from pathlib import Path

from softenv_xl import flow, reporting, terminal
from softenv_xl.demo.clerks_work import WEEKS, do_weekly_work
from softenv_xl.demo.inbox import ROUNDS
from softenv_xl.demo.parents_asked import ask_parents
from softenv_xl.demo.reproducible_files import touch
from softenv_xl.demo.school import School, make_school
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.intake.returns import Delivery
from softenv_xl.reporting import FINE, Reporter
from softenv_xl.words import Lang

LAST_DAY = date(2026, 11, 20)


def run_demo(folder: Path, lang: Lang, workers: int, as_of: date = LAST_DAY) -> int:
    """Makes the demo in the folder, collects up to that day, and says what came of it and where to look.

    Raises Stop (file.exists) when there is something else in the folder.
    """
    reporter = Reporter(lang)
    reporter.say("正在虚构一所 60 人的学校……", "Making up a school of sixty …")
    school = make_school(folder, lang)
    run_campaign(school, workers, as_of)
    paths = files_in([school.inbox])
    with reporting.progress(reporter, len(paths)) as seen:
        result, changed = flow.collect(FileWorkbook(school.control), deliveries(paths, workers, seen), as_of)
    touch(school.control, datetime.combine(as_of, time(9)))
    reporting.report_result(reporter, result, changed=changed)
    _where_to_look(reporter, school, as_of)
    return FINE


def run_campaign(school: School, workers: int, until: date) -> None:
    """The weeks before that day: the office does its work, then collects what has come in."""
    arrived = _read(school, workers)
    for day in sorted({*ROUNDS, *WEEKS}):
        if day >= until:
            return
        if day in WEEKS:
            do_weekly_work(school, day, FileWorkbook(school.control))
            ask_parents(school, day)
        flow.collect(FileWorkbook(school.control), arrived.get(day, []), day)


def _read(school: School, workers: int) -> dict[date, list[Delivery]]:
    """Every mail read, by the day on which it is collected."""
    read = deliveries([school.path(mail) for mail in school.mails], workers)
    arrived: dict[date, list[Delivery]] = {}
    for mail, delivery in zip(school.mails, read, strict=True):
        arrived.setdefault(mail.folder, []).append(delivery)
    return arrived


def _where_to_look(reporter: Reporter, school: School, as_of: date) -> None:
    control, inbox = school.control, school.inbox
    reporter.say("", "")
    reporter.say(
        f"请打开 {control}：先看“总览”，再看“整改台账”“问题清单”“合规矩阵”。",
        f"Open {control}: first the Dashboard, then Tracker, Issues and Compliance.",
    )
    reporter.say(
        f"发出的自查表在 {school.sent}，交回的在 {inbox}（每次收表一个文件夹）。",
        f"The returns as sent are in {school.sent}, as they came back in {inbox} (a folder for each collection).",
    )
    reporter.say("可以接着试：", "Then try:")
    program, options = _program(), f"--as-of {as_of}"
    terminal.print_line(f"  {program} validate {_quoted(inbox)} --control {_quoted(control)} {options}")
    terminal.print_line(f"  {program} collect {_quoted(control)} {_quoted(inbox)} {options}")
    terminal.print_line(f"  {program} refresh {_quoted(control)} {options}")
    terminal.print_line(f"  {program} undo {_quoted(control)}")


def _program() -> str:
    """The command as it can be typed here: by its name where the system finds it by that, else by its place."""
    script = Path(sys.argv[0])
    found = shutil.which(script.name)
    if script.suffix == ".py" or not script.exists():  # run as a module
        return f"{_quoted(Path(sys.executable))} -m softenv_xl"
    return script.name if found and Path(found).samefile(script) else _quoted(script)


def _quoted(path: Path) -> str:
    return f'"{path}"' if " " in str(path) else str(path)
