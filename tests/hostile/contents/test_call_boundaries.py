"""Whatever throws on a return's way into the workbook, at whichever call: it is one issue on that file.

Every call that the program makes while a batch holds the faulty return is counted, from its check to the bytes of
the workbook. Then that call throws, as often as the batch with that return comes by; the other return is taken in.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FrameType

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import Control
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.returns import CheckedReturn, Delivery, check_return
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.publish import publish
from softenv_xl.sheets.result import Result
from tests.hostile.contents import school
from tests.support.small_school import TODAY

PACKAGE = str(Path(flow.__file__).parent)
# In CI a sample; `make soak` throws at all of them.
STEPS = int(os.environ.get("SOFTENV_STEPS", "12"))
# The guards themselves, and what they do for a return that failed.
GUARDS = ("isolation.py", "fault_localization.py", "errors.py")


class UnforeseenError(Exception):
    """What no step expects."""


class Thrower:
    """Counts the calls of the product's functions while it is armed, and throws at the first call of one of them."""

    def __init__(self, at: CodeType | None = None) -> None:
        self.at = at
        self.seen: dict[CodeType, None] = {}

    @contextmanager
    def armed(self) -> Iterator[None]:
        before = sys.getprofile()
        sys.setprofile(self._called)
        try:
            yield
        finally:
            sys.setprofile(before)

    def _called(self, frame: FrameType, event: str, argument: object) -> None:
        code = frame.f_code
        if event != "call" or not code.co_filename.startswith(PACKAGE) or code.co_filename.endswith(GUARDS):
            return
        self.seen[code] = None
        if code is self.at:
            sys.setprofile(None)
            raise UnforeseenError(code.co_qualname)


class Rehearsing(FileWorkbook):
    """The file host, where carrying a patch out throws as long as the faulty return is in it."""

    thrower: Thrower
    holds_it: Callable[[], bool]

    def rehearse(self, patch: Patch) -> None:
        if not self.holds_it():
            return super().rehearse(patch)
        with self.thrower.armed():
            return super().rehearse(patch)


def _collected(monkeypatch: pytest.MonkeyPatch, path: Path, at: CodeType | None) -> tuple[Result, Thrower]:
    """A collect of the faulty return between two others, with that call throwing."""
    path.write_bytes(school.package())
    thrower, batch = Thrower(at), [False]
    whole_press = flow.compute

    def check(delivery: Delivery, *rest: object) -> CheckedReturn:
        if delivery.file != school.MUTATED:
            return check_return(delivery, *rest)  # type: ignore[arg-type]
        with thrower.armed():
            return check_return(delivery, *rest)  # type: ignore[arg-type]

    def press(control: Control, returns: list[CheckedReturn], *rest: object) -> Result:
        whole = any(each.delivery.file == school.MUTATED and each.person for each in returns)
        batch[0] = whole
        if not whole:
            return whole_press(control, returns, *rest)  # type: ignore[arg-type]
        with thrower.armed():
            return whole_press(control, returns, *rest)  # type: ignore[arg-type]

    def publishing(result: Result) -> Patch:
        if not batch[0]:
            return publish(result)
        with thrower.armed():
            return publish(result)

    def lost(found: sys.UnraisableHookArgs) -> None:
        if not isinstance(found.exc_value, UnforeseenError):
            told(found)

    workbook, told = Rehearsing(path), sys.unraisablehook
    workbook.thrower, workbook.holds_it = thrower, lambda: batch[0]
    with monkeypatch.context() as patched:
        # Python calls a generator that nobody wants any more: what throws there is nobody's.
        patched.setattr(sys, "unraisablehook", lost)
        patched.setattr(flow, "check_return", check)
        patched.setattr(flow, "compute", press)
        patched.setattr(flow, "publish", publishing)
        first, *rest = school.others()
        result, _ = flow.collect(workbook, [first, school.target(), *rest], TODAY)
    return result, thrower


@pytest.mark.slow
def test_a_throw_at_any_call_is_one_issue_on_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "control.xlsx"
    _collected(monkeypatch, path, None)  # what is remembered from one batch to the next is no step of each
    whole, thrower = _collected(monkeypatch, path, None)
    states = {one.file: one.state for one in whole.outcomes}
    steps = [*thrower.seen]
    names = {code.co_qualname for code in steps}
    assert {
        "check_return",
        "compute",
        "build_ledger",
        "merge",
        "assemble_evidence",
        "assess",
        "publish",
        "apply",
        "Package.build",
    } <= names
    assert len(steps) > 500
    tried = steps[:: max(1, len(steps) // STEPS)]
    failed = 0
    for step in tried:
        failed += _collects_the_others(*_collected(monkeypatch, path, step), states, step)
        FileWorkbook(path).read()
    assert failed > len(tried) * 0.8


def _collects_the_others(result: Result, thrower: Thrower, states: dict[str, str], step: CodeType) -> bool:
    """The others are; and so is this one, where the step isn't asked again or nothing depends on it: then False."""
    assert step in thrower.seen, step
    told = [issue for each in result.returns for issue in each.issues if issue.code == "file.check-failed"]
    told += [issue for issue in result.elsewhere if issue.code == "file.check-failed"]
    found = {one.file: one.state for one in result.outcomes}
    if not told:
        assert found == states, step
        return False
    assert [issue.place.file for issue in told] == [school.MUTATED], step
    assert found == {**states, school.MUTATED: "rejected"}, step
    for issue in told:
        log = Path(issue.arguments["log"])
        assert "Traceback" in log.read_text(encoding="utf-8")
        log.unlink()
    return True
