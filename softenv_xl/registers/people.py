"""S1: everyone on the school's register, and who owes a return."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.issue_kind import warning
from softenv_xl.registers.known_as import KNOWN_AS
from softenv_xl.registers.words import RETURN_STATE, YES_NO
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import All, AnyOf, Filled, Mentions, Not
from softenv_xl.schema.record import Record
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.words import Text

EMAIL_UNCLEAR = warning(
    "person.email-unclear",
    "“{found}”不是一个邮箱地址。",
    "“{found}” is not one e-mail address.",
    "请只填一个完整的地址，如 wang@163.com。",
    "Fill in one whole address, such as wang@163.com.",
    brief=Text("邮箱有误", "not an address"),
)
# What stands in no address: signs that part several, brackets around one, and its sign in full width.
_NO_ADDRESS = (",", ";", "，", "；", "、", "/", "<", ">", "(", "（", "＠")

SPEC = TableSpec(
    key="people",
    title=Text("人员", "People"),
    id_column="number",
    columns=(
        Column("number", Text("教职工号", "Staff number"), Kind.ID, width=14, required=True, limit=30),
        Column("name", Text("姓名", "Name"), width=16, required=True, limit=60),
        Column(
            "department",
            Text("部门", "Department"),
            Kind.CHOICE,
            width=16,
            required=True,
            choices=ListOf("pick_departments"),
        ),
        Column("duty", Text("职务", "Duty"), width=18, limit=60),
        Column("email", Text("邮箱", "E-mail"), width=28.5, limit=120),
        Column(
            "owes_return",
            Text("须交自查表", "Owes a return"),
            Kind.CHOICE,
            width=13,
            choices=YES_NO,
            hint=Text(
                "空白视为“是”；长期请假等选“否”。", "Blank means yes; choose no for long leave and the like."
            ),
        ),
        Column(
            "left",
            Text("离开日期", "Left on"),
            Kind.DATE,
            width=11.5,
            hint=Text(
                "调离、退休等：不要删除该行，填写日期。",
                "Moved away or retired: keep the row, fill in the day.",
            ),
            optional=True,
        ),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=16),
        Column(
            "state", Text("自查表", "Return"), Kind.CHOICE, Owner.COMPUTED, width=21, choices=RETURN_STATE
        ),
        KNOWN_AS,
    ),
    rules=(
        Rule(
            EMAIL_UNCLEAR,
            "email",
            All(
                (
                    Filled("email"),
                    AnyOf((Not(Mentions("email", ("@",))), Mentions("email", _NO_ADDRESS))),
                )
            ),
        ),
    ),
)

SHEET = SheetSpec(
    "people",
    Text("人员", "People"),
    Text(
        "全体教职工。自查表按此名册核对。",
        "Everyone on the register. Returns are checked against it.",
    ),
    group="registers",
    table=SPEC,
)


class Person(Record):
    """One person of the register. `former` are names that the register had before; `vanished` says that the row
    is gone from it, so that this is what was last known.
    """

    number: str
    name: str
    department: str
    duty: str | None = None
    email: str | None = None
    owes_return: bool = True
    left: date | None = None
    former: tuple[str, ...] = ()
    vanished: bool = False

    def has_left(self, day: date) -> bool:
        return self.left is not None and self.left <= day


def read_people(rows: Iterable[Mapping[str, Value]]) -> tuple[Person, ...]:
    """The people whose row has what is required; the first of two with the same number."""
    people: dict[str, Person] = {}
    for row in rows:
        if row["number"] and row["name"] and row["department"]:
            person = Person.model_validate({**row, "owes_return": row["owes_return"] != "no"})
            people.setdefault(person.number, person)
    return tuple(people.values())


def owing(people: Iterable[Person], day: date, accepted: Collection[str] = ()) -> tuple[Person, ...]:
    """The people with who owes a return on that day: of those who had left by then, only the numbers in
    `accepted`, whose return has come.
    """
    return tuple(
        person.model_copy(update={"owes_return": False})
        if person.has_left(day) and person.number not in accepted
        else person
        for person in people
    )
