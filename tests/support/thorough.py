"""What is tried of much that is alike: some of it each time, the same each time, and all of it in `make soak`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from random import Random
from typing import TypeVar

T = TypeVar("T")

THOROUGH = bool(os.environ.get("SOFTENV_THOROUGH"))


def some(every: Sequence[T], count: int, of: str) -> list[T]:
    """So many of them, in their order; `of` names the test, so that another one tries others. All where it is thorough."""
    if THOROUGH or count >= len(every):
        return list(every)
    chosen = Random(of).sample(range(len(every)), count)
    return [every[at] for at in sorted(chosen)]
