"""What may be published, and nothing else: one model for each page. What isn't a field here can't reach a reader.

Words of the program's own vocabularies are in both languages (`Text`); what people typed is as they typed it.
"""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict

from softenv_xl.words import Lang, Text


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Page(Model):
    """`valid_until`: the last day on which everything on the page may stand there."""

    valid_until: date


class Activity(Model):
    held: date
    title: str
    kind: Text
    department: str
    summary: str
    link: str


class ActivitiesPage(Page):
    rows: tuple[Activity, ...]


class Commitment(Model):
    kind: Text
    matter: str
    department: str
    text: str
    basis: str
    materials: str
    working_days: int | None
    phone: str


class CommitmentsPage(Page):
    rows: tuple[Commitment, ...]


class Fee(Model):
    """`charged` in yuan, as text."""

    term: str
    nature: Text
    name: str
    unit: Text
    charged: str
    authority: str
    document: str
    scope: str
    waiver: str
    phone: str


class FeesPage(Page):
    rows: tuple[Fee, ...]


class StageCount(Model):
    stage: str
    held: int
    held_late: int
    late: int
    to_come: int


class WeekCount(Model):
    week: date
    open: int
    closed: int


class DepartmentCount(Model):
    """None: too few to be shown."""

    department: str
    open: int | None
    closed: int | None


class ProgressPage(Page):
    """Shares are 0–1. What isn't known, or counted in a register that isn't used, is None."""

    due: int
    accepted: int
    coverage: float | None
    compliance: float | None
    open: int
    closed: int
    overdue: int
    least: int
    stages: tuple[StageCount, ...] | None
    weeks: tuple[WeekCount, ...]
    departments: tuple[DepartmentCount, ...]


class SatisfiedShare(Model):
    """Shares are 0–1, `low` and `high` the ends of the 95 % interval."""

    respondents: int
    share: float
    low: float
    high: float


class DepartmentShare(Model):
    """None: not shown."""

    department: str
    satisfied: SatisfiedShare | None


class AppraisalRound(Model):
    """`respondents` are the valid sheets; None where there are too few."""

    title: str
    opened: date
    closed: date
    respondents: int | None
    school: SatisfiedShare | None
    departments: tuple[DepartmentShare, ...]


class AppraisalPage(Page):
    least: int
    rounds: tuple[AppraisalRound, ...]


class Count(Model):
    """None: too few to be shown."""

    what: Text
    count: int | None


class Answer(Model):
    """An opinion in words that were written for the public, and what became of it."""

    text: str
    result: Text | None


class OpinionsPage(Page):
    least: int
    received: int | None
    by_group: tuple[Count, ...]
    by_result: tuple[Count, ...]
    examples: tuple[Answer, ...]


class Honour(Model):
    name: str
    department: str
    merits: str


class HonoursPage(Page):
    rows: tuple[Honour, ...]


class ExposedCase(Model):
    """`name` in the form that the school has decided on; blank where nobody is named. `month` is the first day of it."""

    month: date
    item: str
    text: str
    measure: Text | None
    name: str
    until: date


class ExposedPage(Page):
    rows: tuple[ExposedCase, ...]


class Disclosed(Model):
    title: str
    category: Text | None
    published: date
    place: Text
    link: str


class DisclosurePage(Page):
    rows: tuple[Disclosed, ...]


class Bulletin(Model):
    """`lang` is the workbook's language, in which people typed. A page is None where the school doesn't use the register that
    it is made of: that isn't the same as nothing.
    """

    lang: Lang
    school: str
    year: int
    as_of: date
    activities: ActivitiesPage | None
    commitments: CommitmentsPage | None
    fees: FeesPage | None
    progress: ProgressPage
    appraisal: AppraisalPage | None
    opinions: OpinionsPage | None
    honours: HonoursPage | None
    exposed: ExposedPage | None
    disclosure: DisclosurePage | None
