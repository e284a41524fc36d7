"""S14: what the dashboard shows of the study notes: a tile, and how far each department's are checked."""

from __future__ import annotations

from collections import Counter

from softenv_xl.grid.cell import Value
from softenv_xl.registers.register import Chart, Figure, Shown, Tile
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED


def _checked(notes: Snapshot) -> Shown:
    total, again = len(notes.rows), sum(row["state"] == "open" for row in notes.rows)
    checked = sum(row["result"] is not None for row in notes.rows)
    return Shown(
        checked if total else None, Text(f"共 {total} 份；待补查 {again}", f"of {total}; {again} to recheck")
    )


BY_DEPARTMENT = TableSpec(
    "fig_notes",
    Text("各部门笔记检查", "Study notes by department"),
    (
        Column("department", Text("部门", "Department"), Kind.ID, _C, width=18),
        Column("passed", Text("合格", "Pass"), Kind.NUMBER, _C, width=10),
        Column("made_good", Text("补查合格", "Made good"), Kind.NUMBER, _C, width=10),
        Column("open", Text("待补查", "To be rechecked"), Kind.NUMBER, _C, width=10),
        Column("still", Text("仍不合格", "Still failing"), Kind.NUMBER, _C, width=10),
        Column("unchecked", Text("未查", "Not checked"), Kind.NUMBER, _C, width=10),
    ),
    id_column="department",
)


def _outcome(row: Row) -> str:
    """The series of the chart that the row counts for; exempt notes are in none."""
    if row["recheck"] == "made_good":
        return "made_good"
    state = str(row["state"])
    return {"pass": "passed", "waiting": "unchecked", "late": "unchecked"}.get(state, state)


def _by_department(notes: Snapshot) -> list[tuple[Value, ...]]:
    counts = Counter((row["department"], _outcome(row)) for row in notes.rows)
    series = [column.key for column in BY_DEPARTMENT.columns[1:]]
    return [
        (department.name, *(counts[department.name, each] for each in series))
        for department in notes.school.departments
    ]


TILES = (Tile("notes", Text("已查笔记", "Notes checked"), sheet="notes", value=_checked),)

FIGURES = (
    Figure(
        BY_DEPARTMENT,
        Chart(
            "bars",
            {
                "passed": "good",
                "made_good": "mended",
                "open": "attention",
                "still": "bad",
                "unchecked": "none",
            },
            Text(
                "条形图：各部门笔记合格、补查合格、待补查、仍不合格和未查的份数。",
                "Bar chart: study notes passed, made good, to be rechecked, still failing and not checked by department.",
            ),
        ),
        _by_department,
    ),
)
