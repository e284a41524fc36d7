"""Ids for rows that people typed without one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import count


def free_ids(prefix: str, taken: Iterable[str]) -> Iterator[str]:
    """N-001, N-002 …: after the last one that is `taken`, so that a deleted row's isn't given again."""
    pattern = re.compile(rf"{re.escape(prefix)}-(\d{{1,9}})", re.ASCII)
    used = (int(match[1]) for row_id in taken if (match := pattern.fullmatch(row_id)))
    return (f"{prefix}-{number:03d}" for number in count(1 + max(used, default=0)))
