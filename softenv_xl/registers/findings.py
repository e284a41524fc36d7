"""What registers of duties have in common: the office's finding about a breach, and the item that puts it right.

What a rule finds is alleged until the office has decided in the row's column `finding`. A breach that is found
substantiated gets an item in the tracker (control.breach_items); once that is closed, it counts as rectified.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.registers.register import Found, TableRule
from softenv_xl.registers.school import Snapshot
from softenv_xl.registers.shared_rules import still_there
from softenv_xl.registers.words import FINDING, STATUS
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Is, Not
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

FOUND = ("substantiated", "rectified")
"""The findings by which there was a breach."""

TRACKER_IDS = ListOf("tracker_ids")

FIX = Column(
    "fix",
    Text("整改编号", "Rectification item"),
    width=14,
    choices=TRACKER_IDS,
    limit=60,
    hint=Text(
        "认定为“查实”后，下次刷新时自动建立整改项；已有的可以选择。",
        "Once it is found substantiated, the next run makes an item; one that is there already can be chosen.",
    ),
)
FIX_STATE = Column(
    "fix_state", Text("整改状态", "Item's status"), Kind.CHOICE, Owner.COMPUTED, 13, choices=STATUS
)
_HINT = Text(
    "空白或“待认定”：只作为被反映；“查实”才计为违规。",
    "Blank or “To decide”: alleged only. It counts as a breach once it is “Substantiated”.",
)


def finding_column(key: str = "finding", label: Text | None = None) -> Column:
    """Where the office decides on the row's breaches. Its key begins with `finding`."""
    return Column(key, label or Text("认定", "Finding"), Kind.CHOICE, width=13, choices=FINDING, hint=_HINT)


def breaches_column(key: str = "breaches", label: Text | None = None) -> Column:
    """Where the row's breaches are named. Its key begins with `breaches`."""
    return Column(key, label or Text("涉及违规", "Breaches"), owner=Owner.COMPUTED, width=24)


def breaches_to_decide(spec: TableSpec, row: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """The columns in which the office hasn't decided yet on breaches of the row, and what those are."""
    for finding, names in _breach_columns(spec).items():
        if finding in row and row.get(names) and row[finding] in (None, "to_decide"):
            yield finding, display_text(row[names])


def finding_rules(*findings: str) -> Iterator[Rule]:
    """What a finding needs; of each of those columns, or of the one called `finding`."""
    for finding in findings or ("finding",):
        closed = Is("fix_state", STATUS, "closed")
        yield Rule(
            catalogue.FINDING_NOT_CLOSED, finding, All((Is(finding, FINDING, "rectified"), Not(closed)))
        )
    yield still_there("fix", TRACKER_IDS)


def nothing_found(spec: TableSpec) -> Iterator[TableRule]:
    """That a row shows no breach on which the office decided: told at a press, as its cells don't name breaches before."""
    for finding, names in _breach_columns(spec).items():

        def broken(table: Snapshot, finding: str = finding, names: str = names) -> Iterator[Found]:
            yield from (Found(row) for row in table.rows if row.get(finding) in FOUND and not row.get(names))

        yield TableRule(catalogue.FINDING_NOTHING_FOUND, finding, broken)


def _breach_columns(spec: TableSpec) -> dict[str, str]:
    """The columns with the office's findings, and those that name what each is about."""
    return {rule.breach.finding: rule.breach.names for rule in spec.rules if rule.breach}
