"""Ids of rows that departments add: the same row has the same id whenever and however often it comes."""

from __future__ import annotations

from base64 import b32encode
from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from softenv_xl.exchange.merge.memory import content_digest
from softenv_xl.exchange.merge.values import Copy, TableShape
from softenv_xl.exchange.snapshot import Cells

_LETTERS, _MORE = 4, 12
_NAMED, _SERIAL = 2, 4


def tag_of(pack: str, department: str) -> str:
    """How a pack is named in ids: the beginning of the department's name, and of the serial: `总务7KQ2`."""
    name, serial = (
        "".join(letter for letter in words if letter.isalnum()).upper() for words in (department, pack)
    )
    return f"{name[:_NAMED]}{serial[:_SERIAL]}" or "P"


def numbered(copy: Copy, shape: TableShape, rows: Iterable[Cells]) -> Iterator[tuple[str, str, Cells]]:
    """The new rows, each with its id and with a longer one in case that one is taken; in an order that goes by their content.

    An id follows from what was issued, the pack and the row's content: `FE-总务7KQ2-3FQM`.
    """
    issued, seen = copy.base.id if copy.base else "", Counter[str]()
    for name, cells in sorted(
        ((content_digest(cells=cells), cells) for cells in rows), key=lambda pair: pair[0]
    ):
        content = bytes.fromhex(content_digest(issued, copy.pack, shape.key, seen[name], cells=cells))
        seen[name] += 1
        letters = b32encode(content).decode()
        short, long = (f"{shape.prefix}-{copy.tag}-{letters[:length]}" for length in (_LETTERS, _MORE))
        yield short, long, cells


def likeness(one: Cells, other: Cells) -> float:
    """How much of two rows is the same: 1 for all that is filled in."""
    keys = {key for cells in (one, other) for key, value in cells.items() if value is not None}
    return sum(one.get(key) == other.get(key) for key in keys) / len(keys) if keys else 0.0


def remains(one: Cells, issued: Cells) -> float:
    """How much of what was issued is still there: 1 for all of it."""
    filled = {key: value for key, value in issued.items() if value is not None and key in one}
    return sum(one[key] == value for key, value in filled.items()) / len(filled) if filled else 0.0


def pairs_alike(
    rows: Iterable[tuple[str, Cells]],
    others: Iterable[tuple[str, Cells]],
    least: float = 0.5,
    measure: Callable[[Cells, Cells], float] = likeness,
) -> Iterator[tuple[str, str]]:
    """Which of the rows are some of the others, written anew: pairs of ids, the likest first, each id once. They are the same
    row where at `least` that much of them is the same.
    """
    others = list(others)
    scored = sorted(
        (-score, identity, other)
        for identity, cells in rows
        for other, those in others
        if (score := measure(cells, those)) >= least
    )
    taken: set[str] = set()
    for _, identity, other in scored:
        if identity not in taken and other not in taken:
            taken |= {identity, other}
            yield identity, other
