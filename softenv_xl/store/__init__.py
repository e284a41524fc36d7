"""Every write of a workbook is atomic and can be undone, and never goes over somebody else's work.

What the store keeps for this (lock, drafts, backups) stands in the folder `.softenv` beside the workbook.
"""

from softenv_xl.store.disk import reason, refused
from softenv_xl.store.folders import making
from softenv_xl.store.private import create_private, read_private, write_private
from softenv_xl.store.record import Written, reset, written
from softenv_xl.store.writes import (
    Snapshot,
    Undone,
    create,
    drop,
    has_content,
    keep,
    kept,
    read,
    recall,
    remember,
    replace,
    undo,
)

__all__ = [
    "Snapshot",
    "Undone",
    "Written",
    "create",
    "create_private",
    "drop",
    "has_content",
    "keep",
    "kept",
    "making",
    "read",
    "read_private",
    "reason",
    "recall",
    "refused",
    "remember",
    "replace",
    "reset",
    "undo",
    "write_private",
    "written",
]
