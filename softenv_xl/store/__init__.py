"""Every write of a workbook is atomic and can be undone, and never goes over somebody else's work.

What the store keeps for this (lock, drafts, backups) stands in the folder `.softenv` beside the workbook.
"""

from softenv_xl.store.confirmed_lines import ConfirmedLines
from softenv_xl.store.derived_files import Derived, derive
from softenv_xl.store.disk import reason, refused
from softenv_xl.store.folders import making
from softenv_xl.store.journal import Earlier, earlier, lines
from softenv_xl.store.journal import append as append_line
from softenv_xl.store.moving import move_aside
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
    "ConfirmedLines",
    "Derived",
    "Earlier",
    "Snapshot",
    "Undone",
    "Written",
    "append_line",
    "create",
    "create_private",
    "derive",
    "drop",
    "earlier",
    "has_content",
    "keep",
    "kept",
    "lines",
    "making",
    "move_aside",
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
