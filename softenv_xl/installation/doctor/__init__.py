"""Why buttons don't work, and what to do about it: checks that look, and change nothing.

What cannot be known on this system is not claimed: such a check finds nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from softenv_xl.errors import Stop
from softenv_xl.installation.doctor import (
    excel,
    libreoffice,
    mail,
    policy,
    python,
    reading,
    resident,
    surroundings,
)
from softenv_xl.installation.doctor.finding import Finding, Level, Machine, stopped
from softenv_xl.reporting import FINE, FOUND, Reporter
from softenv_xl.terminal import print_json
from softenv_xl.words import LANGS, Text

CHECKS: tuple[Callable[[Machine], Iterator[Finding]], ...] = (
    python.configured,
    python.runs,
    excel.program,
    excel.addin,
    excel.mac_script,
    policy.macros,
    policy.child_processes,
    libreoffice.program,
    libreoffice.extension,
    reading.reader,
    resident.staying,
    mail.mailboxes,
    surroundings.onedrive,
    surroundings.wps,
    surroundings.fonts,
)
_MARK = {Level.FINE: "✓", Level.WARNING: "!", Level.ERROR: "✗"}


def examine(machine: Machine) -> Iterator[Finding]:
    """What every check finds, in the order of the checks. A check that cannot look says why."""
    for check in CHECKS:
        try:
            yield from check(machine)
        except Stop as stop:
            yield stopped(check.__name__, stop)


def report(reporter: Reporter, found: list[Finding]) -> int:
    """Tells the findings; the exit code is 1 where one of them is an error."""
    if reporter.json:
        print_json([_record(finding, reporter) for finding in found])
    for finding in found:
        reporter.say(*_line(finding))
    reporter.say(*_counts(found))
    return FOUND if _levels(found)[Level.ERROR] else FINE


def summary(found: list[Finding]) -> Text:
    """What is in the buttons' way, a line each, and how much that is; what is as it should be is only counted."""
    lines = [_line(finding) for finding in found if finding.level is not Level.FINE]
    if not lines:
        return Text(
            f"没有发现妨碍按钮的问题：{len(found)} 项检查全部正常。",
            f"Nothing is in the buttons' way: all {len(found)} checks are fine.",
        )
    return Text(*("\n".join(line(lang) for line in (*lines, _counts(found))) for lang in LANGS))


def _levels(found: list[Finding]) -> Counter[Level]:
    return Counter(finding.level for finding in found)


def _counts(found: list[Finding]) -> Text:
    fine, warnings, errors = (_levels(found)[level] for level in (Level.FINE, Level.WARNING, Level.ERROR))
    return Text(
        f"错误 {errors}，警告 {warnings}，正常 {fine}。",
        f"Errors {errors}, warnings {warnings}, fine {fine}.",
    )


def _line(finding: Finding) -> Text:
    mark = _MARK[finding.level]
    message = Text(f"{mark} {finding.message.zh}", f"{mark} {finding.message.en}")
    if not finding.remedy.en:
        return message
    return Text(f"{message.zh}\n  → {finding.remedy.zh}", f"{message.en}\n  → {finding.remedy.en}")


def _record(finding: Finding, reporter: Reporter) -> dict[str, str]:
    message, remedy = finding.message(reporter.lang), finding.remedy(reporter.lang)
    return {"check": finding.check, "level": finding.level.value, "message": message, "remedy": remedy}
