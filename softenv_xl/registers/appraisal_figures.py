"""The tile and the chart of the appraisal. They are made of the table of results alone, so they can't tell more than it."""

from __future__ import annotations

from softenv_xl.grid.cell import Value
from softenv_xl.registers.latest_round import latest_counted
from softenv_xl.registers.register import Chart, Figure, Shown, Tile
from softenv_xl.registers.satisfied_share import satisfied_share
from softenv_xl.registers.school import Row, Snapshot
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Lang, Text

_RESULTS, _C = "appraisal", Owner.COMPUTED


def _shown(rounds: Snapshot, which: Row) -> list[Row]:
    rows = rounds.school.rows.get(_RESULTS, ())
    return [row for row in rows if row["round"] == which["id"] and row["shown"] == "shown"]


def _value(rounds: Snapshot) -> Shown:
    latest = latest_counted(rounds.rows)
    if latest is None:
        return Shown(None, Text("尚未读入答卷", "nothing counted yet"))
    target = latest["target"]
    aim = Text(f"目标 {target:g} 份", f"of {target:g}") if isinstance(target, int | float) else Text("", "")
    share = satisfied_share(_shown(rounds, latest))
    if share is None:
        said = Text("人数少，不显示", "too few to show")
    else:
        low, high = (round(100 * end) for end in share.interval)
        said = Text(f"满意 {share.percent}%（{low}–{high}%）", f"satisfied {share.percent}% ({low}–{high}%)")
    return Shown(
        latest["valid"], Text(*("\n".join(filter(None, both)) for both in zip(aim, said, strict=True)))
    )


TILE = Tile("appraisal", Text("家长评议", "Parents' sheets"), sheet="appraisal_rounds", value=_value)

_BY_DEPARTMENT = TableSpec(
    "fig_appraisal",
    Text("家长满意率%（95%区间）", "Satisfied parents, % (95% interval)"),
    (
        Column("department", Text("部门", "Department"), Kind.ID, _C, width=28),
        Column("at_least", Text("至少", "At least"), Kind.NUMBER, _C, width=12),
        Column("up_to", Text("至多再加", "At most, besides"), Kind.NUMBER, _C, width=12),
    ),
    id_column="department",
)


def _rows(rounds: Snapshot) -> list[tuple[Value, ...]]:
    """Departments in their own order; where nobody's figures are shown, in words."""
    latest, lang = latest_counted(rounds.rows), rounds.school.lang
    shown = _shown(rounds, latest) if latest else []
    return [
        _row(department.name, [row for row in shown if row["department"] == department.name], lang)
        for department in rounds.school.departments
    ]


def _row(department: str, rows: list[Row], lang: Lang) -> tuple[Value, ...]:
    share = satisfied_share(rows)
    if share is None:
        return (Text(f"{department}（不显示）", f"{department} (not shown)")(lang), None, None)
    low, high = (round(100 * end) for end in share.interval)
    label = Text(
        f"{department} {share.percent}%，{share.of} 份", f"{department} {share.percent}% of {share.of}"
    )
    return (label(lang), low, high - low)


FIGURE = Figure(
    _BY_DEPARTMENT,
    Chart(
        "bars",
        {"at_least": "good", "up_to": "mended"},
        Text(
            "条形图：各部门家长满意率的95%区间；部门后是满意率和评价份数，人数少的不显示。",
            "Bar chart: the 95% interval of each department's share of satisfied parents, with the share and the number of "
            "answers behind its name; not shown where there are few.",
        ),
    ),
    _rows,
)
