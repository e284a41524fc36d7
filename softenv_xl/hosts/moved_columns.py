"""Columns of a table that stand elsewhere now, or nowhere: the bans' columns keep the rulebook's order.

A run gives columns other headers rather than moving cells about, so no program follows by itself. References by
letter read as they do in Excel after a column of a table was deleted or cut and put in elsewhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.block import comparable

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from softenv_xl.grid.address import Area
    from softenv_xl.hosts.reference_words import Corner
    from softenv_xl.hosts.resize import Resize
    from softenv_xl.sheets.patch import TablePatch


def columns_that_move(patch: TablePatch, left: int, headers: Sequence[str]) -> dict[int, int | None]:
    """The new sheet column by the old one, None where it is gone, of what the patch moves; `headers` are those of
    before, from sheet column `left` on.
    """
    if not (patch.headers or patch.dropped):
        return {}
    places = {comparable(header).lower(): at for at, header in reversed([*enumerate(headers, left)])}
    pairs = [(comparable(old).lower(), comparable(new).lower()) for old, new in patch.headers]
    ends = [comparable(header).lower() for header in patch.dropped]
    now = {header: at for header, at in places.items() if header not in ends and header not in dict(pairs)}
    now |= {new: places[old] for old, new in pairs if old in places}
    added = [header for header in map(comparable, patch.columns) if header.lower() not in now]
    now |= {header.lower(): at for at, header in enumerate(added, left + len(headers))}
    called = {comparable(old).lower(): comparable(new).lower() for old, new in patch.renamed}
    moves = {places[old]: now.get(called.get(old, old)) for old in (*dict(pairs), *ends) if old in places}
    return {old: new for old, new in moves.items() if old != new}


def names_now(patch: TablePatch) -> dict[str, str | None]:
    """What columns are called now, by their former names in small letters; None where no column is any more."""
    there = {comparable(new).lower() for new in (*(new for _, new in patch.headers), *patch.columns)}
    olds = (*(old for old, _ in patch.headers), *patch.dropped)
    gone = {old.lower(): None for old in olds if comparable(old).lower() not in there}
    return {**gone, **{old.lower(): new for old, new in patch.renamed}}


def names_of_the_places(patch: TablePatch, left: int, headers: Sequence[str]) -> dict[str, str | None]:
    """What stands now where columns will stand, by their names in small letters; None for those that go.

    For programs that let a reference by name go along with the cell that its column's header is typed into: it has
    to name that place first. None also for one that comes to stand beyond the table's end, where nothing is yet.
    """
    moves = columns_that_move(patch, left, headers)
    shown = dict(enumerate(headers, left))
    return {shown[old].lower(): shown.get(new) if new else None for old, new in moves.items()}


def columns_now(
    area: Area, corners: Sequence[Corner], resizes: Iterable[Resize], *, fixed_alone: bool
) -> tuple[int, int] | None:
    """The area's first and last column after the changes, None where all of it is gone; `fixed_alone`: only a
    fixed column means the same one everywhere.
    """
    stays = (area.left, area.right)
    if not all(corner.column for corner in corners):  # whole rows
        return stays
    if fixed_alone and not all(corner.column_fixed for corner in corners):
        return stays
    for resize in resizes:
        if resize.columns and _is_in(area, corners, resize):
            places = [resize.columns.get(at, at) for at in range(area.left, area.right + 1)]
            there = [place for place in places if place is not None]
            return (min(there), max(there)) if there else None
    return stays


def _is_in(area: Area, corners: Sequence[Corner], resize: Resize) -> bool:
    """Is it a part of the table, or columns of it as far as the sheet goes?"""
    before = resize.before
    whole = not any(corner.row for corner in corners)
    inside = before.left <= area.left and area.right <= before.right
    return inside and (whole or (before.top <= area.top and area.bottom <= before.bottom))
