"""Spares a program that loads, and a command that works, Python's search for unused objects.

Python looks through all objects there are each time that some have been made; what is loaded stays until the end.
"""

from __future__ import annotations

import gc

_YOUNG = 50_000
"""So many objects may be made before Python looks through them."""


def begins() -> None:
    """To be called before anything is imported."""
    gc.disable()


def ends() -> None:
    """What is there now stays; of what is made from now on, Python looks for the unused seldom. Only for a process that does
    one thing and ends.
    """
    gc.freeze()
    gc.set_threshold(_YOUNG)
    gc.enable()
