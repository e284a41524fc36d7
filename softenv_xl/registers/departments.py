"""S1: departments, each with its head, who is the first responsible person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value
from softenv_xl.registers.known_as import KNOWN_AS
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Blank, Not, OneOf
from softenv_xl.schema.record import Record
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

SPEC = TableSpec(
    key="departments",
    title=Text("部门", "Departments"),
    id_column="name",
    columns=(
        Column("name", Text("部门", "Department"), Kind.ID, width=15, required=True, limit=60),
        Column(
            "head",
            Text("负责人（第一责任人）", "Head (first responsible)"),
            width=16,
            required=True,
            limit=60,
        ),
        Column("duty", Text("职责分工", "Duties"), width=22),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=14),
        # What follows stands for the school too, in the row above the headers.
        Column("due", Text("应交", "Due"), Kind.NUMBER, Owner.COMPUTED, width=7),
        Column("received", Text("已接收", "Accepted"), Kind.NUMBER, Owner.COMPUTED, width=11),
        Column("coverage", Text("覆盖率", "Coverage"), Kind.PERCENT, Owner.COMPUTED, width=11.5),
        Column(
            "assessed",
            Text("已核算人数", "People assessed"),
            Kind.NUMBER,
            Owner.COMPUTED,
            width=11,
            optional=True,
        ),
        Column("compliance", Text("合规率", "Compliance"), Kind.PERCENT, Owner.COMPUTED, width=13),
        Column("open", Text("未销号", "Open items"), Kind.NUMBER, Owner.COMPUTED, width=9),
        Column("overdue", Text("超期", "Overdue"), Kind.NUMBER, Owner.COMPUTED, width=10),
        Column("vetoes", Text("一票否决", "Vetoes"), Kind.NUMBER, Owner.COMPUTED, width=9.5),
        KNOWN_AS,
    ),
)

SHEET = SheetSpec(
    "departments",
    Text("部门", "Departments"),
    Text("部门及其第一责任人。", "Departments and their first responsible persons."),
    group="registers",
    table=SPEC,
)


SCHOOL = Text("全校", "School")
OF_SCHOOL = ("due", "received", "coverage", "assessed", "compliance", "open", "overdue", "vetoes")
"""The columns with a figure for the whole school: above the headers, for a row below would have to move with every
department that people add.
"""


def school_name(key: str) -> str:
    """The defined name of the school's figure for a column."""
    return f"school_{key}"


# A row that names nobody is about the department itself, and counts for one of the school's or for none.
LISTED_DEPARTMENT = Rule(
    catalogue.CHOICE_UNKNOWN,
    "department",
    All((Blank("number"), Not(Blank("department")), Not(OneOf("department", ListOf("pick_departments"))))),
)
"""For tables with the columns `number` and `department`."""


class Department(Record):
    """One department, its first responsible person, and what it has to do."""

    name: str
    head: str | None = None
    duty: str | None = None


def read_departments(rows: Iterable[Mapping[str, Value]]) -> tuple[Department, ...]:
    """The departments that have a name, each once."""
    named = {str(row["name"]): Department.model_validate(row) for row in reversed(list(rows)) if row["name"]}
    return tuple(reversed(named.values()))
