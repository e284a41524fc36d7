"""The department's figures on its pack's page of the dashboard. None of them counts what isn't in the pack: not cases, nor what
follows from them for compliance.
"""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.exchange.pack.content import PackContent
from softenv_xl.registers import people, rectification
from softenv_xl.registers.tracker_counts import TrackerCounts
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.sheets.result import Result
from softenv_xl.templates.pack import Figure
from softenv_xl.words import Text

_C = Owner.COMPUTED


def figures(content: PackContent, result: Result) -> Iterator[Figure]:
    """People and returns, the items, then how many rows each further table has."""
    rollup = result.assessment.departments.get(content.department)
    rows = {table.key: theirs for table, theirs in content.tables}
    yield _count("people", Text("在册人数", "People"), len(rows.get(people.SPEC.key, ())))
    yield _count("due", Text("应交自查表", "Returns due"), rollup.due if rollup else 0)
    yield _count("received", Text("已接收自查表", "Returns accepted"), rollup.accepted if rollup else 0)
    share = Column("coverage", Text("覆盖率", "Coverage"), Kind.PERCENT, _C)
    yield Figure(share, rollup.coverage if rollup else None)
    items = TrackerCounts(rows.get(rectification.SPEC.key, ()))
    yield _count("items", Text("整改事项", "Rectification items"), len(items.rows))
    yield _count("closed", Text("已销号", "Closed items"), len(items.closed))
    yield _count("open", Text("未销号", "Open items"), len(items.open))
    yield _count("overdue", Text("超期未销号", "Overdue items"), len(items.overdue))
    for table, theirs in content.tables:
        if table.full not in (people.SPEC, rectification.SPEC):
            yield _count(table.key, table.source.name, len(theirs))


def _count(key: str, label: Text, value: int) -> Figure:
    return Figure(Column(key, label, Kind.NUMBER, _C, nought=True), value)
