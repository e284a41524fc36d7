"""File number N of a seed."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle, islice
from random import Random

from tests.hostile.files import archives, markup, others

MAKERS: tuple[Callable[[Random], bytes], ...] = (*archives.MAKERS, *markup.MAKERS, *others.MAKERS)


def made(number: int, seed: int) -> tuple[str, bytes]:
    """What kind of file it is, and its content."""
    maker = next(islice(cycle(MAKERS), number % len(MAKERS), None))
    return maker.__name__, maker(Random(f"{seed}/{number}"))
