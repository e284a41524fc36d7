"""Staff and buttons in turn on one open workbook, in any order: nothing of staff's is lost, whatever happens."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.hosts.soak.pressing import Pressing, Tally

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow, pytest.mark.xdist_group("soak")]
SEQUENCES = int(os.environ.get("SOFTENV_SEQUENCES", "2"))
STEPS = 7


def test_nothing_of_staffs_is_ever_lost(
    app: xw.App, control: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    class Machine(Pressing):
        pass

    Machine.app, Machine.control, Machine.tally = app, control, Tally()
    Machine.file = tmp_path / "control.xlsx"
    chosen = settings(
        max_examples=SEQUENCES,
        stateful_step_count=STEPS,
        database=None,
        phases=[Phase.generate],  # so few steps can be read as they are; to shrink them would take long
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(Machine, settings=chosen)
    finally:
        with capsys.disabled():
            sys.stdout.write(f"\n{Machine.tally}\n")
    assert Machine.tally.sequences >= SEQUENCES
