"""Made-up packs for the properties: a few rows as issued, what the office did since, what came back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

from hypothesis import strategies as st

from softenv_xl.exchange.merge.three_way import Merged, merge
from softenv_xl.exchange.merge.values import Copy, Returned, TableShape
from softenv_xl.exchange.merge.work import State
from softenv_xl.exchange.snapshot import Normal, Snapshot
from softenv_xl.registers.words import STATUS
from softenv_xl.schema.column import Column, Kind
from softenv_xl.words import Text

DAY = date(2026, 10, 20)
COLUMNS = {
    column.key: column
    for column in (
        Column("what", Text("收费项目", "Charge")),
        Column("sum", Text("金额", "Amount"), Kind.NUMBER),
        Column("day", Text("日期", "Day"), Kind.DATE),
        Column("state", Text("状态", "State"), Kind.CHOICE, choices=STATUS),
        Column("finding", Text("认定", "Finding")),
    )
}
OPEN = ("what", "sum", "day", "state")
LOCKED = "finding"
VALUES: dict[str, tuple[Normal, ...]] = {
    "what": ("讲义费", "校服费", "Café", "甲\n乙", None),
    "sum": (Decimal(300), Decimal("12.5"), Decimal(0), None),
    "day": (date(2026, 9, 1), date(2026, 10, 31), None),
    "state": ("open", "closed", None),
    "finding": ("substantiated", "dismissed", None),
}
UNREADABLE: dict[str, Normal] = {"sum": "约三百", "day": "九月底", "state": "快了"}
SHAPES = {
    "fees": TableShape("fees", COLUMNS, frozenset(OPEN), "FE"),
    "letters": TableShape("letters", COLUMNS, frozenset(OPEN), "LT", grows=False),
}
Rows = dict[str, dict[str, Normal]]
Plain = dict[str, Rows]
"""Tables that a test may change."""


_dice = Random(2026)
_ROWS = [{key: _dice.choice(values) for key, values in VALUES.items()} for _ in range(12)]
_ROWS[0] = dict.fromkeys(VALUES)
_ODD_ROWS = [{**row, key: value} for row, (key, value) in zip(_ROWS[1:], UNREADABLE.items(), strict=False)]
_TYPED: list[dict[str, Normal]] = [{key: value} for key, values in VALUES.items() for value in values]
_TYPED += [{**one, **other} for one in _TYPED[::3] for other in _TYPED[1::4]]
_ODD: list[dict[str, Normal]] = [*_TYPED, *({key: value} for key, value in UNREADABLE.items())]
_NOTHING: dict[str, Normal] = {}
_DELETED = None

a_row = st.sampled_from(_ROWS)
a_new_row = st.sampled_from([*_ROWS, *_ODD_ROWS])


@st.composite
def tables(draw: st.DrawFn, most: int = 3) -> Plain:
    """Tables as they were issued."""
    return {
        key: {
            f"{shape.prefix}-{n:03d}": row
            for n, row in enumerate(draw(st.lists(a_row, max_size=most if shape.grows else 1)), 1)
        }
        for key, shape in SHAPES.items()
    }


@st.composite
def edited(draw: st.DrawFn, before: Plain, *, deletions: bool = True, unreadable: bool = False) -> Plain:
    """The same after somebody worked on it: cells typed, rows deleted."""
    typed = st.sampled_from(_ODD if unreadable else _TYPED)
    done = st.one_of(st.just(_NOTHING), typed, *([st.just(_DELETED)] if deletions else []))
    after: Plain = {}
    for table, rows in before.items():
        edits = {row: draw(done) for row in rows}
        after[table] = {row: {**rows[row], **edit} for row, edit in edits.items() if edit is not _DELETED}
    return after


@dataclass(frozen=True)
class World:
    """What was issued, what stands in the office's workbook, and the copies that came back."""

    issued: Plain
    ours: Plain
    copies: tuple[Copy, ...]

    @property
    def before(self) -> State:
        return State(self.ours)

    def merged(self, copies: Sequence[Copy] | None = None, before: State | None = None) -> Merged:
        return merge(before or self.before, self.copies if copies is None else copies, SHAPES, DAY)


def copy_of(
    issued: Plain, returned: Plain, new: Mapping[str, Sequence[Mapping[str, Normal]]] = {}, **named: str
) -> Copy:
    """A copy of the pack in which `issued` was issued."""
    known = {"pack": "ZW03", "department": "总务处", "stamp": "2026-10-01"} | named
    known["tag"] = known["pack"]
    return Copy(
        base=Snapshot.of(issued),
        tables={table: Returned(rows, new=tuple(new.get(table, ()))) for table, rows in returned.items()},
        **known,  # type: ignore[arg-type]
    )


@st.composite
def copies(
    draw: st.DrawFn, issued: Plain, pack: str, *, new_rows: bool = True, stamp: str | None = None
) -> Copy:
    """A copy of the pack as a department may send it back."""
    returned = draw(edited(issued, unreadable=True))
    new: dict[str, list[dict[str, Normal]]] = {}
    for table in SHAPES if new_rows else ():
        new[table] = draw(st.lists(a_new_row, max_size=2))
    stamp = stamp or draw(st.sampled_from(("", "2026-10-01", "2026-10-02", "2026-10-03")))
    return copy_of(issued, returned, new, pack=pack, stamp=stamp, department=f"部门{pack}")


@st.composite
def worlds(draw: st.DrawFn, packs: Sequence[str] = ("ZW03",), *, new_rows: bool = True) -> World:
    """One issue, the office's edits since, and a copy of each of the packs: all of them carry the same rows."""
    issued = draw(tables())
    ours = draw(edited(issued))
    if draw(st.booleans()):
        ours["fees"]["FE-099"] = draw(a_row)
    return World(issued, ours, tuple(draw(copies(issued, pack, new_rows=new_rows)) for pack in packs))


def without_base(copy: Copy) -> Copy:
    return replace(copy, base=None)
