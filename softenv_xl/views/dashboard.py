"""What the leading group reads: tiles by name, and the tables of figures that the charts are drawn from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from softenv_xl.registers import REGISTERS
from softenv_xl.registers.register import Chart, Figure, Tile
from softenv_xl.registers.words import COMPLIANCE
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED


OWN_TILES = (
    Tile("coverage", Text("覆盖率", "Coverage"), Kind.PERCENT, "people"),
    Tile("valid", Text("有效自查表", "Valid returns"), sheet="submissions"),
    Tile("compliance", Text("合规率", "Compliance"), Kind.PERCENT),
    Tile("vetoes", Text("一票否决", "Vetoes")),
)
"""Those of the returns and of the compliance as a whole."""

# Cells that say what the figures stand on; each is a defined name on the dashboard.
TITLE, HEADLINE, BASIS = "dash_title", "dash_headline", "dash_basis"

NOT_USED = Text("本校未使用", "not used")
"""What stands where a register's figures would that the school doesn't use."""

BY_DEPARTMENT = TableSpec(
    "fig_departments",
    Text("各部门收表", "Returns by department"),
    (
        Column("department", Text("部门", "Department"), Kind.ID, _C, width=18),
        Column("accepted", Text("已接收", "Accepted"), Kind.NUMBER, _C, width=11),
        Column("changes", Text("退回修改", "Changes requested"), Kind.NUMBER, _C, width=12),
        Column("missing", Text("未交", "Not received"), Kind.NUMBER, _C, width=12),
        Column("unreadable", Text("无法识别", "Not readable"), Kind.NUMBER, _C, width=12),
    ),
    id_column="department",
)

# Only the states that call for somebody's attention: the chart answers "what is wrong, and how far is it proven?"
BAN_STATES = ("substantiated", "self_reported", "alleged", "rectified")

BY_BAN = TableSpec(
    "fig_bans",
    Text("各禁令情况", "Bans by state"),
    (
        Column("ban", Text("禁令", "Ban"), Kind.ID, _C, width=22),
        *(
            Column(
                key, Text(*(word.split(" ", 1)[-1] for word in dict(COMPLIANCE.words)[key])), Kind.NUMBER, _C
            )
            for key in BAN_STATES
        ),
    ),
    id_column="ban",
)


def title_name(table: TableSpec) -> str:
    """The defined name of the cell that holds a chart's title."""
    return f"{table.key}_title"


OWN_FIGURES = (
    Figure(
        BY_DEPARTMENT,
        Chart(
            "bars",
            {"accepted": "good", "changes": "attention", "missing": "none", "unreadable": "doubtful"},
            Text(
                "条形图：各部门已接收、退回修改、未交和来件无法识别的自查表份数。",
                "Bar chart: returns accepted, sent back, not received and not readable in each department.",
            ),
        ),
    ),
    Figure(
        BY_BAN,
        Chart(
            "bars",
            {
                "substantiated": "bad",
                "self_reported": "attention",
                "alleged": "doubtful",
                "rectified": "mended",
            },
            Text(
                "条形图：每条禁令查实、自报、被反映和已整改的人数。",
                "Bar chart: for every ban, how many are substantiated, self-reported, alleged and rectified.",
            ),
        ),
    ),
)
"""Those of the returns and of the compliance as a whole."""


def _figures() -> Iterator[Figure]:
    yield from OWN_FIGURES
    for register in REGISTERS:
        for figure in register.figures:
            yield replace(figure, since=max(figure.since, register.sheet.since))


def _tiles() -> Iterator[Tile]:
    yield from OWN_TILES
    for register in REGISTERS:
        for tile in register.tiles:
            yield replace(tile, since=max(tile.since, register.sheet.since))


TILES, FIGURES = tuple(_tiles()), tuple(_figures())
"""All of the dashboard's, in their order."""

TABLES = tuple(figure.table for figure in FIGURES)

FIGURES_SHEET = Text("图表数据", "Figures")
"""The sheet of the tables that the charts are drawn from."""

SHEET = SheetSpec(
    "dashboard",
    Text("总览", "Dashboard"),
    Text("由程序计算，请勿手工修改。", "Computed by the program; don't edit."),
    group="results",
)
