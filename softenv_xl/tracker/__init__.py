"""The rectification tracker: its life cycle, and the merge of returns into it. Described in docs/tracker.md."""

from softenv_xl.tracker.evidence import closed_entries
from softenv_xl.tracker.lifecycle import Settled, settle
from softenv_xl.tracker.merge import Context, Merged, Said, item_id, merge

__all__ = [
    "Context",
    "Merged",
    "Said",
    "Settled",
    "closed_entries",
    "item_id",
    "merge",
    "settle",
]
