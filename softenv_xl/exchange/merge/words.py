"""What the sides of a conflict are called: as the cells show them, of whole rows what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from softenv_xl.exchange.merge.conflict import OF_ADDITIONS, Conflict, Kind, NoSide, Side
from softenv_xl.exchange.merge.shapes import as_typed
from softenv_xl.exchange.merge.values import TableShape
from softenv_xl.exchange.snapshot import Cells, Normal
from softenv_xl.grid.cell import display_text
from softenv_xl.schema.column import Kind as ColumnKind
from softenv_xl.schema.normal import in_words
from softenv_xl.words import Lang, Text

_BLANK = Text("（空白）", "(blank)")
_SAME = Text("（与本台账相同）", "(as ours)")
_NONE = {NoSide.GONE: Text("（已删除）", "(deleted)"), NoSide.UNKNOWN: Text("（不详）", "(unknown)")}
_SHORT = 40
_ROW = 60  # letters of a whole row: more of it would make the sheet's row higher than a screen


def cell_words(value: Normal, shape: TableShape | None, key: str, lang: Lang) -> str:
    """A cell's value as it is shown; that it is blank is said."""
    column = shape.inputs.get(key) if shape else None
    shown = display_text(as_typed(column, value, lang)) if column else in_words(value)
    return shown or _BLANK(lang)


def side_words(
    side: Side, conflict: Conflict, shape: TableShape | None, texts: Mapping[str, str], lang: Lang
) -> str:
    """One side of a conflict."""
    if isinstance(side, NoSide):
        return _NONE[side](lang)
    if not isinstance(side, Mapping):
        return cell_words(side, shape, conflict.cell.column, lang)
    if conflict.kind is Kind.MISSING and side == conflict.base and side is not conflict.ours:
        return _SAME(lang)
    sep, colon = ("；", "：") if lang == "zh" else ("; ", ": ")
    shown = _shown(side, conflict)
    order = [key for key in (shape.inputs if shape else shown) if key in shown]
    told = (f"{texts.get(key) or key}{colon}{cell_words(shown[key], shape, key, lang)}" for key in order)
    words = sep.join(told) or _BLANK(lang)
    return _cut(words, _ROW) if conflict.kind is Kind.MISSING else words  # all of it stands in its sheet


def _shown(side: Cells, conflict: Conflict) -> Cells:
    """Of a row what the sides disagree about, or all that is filled in where there is no other row to compare it with."""
    if conflict.kind in OF_ADDITIONS:
        return {key: value for key, value in side.items() if value is not None}
    others = [
        other for other in (conflict.base, conflict.ours, conflict.theirs) if isinstance(other, Mapping)
    ]
    differing = {key for other in others for key in side if key in other and other[key] != side[key]}
    return {key: side[key] for key in side if (key in differing if differing else side[key] is not None)}


def about(row: Cells | None, conflict: Conflict, shape: TableShape | None, lang: Lang) -> str | None:
    """What the row is about, in few words: the first text that it holds."""
    if shape is None:
        return None
    rows = [side for side in (row, conflict.base, conflict.theirs) if isinstance(side, Mapping)]
    return next((_cut(words, _SHORT) for cells in rows[:1] for words in _texts(cells, shape, lang)), None)


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[:most].rstrip()}…"


def _texts(cells: Cells, shape: TableShape, lang: Lang) -> Iterator[str]:
    if cells.get(shape.about) is not None:
        yield cell_words(cells[shape.about], shape, shape.about, lang)
    columns = [column for column in shape.inputs.values() if column.key in cells]
    for kind in (ColumnKind.TEXT, ColumnKind.CHOICE, ColumnKind.DATE, ColumnKind.ID):
        for column in columns:
            if column.kind is kind and cells[column.key] is not None:
                yield cell_words(cells[column.key], shape, column.key, lang)
