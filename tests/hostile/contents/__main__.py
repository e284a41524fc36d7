"""`python -m tests.hostile.contents KIND SEED [UNTIL]`: judges cases again, and prints those that don't stand."""

from __future__ import annotations

import sys
import traceback
from collections import Counter

from tests.hostile.contents.judged import KINDS


def main(kind: str, first: int, until: int) -> int:
    """How many cases don't stand; each kind of failure is told with its first seed."""
    found: Counter[str] = Counter()
    for seed in range(first, until):
        try:
            KINDS[kind](seed)
        except Exception:
            said = traceback.format_exc(limit=-3)
            if not found[said]:
                print(f"{kind} {seed}\n{said}")
            found[said] += 1
    print(f"{kind}: {until - first} cases, {found.total()} that don't stand")
    return found.total()


if __name__ == "__main__":
    words = sys.argv[1:]
    start = int(words[1])
    sys.exit(bool(main(words[0], start, int(words[2]) if len(words) > 2 else start + 1)))
