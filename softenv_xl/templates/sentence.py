"""Sentences that speak of a form's values: as a formula, and as what it shows before anybody recalculates."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from softenv_xl.schema.column import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.schema.column import Column
    from softenv_xl.schema.table import BookSpec
    from softenv_xl.templates.canvas import Canvas

_VALUE = re.compile(r"\[(\w+)\|([^\]]*)\]")


def sentence(canvas: Canvas, words: str) -> tuple[str, str]:
    """Reads `[identity_due|the day you were told]`: a form value's name, and what stands there while it is blank.

    Returns the formula, with its '=', and the text that it shows.
    """
    columns = dict(_values(canvas.book))
    pieces: list[str] = []
    shown = ""
    at = 0
    for match in _VALUE.finditer(words):
        name, blank = match.groups()
        pieces += [_quoted(words[at : match.start()]), _piece(name, blank, columns[name])]
        shown += words[at : match.start()] + _shown(canvas, name, blank)
        at = match.end()
    pieces.append(_quoted(words[at:]))
    formula = "&".join(piece for piece in pieces if piece != '""')
    return f"=TRIM({formula})", " ".join(word for word in (shown + words[at:]).split(" ") if word)


def _values(book: BookSpec) -> Iterator[tuple[str, Column]]:
    for sheet in book.sheets:
        if sheet.form:
            for column in sheet.form.columns:
                yield sheet.form.name(column.key), column


def _piece(name: str, blank: str, column: Column) -> str:
    value = f'TEXT({name},"yyyy-mm-dd")' if column.kind is Kind.DATE else name
    return f'IF({name}="",{_quoted(blank)},{value})'


def _shown(canvas: Canvas, name: str, blank: str) -> str:
    value = canvas.filling.values.get(name)
    if value is None:
        return blank
    return value.isoformat() if isinstance(value, date) else str(value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
