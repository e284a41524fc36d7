"""What the leading group reads: tiles by name, and the tables of figures that the charts are drawn from."""

from __future__ import annotations

from dataclasses import dataclass

from softenv_xl.registers.words import COMPLIANCE
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import TableSpec
from softenv_xl.words import Text

_C = Owner.COMPUTED


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure in large type, at the name `dash_<key>`, with a line below it at `dash_<key>_note`; `sheet` is
    where one sees what it counts.
    """

    key: str
    label: Text
    kind: Kind = Kind.NUMBER
    sheet: str = "compliance"


TILES = (
    Tile("coverage", Text("覆盖率", "Coverage"), Kind.PERCENT, "people"),
    Tile("valid", Text("有效自查表", "Valid returns"), sheet="submissions"),
    Tile("compliance", Text("合规率", "Compliance"), Kind.PERCENT),
    Tile("open", Text("未销号", "Open items"), sheet="tracker"),
    Tile("overdue", Text("超期", "Overdue"), sheet="tracker"),
    Tile("closed", Text("已销号", "Closed"), sheet="tracker"),
    Tile("vetoes", Text("一票否决", "Vetoes")),
)

# Cells that say what the figures stand on; each is a defined name on the dashboard.
TITLE, HEADLINE, BASIS = "dash_title", "dash_headline", "dash_basis"

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

OVER_TIME = TableSpec(
    "fig_weeks",
    Text("整改进度", "Items over the campaign"),
    (
        Column("week", Text("截至", "Week ending"), Kind.DATE, _C, width=12),
        Column("open", Text("未销号", "Open"), Kind.NUMBER, _C, width=10),
        Column("closed", Text("已销号", "Closed"), Kind.NUMBER, _C, width=10),
    ),
    id_column="week",
)

AGEING = TableSpec(
    "fig_ageing",
    Text("超期时长", "Ageing of overdue items"),
    (
        Column("age", Text("超期", "Days overdue"), Kind.ID, _C, width=14),
        Column("items", Text("项数", "Items"), Kind.NUMBER, _C, width=10),
    ),
    id_column="age",
)

# Upper bounds in days of the ageing bars; the last bar is open-ended.
AGES: tuple[tuple[int | None, Text], ...] = (
    (7, Text("1–7 天", "1–7 days")),
    (30, Text("8–30 天", "8–30 days")),
    (60, Text("31–60 天", "31–60 days")),
    (None, Text("60 天以上", "over 60 days")),
)


def title_name(table: TableSpec) -> str:
    """The defined name of the cell that holds a chart's title."""
    return f"{table.key}_title"


FIGURES = (BY_DEPARTMENT, BY_BAN, OVER_TIME, AGEING)
