"""Which words are one e-mail address that a mail may go to."""

from __future__ import annotations

import re

# RFC 5321 allows more (quotes, comments, literals of networks): nobody's address in a school's register has them, and
# whatever else stands in the cell must not reach a header.
_ADDRESS = re.compile(
    r"(?=.{3,254}\Z)[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
    r"@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+"
)
_LOCAL_PART = 64  # RFC 5321, 4.5.3.1.1


def address(words: str | None) -> str | None:
    """The address that the words are, blanks around it aside; None for anything else: two of them, a name beside it."""
    found = (words or "").strip()
    if not _ADDRESS.fullmatch(found) or found.index("@") > _LOCAL_PART:
        return None
    return found


def first_address(words: str | None) -> str | None:
    """The first address among other words: a contact's name, telephone and mailbox in one cell."""
    return next((found[0] for found in _ADDRESS_IN.finditer(words or "") if address(found[0])), None)


_ADDRESS_IN = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
