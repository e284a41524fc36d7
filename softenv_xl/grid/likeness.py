"""Which word was meant by one that is mistyped, and where likeness proves nothing."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.grid.cell import folded, without_marks

if TYPE_CHECKING:
    from collections.abc import Iterable

NEAR = 60
"""Two words at least this like (0–100) may be one word mistyped."""

# Words that turn what is said into its contrary. Two words are alike only with as many of them.
_NEGATIONS = re.compile(
    r"[没沒无無不未非否勿莫毋]|n['’]t(?![a-z])|(?<![a-z])(?:no|not|none|never|nothing|nobody|nor|without|cannot|nil|n/a)(?![a-z])"
)
_PREFIXES = re.compile(r"(?<![a-z])(?:un|non|dis|mis|in|im|ir|il)(?=[a-z]{3})")
# A word of so few letters is no longer itself once one of them is another.
_SHORT = 2
# In a word of more letters, one too many or too few is a slip.
_WORDY = 3


def likeness(one: str, other: str) -> float:
    """How alike two words are (0–100) as far as one may be the other mistyped.

    Nothing is like its own contrary; nothing is like a word that merely contains it (有 and 没有, 已整改 and
    未已整改), but for figures, marks and one letter of a longer word; and short words are alike only when
    they have the same letters.
    """
    a, b = folded(one), folded(other)
    if a == b:
        return 100.0
    if _negations(one) != _negations(other) or _is_part(a, b):
        return 0.0
    if min(len(a), len(b)) <= _SHORT:
        return float(NEAR) if sorted(a) == sorted(b) else 0.0
    from rapidfuzz import fuzz  # slow to load, and most presses read no mistyped word

    return fuzz.ratio(a, b)


def nearest(words: str, choices: Iterable[str]) -> str | None:
    """The one choice that may have been meant; None where none is near, or two are equally so."""
    best = sorted(((likeness(words, choice), choice) for choice in choices), reverse=True)[:2]
    if not best or best[0][0] < NEAR or (len(best) > 1 and best[0][0] == best[1][0]):
        return None
    return best[0][1]


def _negations(words: str) -> tuple[int, int]:
    """How many: two of them may say the contrary of one."""
    text = without_marks(words).casefold()
    return len(_NEGATIONS.findall(text)), len(_PREFIXES.findall(text))


def _is_part(a: str, b: str) -> bool:
    """One contains the other, and what it has beside that says something."""
    short, long = sorted((a, b), key=len)
    if short not in long:
        return False
    rest = sum(letter.isalpha() for letter in long.replace(short, "", 1))
    return rest > 1 or (rest == 1 and len(short) <= _WORDY)
