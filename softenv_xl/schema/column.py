"""A column of a table or a field of a form: what it is called, who owns it, what it may hold."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

from softenv_xl import catalogue
from softenv_xl.grid.cell import display_text, is_blank
from softenv_xl.issue_kind import Severity
from softenv_xl.schema.dates import FIRST_YEAR, LAST_YEAR
from softenv_xl.schema.expression import (
    All,
    AnyOf,
    Blank,
    Expression,
    IsNumber,
    IsText,
    Less,
    LongerThan,
    Not,
    OneOf,
    OutsideDays,
)
from softenv_xl.schema.serial import day_number
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.grid.cell import Value
    from softenv_xl.issue_kind import IssueKind
    from softenv_xl.schema.computed import Computed
    from softenv_xl.schema.vocabulary import ListOf
    from softenv_xl.words import Lang

FIRST_DAY, LAST_DAY = day_number(date(FIRST_YEAR, 1, 1)), day_number(date(LAST_YEAR, 12, 31))


HIDDEN = Text("（保密）", "(confidential)")
"""What is told of a confidential cell's content."""


class Owner(StrEnum):
    """Who writes a cell: the program, the teacher in the return, or the office's staff."""

    COMPUTED = "computed"
    TEACHER = "teacher"
    STAFF = "staff"


class Kind(StrEnum):
    """How a cell is read and shown."""

    TEXT = "text"
    ID = "id"
    DATE = "date"
    NUMBER = "number"
    PERCENT = "percent"
    CHOICE = "choice"
    CHECK = "check"


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that is broken where a duty wasn't kept: the row counts, and claims it of its `department`, or of the person
    with its staff `number`, by the rulebook's `tag`. What the office makes of it stands in the row's column `finding`,
    whose key begins so; what was broken is named in the column of the same key with `breaches` in its place.
    """

    tag: str
    about: Literal["department", "number"] = "department"
    finding: str = "finding"

    @property
    def names(self) -> str:
        """The key of the column that names the row's breaches."""
        return self.finding.replace("finding", "breaches", 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """`fails` is true of a row that breaks the rule; the issue is placed in `column`.

    `others` fill the placeholders of the message with columns (`other`), their headers (`#other`) or named values (`@name`).
    `elsewhere` says that another part of the program lists the issue, with more to say than a row's cells tell: the rule
    is there for the check column alone. `certain`: it finds the same in a cell as typed and as repaired, so that no press
    can come to another verdict. `breach`: what follows besides for whoever is answerable. `unsure`: a
    cell can't tell whether it is as bad as an error, and shows it as one.
    """

    kind: IssueKind
    column: str
    fails: Expression
    others: tuple[tuple[str, str], ...] = ()
    elsewhere: bool = False
    certain: bool = False
    breach: Breach | None = None
    unsure: bool = False

    @property
    def severity(self) -> Severity:
        """How grave it is as far as a cell can tell."""
        return Severity.ERROR if self.unsure else self.kind.severity


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters. `choices` gives the dropdown; `hint` is shown when the cell is selected. `decimals` are those
    that a number shows. A computed count of nothing is shown as a dash, but where `nought` says something: no days left.

    `formula` is what the template puts into a computed column; Python computes the value by itself and never trusts
    what the file says. `optional` says that
    workbooks made earlier have no such column, and needn't.

    An `aside` column stands in a group that is closed when the workbook is made: looked up now and then. A
    `hidden` one is the program's own. `reader` is the language of those whom a column in words concerns; for
    others it stands aside.

    What a `confidential` one holds is told in its own cell and nowhere else: no message, figure or log repeats it
    (`told`), and whatever is made for people outside the office leaves the column out.
    """

    key: str
    label: Text
    kind: Kind = Kind.TEXT
    owner: Owner = Owner.STAFF
    width: float = 12
    required: bool = False
    choices: Vocabulary | ListOf | None = None
    hint: Text | None = None
    limit: int = 500
    low: float | None = None
    high: float | None = None
    decimals: int = 0
    nought: bool = False
    formula: Computed | None = None
    hidden: bool = False
    aside: bool = False
    reader: Lang | None = None
    optional: bool = False
    confidential: bool = False

    def told(self, value: Value) -> str | Text:
        """What a cell holds, as a message may quote it."""
        return HIDDEN if self.confidential and not is_blank(value) else display_text(value)

    def in_view(self, lang: Lang) -> bool:
        """Is it seen in a new workbook of that language, without opening a group?"""
        return not (self.hidden or self.aside or (self.reader and self.reader != lang))

    def rules(self) -> Iterator[Rule]:
        """The rules that follow from the declaration itself, in the order in which they are told."""
        if self.required:
            yield Rule(catalogue.CELL_MISSING, self.key, Blank(self.key), certain=True)
        filled = Not(Blank(self.key))
        match self.kind:
            case Kind.DATE:
                text = All((filled, IsText(self.key)))
                yield Rule(catalogue.DATE_AS_TEXT, self.key, text, unsure=True)
                outside = OutsideDays(self.key, FIRST_DAY, LAST_DAY)
                yield Rule(catalogue.DATE_UNREADABLE, self.key, AnyOf((text, outside)))
            case Kind.NUMBER | Kind.PERCENT:
                yield Rule(catalogue.CELL_NOT_A_NUMBER, self.key, All((filled, Not(IsNumber(self.key)))))
                if self.low is not None and self.high is not None:
                    beyond = AnyOf((Less(self.key, self.low), Less(self.high, self.key)))
                    yield Rule(catalogue.CELL_OUT_OF_RANGE, self.key, beyond, certain=True)
            case Kind.CHOICE:
                if self.choices:
                    unknown = Not(OneOf(self.key, self.choices))
                    yield Rule(catalogue.CHOICE_UNKNOWN, self.key, All((filled, unknown)))
            case Kind.TEXT | Kind.ID:
                yield Rule(catalogue.CELL_TOO_LONG, self.key, LongerThan(self.key, self.limit), certain=True)
                if self.kind is Kind.ID and self.choices:
                    yield Rule(
                        catalogue.ID_UNLISTED, self.key, All((filled, Not(OneOf(self.key, self.choices))))
                    )


def worded(column: Column, value: Value, lang: Lang) -> Value:
    """A typed value as its cell shows it: a vocabulary's key becomes its word. Raises KeyError for an unknown key."""
    if value is not None and isinstance(column.choices, Vocabulary):
        return column.choices.word(str(value), lang)
    return value
