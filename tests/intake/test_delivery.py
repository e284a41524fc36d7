"""Which of two returns is newer, where the program that saved them doesn't say when."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

from softenv_xl import templates
from softenv_xl.intake.delivery import deliveries, files_in


def test_a_return_that_tells_no_time_of_its_own_goes_by_the_file(tmp_path: Path) -> None:
    early, late = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    days = {early: datetime(2026, 9, 1, tzinfo=UTC), late: datetime(2026, 9, 5, tzinfo=UTC)}
    for path, day in days.items():
        path.write_bytes(templates.path("return", "zh").read_bytes())
        os.utime(path, (day.timestamp(), day.timestamp()))
    saved = [delivery.saved for delivery in deliveries([early, late], 1)]
    assert saved == [day.replace(tzinfo=None) for day in days.values()]


def test_what_programs_keep_beside_an_open_workbook_is_no_delivery(tmp_path: Path) -> None:
    for name in ("a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", ".softenv/x.xlsx", "more/b.ods"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert files_in([tmp_path, tmp_path / "a.xlsx"]) == [tmp_path / "a.xlsx", tmp_path / "more" / "b.ods"]
