"""Whatever goes wrong while one return is checked is one issue on that file; all others are collected."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.demo.corruptions import typed
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake import returns
from softenv_xl.intake.person import check_person
from softenv_xl.intake.returns import CheckedReturn, Delivery
from tests.support import small_school
from tests.support.small_school import TODAY, changed, delivered, filled

PACKAGE = str(Path(flow.__file__).parent)
FAULTY = "faulty.xlsx"


class UnforeseenError(Exception):
    """What no step of the check expects."""


def _return() -> Delivery:
    """A return that makes the check go every way: noise, a problem without number, another department …"""
    faults = (
        typed("problems", "A5", None),
        typed("problems", "B6", "7 nearly"),
        typed("problems", "D5", "2026年8月3日"),
        typed("problems", "D6", "01/08/26"),
        typed("identity", "B15", "总务处"),
        typed("selfcheck", "C6", "无"),
        typed("selfcheck", "C8", "maybe"),
        typed("problems", "F4", "负责的人"),
    )
    return delivered(changed(filled(), *faults), FAULTY)


def _watching(see: Callable[[CodeType], None], run: Callable[[], Any]) -> Any:
    """Runs something; `see` is told of every function of the product that is called in it, and may raise."""

    def called(frame: FrameType, event: str, argument: object) -> None:
        if event == "call" and frame.f_code.co_filename.startswith(PACKAGE):
            see(frame.f_code)

    sys.setprofile(called)
    try:
        return run()
    finally:
        sys.setprofile(None)


def _checked(sent: Delivery, throws: CodeType | None = None) -> tuple[CheckedReturn, list[CodeType]]:
    """The return as checked, where `throws` fails when it is called for the first time; and every function
    that was reached, in the order of their first calls.
    """
    seen: dict[CodeType, None] = {}

    def see(code: CodeType) -> None:
        seen[code] = None
        if code is throws:
            raise UnforeseenError(code.co_qualname)

    control = small_school.control()
    return _watching(see, lambda: flow.check_safely(sent, control, TODAY)), list(seen)


def test_a_failure_at_any_step_is_one_issue_on_that_file() -> None:
    sent = _return()
    _checked(sent)  # what is remembered from one return to the next is no step of each
    whole, steps = _checked(sent)
    assert whole.state == "changes_requested"
    steps.remove(flow.check_safely.__code__)  # the guard itself
    names = {code.co_qualname for code in steps}
    assert {
        "check_return",
        "check_person",
        "read_problem_rows",
        "read_answers",
        "repair",
        "nearest",
        "_placed",
    } <= names
    assert len(steps) > 80
    for step in steps:
        failed, _ = _checked(sent, step)
        assert (failed.state, failed.person, failed.delivery.book) == ("rejected", None, None), step
        [issue] = failed.issues
        assert (issue.code, issue.place.file) == ("file.check-failed", FAULTY), step
        log = Path(issue.arguments["log"])
        assert UnforeseenError.__name__ in log.read_text(encoding="utf-8")
        log.unlink()


def test_the_other_files_are_written_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the whole of a collect: the workbook has the good return, and the bad one with its issue."""
    file = tmp_path / "control.xlsx"
    file.write_bytes(small_school.register("zh"))
    whole = check_person

    def failing(form: Any, *arguments: Any) -> Any:
        if form.get("number") == small_school.NUMBERS[0]:
            raise UnforeseenError
        return whole(form, *arguments)

    monkeypatch.setattr(returns, "check_person", failing)
    sent = [delivered(filled(who=who), f"{who}.xlsx", datetime(2026, 9, 2, 10 + who)) for who in (0, 1)]  # noqa: DTZ001
    result, changed_ = flow.collect(FileWorkbook(file), sent, TODAY)
    assert changed_
    control = read_control(FileWorkbook(file).read(), file.name)
    states = {row.values["file"]: row.values["state"] for row in control.checked["submissions"].rows}
    assert states["1.xlsx"] == "accepted"
    assert states["0.xlsx"] == "rejected"
    told = {(row.values["file"], row.values["code"]) for row in control.checked["issues"].rows}
    assert ("0.xlsx", "file.check-failed") in told
    for issue in result.returns[0].issues:
        Path(issue.arguments["log"]).unlink()


def test_validate_goes_on_as_well(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "check_return", lambda *_: 1 / 0)
    [issue] = flow.validate(delivered(filled(), FAULTY), small_school.control(), TODAY, "zh")
    assert (issue.code, issue.place.file) == ("file.check-failed", FAULTY)
    Path(issue.arguments["log"]).unlink()
