"""How collect grows with the returns, as a picture: processor time and memory, both axes from nought."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

COUNTS = (250, 500, 1000, 2500, 5000, 10_000)
PICTURE = Path(__file__).parents[1] / "docs" / "images" / "growth.svg"

_WIDTH, _HEIGHT, _LEFT, _BOTTOM, _TOP = 640, 300, 60, 260, 30
_SECONDS, _MEMORY = "#0072b2", "#d55e00"  # told apart by colour-blind people


class Point(NamedTuple):
    """One size: returns, processor seconds, and the peak of the largest process in MB."""

    returns: int
    seconds: float
    megabytes: float


def picture(points: Sequence[Point]) -> str:
    """An SVG with a line for each figure; what each is, and how much in the end, stands at its end."""
    most = max(point.returns for point in points)
    lines = [
        _line([(p.returns / most, p.seconds) for p in points], _SECONDS, "s processor time", dashes=""),
        _line([(p.returns / most, p.megabytes) for p in points], _MEMORY, "MB memory", dashes="6 3"),
    ]
    ticks = "".join(
        f'<text x="{_x(p.returns / most):.0f}" y="{_BOTTOM + 18}" text-anchor="middle">{p.returns:,}</text>'
        for p in points
        if p.returns >= most / 10
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-family="sans-serif" '
        f'font-size="12"><title>Collect: processor time and memory by the number of returns</title>'
        f'<path d="M{_LEFT} {_TOP}V{_BOTTOM}H{_x(1):.0f}" fill="none" stroke="#666"/>{ticks}{"".join(lines)}'
        f'<text x="{_x(1):.0f}" y="{_HEIGHT - 4}" text-anchor="end">returns</text></svg>\n'
    )


def _x(share: float) -> float:
    return _LEFT + share * (_WIDTH - _LEFT - 150)


def _line(points: Sequence[tuple[float, float]], colour: str, words: str, dashes: str) -> str:
    top = max(figure for _, figure in points)
    at = [(_x(share), _BOTTOM - figure / top * (_BOTTOM - _TOP) * 0.95) for share, figure in points]
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in at)
    shift = -4 if not dashes else 12
    end = (
        f'<text x="{at[-1][0] + 6:.0f}" y="{at[-1][1] + shift:.0f}" fill="{colour}">{top:,.0f} {words}</text>'
    )
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dashes}"/>{end}'
