"""S6: what is said about whom: a teacher or a department, one rulebook entry, and how far it is proven.

Rows whose source is the self-check come from accepted returns; the office adds all others, and decides on the
state of every row.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl import catalogue
from softenv_xl.registers.departments import LISTED_DEPARTMENT
from softenv_xl.registers.register import Register
from softenv_xl.registers.school import Claim, Snapshot
from softenv_xl.registers.words import EVIDENCE_SOURCE, EVIDENCE_STATE
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, Blank
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

SPEC = TableSpec(
    key="evidence",
    title=Text("证据", "Evidence"),
    id_column="id",
    reach=5004,
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, Owner.COMPUTED, width=17),
        Column(
            "number",
            Text("教职工号", "Staff number"),
            Kind.ID,
            width=14,
            limit=30,
            choices=ListOf("people_numbers"),
        ),
        Column("name", Text("姓名", "Name"), owner=Owner.COMPUTED, width=16),
        Column(
            "department", Text("部门", "Department"), width=18, limit=60, choices=ListOf("pick_departments")
        ),
        Column(
            "item",
            Text("项目", "Item"),
            Kind.CHOICE,
            width=22,
            required=True,
            choices=ListOf("rulebook_items"),
        ),
        Column(
            "source", Text("来源", "Source"), Kind.CHOICE, width=18, required=True, choices=EVIDENCE_SOURCE
        ),
        Column("state", Text("认定", "State"), Kind.CHOICE, width=16, required=True, choices=EVIDENCE_STATE),
        Column("date", Text("日期", "Date"), Kind.DATE, width=12, required=True),
        Column("reference", Text("出处", "Reference"), width=30),
        Column("remarks", Text("备注", "Remarks"), width=26),
        Column(
            "standing",
            Text("计为", "Counts as"),
            Kind.CHOICE,
            Owner.COMPUTED,
            width=16,
            choices=EVIDENCE_STATE,
        ),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
    rules=(
        Rule(catalogue.EVIDENCE_NOBODY, "number", All((Blank("number"), Blank("department"))), certain=True),
        LISTED_DEPARTMENT,
    ),
)

SHEET = SheetSpec(
    "evidence",
    Text("证据", "Evidence"),
    Text(
        "自查所得由程序登记；其他来源由办公室逐行填写，并认定每一行。",
        "Self-checks are entered by the program; the office adds all other rows and decides on the state of each.",
    ),
    group="returns",
    table=SPEC,
)


def _claims(evidence: Snapshot) -> Iterator[Claim]:
    """Every row that counts, as what it counts for today."""
    for row in evidence.rows:
        if row["standing"]:
            number, department, source, reference = (
                str(row[key]) if row[key] else None for key in ("number", "department", "source", "reference")
            )
            day = row["date"] if isinstance(row["date"], date) else None
            yield Claim(
                str(row["id"]),
                str(row["item"]),
                str(row["standing"]),
                number,
                department,
                source,
                day,
                reference,
            )


REGISTER = Register(SHEET, "E", pack=None, claims=_claims, made=True)
