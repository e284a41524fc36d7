"""Every write of a workbook is atomic and can be undone, and never goes over somebody else's work.

What the store keeps for this (lock, drafts, backups) stands in the folder `.softenv` beside the workbook.
"""

from softenv_xl.store.disk import reason, refused
from softenv_xl.store.record import Written, forget, written
from softenv_xl.store.writes import Snapshot, Undone, create, holds, read, recall, remember, replace, undo

__all__ = [
    "Snapshot",
    "Undone",
    "Written",
    "create",
    "forget",
    "holds",
    "read",
    "reason",
    "recall",
    "refused",
    "remember",
    "replace",
    "undo",
    "written",
]
