"""Why a workbook is left alone. The caller of this room adds the file's name."""

from __future__ import annotations

from softenv_xl.errors import Stop
from softenv_xl.words import Text


def unsafe(zh: str, en: str, **values: object) -> Stop:
    """Writing could lose or break something; the reason is a whole sentence in both languages."""
    return Stop("workbook.unsafe-to-write", reason=Text(zh, en).format(**values))


def missing(zh: str, en: str, **values: object) -> Stop:
    """The workbook lacks something that the patch names."""
    return Stop("workbook.part-missing", what=Text(zh, en).format(**values))


def cannot_hold(place: str, zh: str, en: str, **values: object) -> Stop:
    """No cell can hold this value."""
    return Stop("cell.cannot-hold", cell=place, reason=Text(zh, en).format(**values))
