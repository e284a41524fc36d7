"""Charts as SVG: where each mark stands. How it looks is the templates' and the style sheet's.

All lengths are in the units of the drawing, which is WIDTH wide: about as many pixels on a telephone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple
from unicodedata import east_asian_width

Shade = Literal["good", "mended", "bad", "none"]

WIDTH = 400
_LETTER, _LINE = 14, 18
_BAR, _GAP, _TOP = 18, 14, 8


class Series(NamedTuple):
    label: str
    shade: Shade


class Hidden(NamedTuple):
    """What stands behind a bar where no number may be shown, or not each of them."""

    whole: str
    partly: str


_NOTHING_HIDDEN = Hidden("", "")


class Mark(NamedTuple):
    """A bar, or a part of one; its number stands in it where there is room."""

    x: float
    width: float
    shade: Shade
    number: str


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of a chart: the lines of its label, and its marks below them. `note` stands behind the last mark."""

    lines: tuple[tuple[float, str], ...]
    y: float
    marks: tuple[Mark, ...] = ()
    note: str = ""
    note_x: float = 0
    low: float = 0
    high: float = 0
    at: float | None = None


@dataclass(frozen=True, slots=True)
class Drawing:
    """`kind` names the template. `key` makes ids unique on a page."""

    kind: Literal["bars", "line", "dots"]
    key: str
    title: str
    alt: str
    height: float
    legend: tuple[tuple[float, float, str, Shade], ...] = ()
    strips: tuple[Strip, ...] = ()
    lines: tuple[tuple[str, Shade, tuple[tuple[float, float], ...], str], ...] = ()
    grid: tuple[tuple[float, str], ...] = ()
    days: tuple[tuple[float, str, str], ...] = ()
    foot: float = 0

    @property
    def width(self) -> int:
        return WIDTH


def bars(
    key: str,
    title: str,
    alt: str,
    series: Sequence[Series],
    rows: Sequence[tuple[str, Sequence[int | None]]],
    hidden: Hidden = _NOTHING_HIDDEN,
) -> Drawing:
    """Lying bars, stacked where there are several series; None: a number that may not be shown."""
    legend, y = _legend(series) if len(series) > 1 else ((), float(_TOP))
    most = max((sum(filter(None, values)) for _, values in rows), default=0) or 1
    notes = [_note(values, hidden) for _, values in rows]
    plot = WIDTH - max(map(_width, notes), default=0) - 10
    strips = []
    for (label, values), note in zip(rows, notes, strict=True):
        lines, y = _label(label, y)
        marks, x = list[Mark](), 0.0
        for one, value in zip(series, values, strict=True):
            if value:
                width = plot * value / most
                room = width > _LETTER * 0.62 * len(str(value)) + 6
                marks.append(Mark(_r(x), _r(width), one.shade, str(value) if room else ""))
                x += width
        strips.append(Strip(lines, _r(y), tuple(marks), note, _r(x + 6)))
        y += _BAR + _GAP
    return Drawing("bars", key, title, alt, _r(y), legend, tuple(strips))


def _note(values: Sequence[int | None], hidden: Hidden) -> str:
    """What stands behind the row's last mark."""
    total = sum(filter(None, values))
    if None not in values:
        return str(total)
    return hidden.partly.format(sum=total) if total else hidden.whole


def line(
    key: str,
    title: str,
    alt: str,
    series: Sequence[Series],
    points: Sequence[tuple[str, Sequence[int]]],
) -> Drawing:
    """One line for each series over equal steps; the words at both ends of the axis are the first and the last step's."""
    legend, top = _legend(series)
    left, right, height = 34.0, WIDTH - 16.0, 180.0
    most = max((value for _, values in points for value in values), default=0)
    step = _step(most)
    steps = max(1, -(-most // step))
    across = (right - left) / max(1, len(points) - 1)
    bottom = top + height

    def place(at: int, value: int) -> tuple[float, float]:
        return _r(left + at * across), _r(bottom - height * value / (steps * step))

    lines = tuple(
        (
            one.label,
            one.shade,
            tuple(place(at, values[number]) for at, (_, values) in enumerate(points)),
            f"{points[-1][1][number]}" if points else "",
        )
        for number, one in enumerate(series)
    )
    grid = tuple((_r(bottom - height * n / steps), str(n * step)) for n in range(steps + 1))
    days = ((left, points[0][0], "start"), (right, points[-1][0], "end")) if len(points) > 1 else ()
    return Drawing("line", key, title, alt, bottom + 30, legend, (), lines, grid, days, bottom + 20)


def dots(
    key: str, title: str, alt: str, rows: Sequence[tuple[str, tuple[float, float, float] | None]], hidden: str
) -> Drawing:
    """A dot for each share with its interval, from 0 to 100 %; None: not shown."""
    y = float(_TOP)
    strips = []
    left, width = 8.0, WIDTH - 72.0
    for label, shares in rows:
        lines, y = _label(label, y)
        if shares is None:
            strips.append(Strip(lines, _r(y), note=hidden, note_x=left))
        else:
            low, at, high = (_r(left + width * share) for share in shares)
            note = f"{shares[1]:.0%}"
            strips.append(
                Strip(lines, _r(y), note=note, note_x=_r(left + width + 14), low=low, high=high, at=at)
            )
        y += _BAR + _GAP
    grid = tuple((_r(left + width * part / 4), f"{part * 25}%") for part in range(5))
    return Drawing(
        "dots", key, title, alt, y + _LINE, strips=tuple(strips), grid=grid, foot=_r(y + _LINE - 4)
    )


def _label(text: str, y: float) -> tuple[tuple[tuple[float, str], ...], float]:
    """The lines of a label, from `y` down; and where what it labels begins."""
    lines = list(_wrapped(text))
    placed = tuple((_r(y + (number + 1) * _LINE - 4), words) for number, words in enumerate(lines))
    return placed, y + len(lines) * _LINE + 2


def _legend(series: Sequence[Series]) -> tuple[tuple[tuple[float, float, str, Shade], ...], float]:
    x, y, placed = 0.0, float(_TOP), []
    for one in series:
        width = _LETTER + 6 + _width(one.label) + 16
        if x and x + width > WIDTH:
            x, y = 0.0, y + _LINE + 4
        placed.append((_r(x), y, one.label, one.shade))
        x += width
    return tuple(placed), y + _LINE + 14


def _wrapped(text: str) -> Iterator[str]:
    """Lines that fit the drawing's width, broken where words end, or anywhere between wide letters."""
    row = ""
    for word in _words(text):
        if row and _width(row + word) > WIDTH - 8:
            yield row.strip()
            row = ""
        row += word
    yield row.strip()


def _words(text: str) -> Iterator[str]:
    word = ""
    for letter in text:
        word += letter
        if letter == " " or _is_wide(letter) or _width(word) > WIDTH / 2:
            yield word
            word = ""
    yield word


def _width(text: str) -> float:
    return sum(_LETTER if _is_wide(letter) else 0.6 * _LETTER for letter in text)


def _is_wide(letter: str) -> bool:
    return east_asian_width(letter) in "WF"


def _step(most: int) -> int:
    """Of the grid: 1, 2 or 5 times a power of ten, so that there are some five lines."""
    step = 1
    while most > 5 * step:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return step


def _r(number: float) -> float:
    """To a tenth, without a sign of nothing: the same numbers are written the same everywhere."""
    return round(number, 1) + 0.0
