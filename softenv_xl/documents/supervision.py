"""S16: the slip that goes to whoever an item is supervised with, with a strip to reply on."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.documents.dates import written
from softenv_xl.documents.filling import Fields
from softenv_xl.grid.cell import display_text
from softenv_xl.registers import supervised
from softenv_xl.registers.school import Row
from softenv_xl.registers.words import AT_REST
from softenv_xl.schema.column import worded
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text

SLIP = {
    "school": Text("学校", "the school"),
    "number": Text("督办编号", "the slip's number"),
    "level": Text("督办级别", "the level"),
    "problem": Text("问题", "the problem"),
    "measure": Text("整改措施", "the measure"),
    "department": Text("责任部门", "the department"),
    "owner": Text("责任人", "who is responsible"),
    "supervisor": Text("督办人", "who supervises"),
    "reason": Text("督办原因", "why it is supervised"),
    "listed": Text("列入日期", "since when"),
    "due": Text("督办期限", "until when"),
}
"""What a template may name, and what it is."""

_AS_THEY_ARE = ("problem", "department", "owner", "reason")


def slip_fields(result: Result) -> Iterator[Fields]:
    """A slip for every item that is still supervised."""
    return (fields for _, fields in slips(result))


def slips(result: Result) -> Iterator[tuple[Row, Fields]]:
    """The same with the register's row that each is about."""
    lang, spec = result.control.lang, supervised.SPEC
    for row in result.snapshot(supervised.REGISTER).rows:
        if row["lifted"] or row["fix_state"] in AT_REST:
            continue
        item = result.school.item(row["fix"])
        yield (
            row,
            {
                **{key: display_text(row[key]) for key in _AS_THEY_ARE},
                "school": result.control.campaign.school or "",
                "number": display_text(row["id"]),
                "level": display_text(worded(spec.column("level"), row["level"], lang)),
                "supervisor": display_text(row["name"]),
                "measure": display_text(item["measure"]) if item else "",
                "listed": written(row["listed"], lang),
                "due": written(row["due"], lang),
            },
        )
