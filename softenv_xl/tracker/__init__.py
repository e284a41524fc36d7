"""The rectification tracker: its life cycle, and the merge of returns into it. Described in docs/tracker.md."""

from softenv_xl.tracker.lifecycle import Transition, apply_transition
from softenv_xl.tracker.merge import Context, Merged, SubmittedItem, item_id, merge, with_entered
from softenv_xl.tracker.rectified_entries import closed_entries

__all__ = [
    "Context",
    "Merged",
    "SubmittedItem",
    "Transition",
    "apply_transition",
    "closed_entries",
    "item_id",
    "merge",
    "with_entered",
]
