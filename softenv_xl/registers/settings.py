"""S3: the campaign's settings and its calendar of stages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise

from pydantic import field_validator

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value
from softenv_xl.registers.words import PURPOSE, TRACKER_ORDER
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.expression import Before
from softenv_xl.schema.record import Record
from softenv_xl.schema.table import FormSpec, SheetSpec, TableSpec
from softenv_xl.words import Text

SPEC = FormSpec(
    key="settings",
    title=Text("设置", "Settings"),
    columns=(
        Column("school", Text("学校", "School"), required=True, limit=60),
        Column("year", Text("年度", "Campaign year"), Kind.NUMBER, required=True, low=2000, high=2099),
        Column(
            "returns_due",
            Text("自查表截止日期", "Returns due"),
            Kind.DATE,
            required=True,
            hint=Text("教师交回自查表的最后一天。", "The last day for sending returns back."),
        ),
        Column(
            "rulebook",
            Text("规则版本", "Rulebook version"),
            Kind.ID,
            required=True,
            limit=20,
            hint=Text("修改规则后请改版本号。", "Change it whenever you change the rulebook."),
        ),
        Column("office", Text("联系人及邮箱", "Office contact"), limit=120),
        Column(
            "tracker_order",
            Text("整改台账的顺序", "Order of the tracker"),
            Kind.CHOICE,
            choices=TRACKER_ORDER,
            hint=Text("空白视为“急的在前”。", "Blank means the most urgent first."),
        ),
        Column("as_of", Text("数据截至", "Computed as of"), Kind.DATE, Owner.COMPUTED),
        Column("version", Text("台账版本", "Workbook version"), Kind.NUMBER, Owner.COMPUTED, optional=True),
    ),
)

STAGES = TableSpec(
    key="stages",
    title=Text("活动阶段", "Stages"),
    header_row=13,
    ready_rows=3,
    id_column="name",
    columns=(
        Column("name", Text("阶段", "Stage"), Kind.ID, width=30, required=True, limit=40),
        Column("purpose", Text("性质", "Purpose"), Kind.CHOICE, width=34, required=True, choices=PURPOSE),
        Column("start", Text("开始日期", "From"), Kind.DATE, width=14, required=True),
        Column("end", Text("结束日期", "Until"), Kind.DATE, width=14, required=True),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=26),
    ),
    rules=(Rule(catalogue.STAGE_ORDER, "end", Before("end", "start"), (("stage", "name"),)),),
)

SHEET = SheetSpec(
    "settings",
    Text("设置", "Settings"),
    Text("活动年度、截止日期和各阶段。", "The campaign's year, closing date and stages."),
    group="registers",
    form=SPEC,
    table=STAGES,
)


class Stage(Record):
    """One stage of the campaign, both days included."""

    name: str
    purpose: str
    start: date
    end: date


class Campaign(Record):
    """The settings together with the calendar; what is not filled in is None."""

    school: str | None = None
    year: int | None = None
    returns_due: date | None = None
    rulebook: str | None = None
    office: str | None = None
    tracker_order: str | None = None
    stages: tuple[Stage, ...] = ()

    @field_validator("year", mode="before")
    @classmethod
    def _whole(cls, year: Value) -> int | None:
        """Half a year is none; the check of the sheet can't tell it from a whole one."""
        return year if isinstance(year, int) else None

    def window(self, purpose: str) -> tuple[date, date] | None:
        """From the first to the last day of all stages with that purpose."""
        days = [(stage.start, stage.end) for stage in self.stages if stage.purpose == purpose]
        return (min(start for start, _ in days), max(end for _, end in days)) if days else None

    def stage_of(self, day: Value) -> str | None:
        """The name of the first stage that the day lies in."""
        if not isinstance(day, date):
            return None
        return next((stage.name for stage in self.stages if stage.start <= day <= stage.end), None)

    def span(self) -> tuple[date, date] | None:
        """From the campaign's first day to its last."""
        days = [(stage.start, stage.end) for stage in self.stages]
        return (min(start for start, _ in days), max(end for _, end in days)) if days else None


def read_campaign(form: Mapping[str, Value], stages: Iterable[Mapping[str, Value]]) -> Campaign:
    """The settings and the stages whose row is complete."""
    complete = tuple(
        Stage.model_validate(row)
        for row in stages
        if all(row[key] for key in ("name", "purpose", "start", "end"))
    )
    return Campaign.model_validate({**form, "stages": complete})


def overlaps(stages: tuple[Stage, ...]) -> Iterator[tuple[Stage, Stage]]:
    """Pairs of stages that share a day, each with the one that starts before it."""
    ordered = sorted(stages, key=lambda stage: stage.start)
    for earlier, later in pairwise(ordered):
        if later.start <= earlier.end:
            yield later, earlier
