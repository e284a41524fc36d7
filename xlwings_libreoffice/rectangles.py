"""Scattered cells gathered into few rectangles, so that few calls reach them all."""

from __future__ import annotations

from collections.abc import Iterable

Cell = tuple[int, int]
"""Row and column, counted from zero."""

Rectangle = tuple[int, int, int, int]
"""Top, left, bottom, right; all included."""


def rectangles(cells: Iterable[Cell]) -> list[Rectangle]:
    """Rectangles that cover exactly these cells: runs down a column, joined with equal runs beside them."""
    columns: dict[int, list[int]] = {}
    for row, column in cells:
        columns.setdefault(column, []).append(row)
    done: list[Rectangle] = []
    open_: dict[tuple[int, int], int] = {}
    previous = -1
    for column in sorted(columns):
        runs = _runs(sorted(columns[column]))
        if column != previous + 1:
            runs_before = open_
            open_ = {}
            done += [(top, left, bottom, previous) for (top, bottom), left in runs_before.items()]
        still = {run: open_.pop(run, column) for run in runs}
        done += [(top, left, bottom, previous) for (top, bottom), left in open_.items()]
        open_, previous = still, column
    return done + [(top, left, bottom, previous) for (top, bottom), left in open_.items()]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    start = end = rows[0]
    for row in rows[1:]:
        if row != end + 1:
            found.append((start, end))
            start = row
        end = row
    return [*found, (start, end)]
