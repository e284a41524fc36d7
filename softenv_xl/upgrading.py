"""Brings a control workbook of an earlier version up to today's."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from softenv_xl import flow
from softenv_xl.fault_localization import read_control_or_stop

if TYPE_CHECKING:
    from softenv_xl.hosts.file.upgrade import Addition
    from softenv_xl.hosts.workbook import Draft, FileWorkbook


def upgrade(workbook: FileWorkbook, as_of: date, *, dry_run: bool = False) -> tuple[Addition, ...]:
    """Brings a control workbook of an earlier version up to today's, and refreshes it, in one write; says what was
    done, or with `dry_run` what would be. A workbook that lacks nothing keeps every byte.

    Raises Stop: workbook.newer, and whatever stops a refresh.
    """
    draft, additions = prepare_upgrade(workbook, as_of)
    if draft and not dry_run:
        workbook.put(draft)
    return additions


def prepare_upgrade(workbook: FileWorkbook, as_of: date) -> tuple[Draft | None, tuple[Addition, ...]]:
    """What `upgrade` writes, and what is new in it; None where there is nothing to do."""
    control = read_control_or_stop(workbook.read(), workbook.name)
    draft, additions = workbook.prepare_upgrade(control.lang)
    if not any(addition.done for addition in additions):
        return None, additions
    flow.refresh(draft, as_of)
    return draft, additions
