"""How sure a share is: Wilson's interval, which holds for few answers and for shares near none or all as well."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

_Z = 1.959964  # of the normal distribution, for 95 %


class Interval(NamedTuple):
    low: float
    high: float


def wilson(hits: int, of: int) -> Interval:
    """The 95 % interval of the share of `hits`. Raises ValueError where there is nothing to take a share of."""
    if not 0 <= hits <= of or of == 0:
        raise ValueError((hits, of))
    share, square = hits / of, _Z * _Z
    middle = (share + square / (2 * of)) / (1 + square / of)
    reach = _Z * sqrt(share * (1 - share) / of + square / (4 * of * of)) / (1 + square / of)
    # The share lies between the two; the last digit of a sum needn't agree.
    return Interval(max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach)))
