"""One-time codes that parents type into the form: whoever has the slip may answer once, and nobody knows who has which.

They are kept nowhere. A code that comes a second time isn't counted (`tally`), whoever made it.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable

LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Those that nobody takes for another one, in whatever font."""
_HALF = 4


def new_codes(classes: Iterable[tuple[str, int]]) -> dict[str, list[str]]:
    """For each class so many codes as `K7MP-3QXR`, all of them different: 31 letters at 8 places, so that trying finds none.

    A class that is named again has those of both.
    """
    made: set[str] = set()
    codes: dict[str, list[str]] = {}
    for name, count in classes:
        own = codes.setdefault(name, [])
        for _ in range(count):
            while (code := _code()) in made:
                pass
            made.add(code)
            own.append(code)
    return codes


def _code() -> str:
    letters = "".join(secrets.choice(LETTERS) for _ in range(2 * _HALF))
    return f"{letters[:_HALF]}-{letters[_HALF:]}"
