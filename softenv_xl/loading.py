"""Python looks for unused objects each time that some have been made, and through all there are. What a program loads stays
until it ends, and a command needs what it makes: looking for it is a tenth of the loading, and much of a long collect.
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
