"""S9: the clocks of the Regulations on letters and visits (2022), as data: which term runs from when, for which matters.

The school edits them, or adds a profile of its own; the one in use is a setting. A term in calendar days that ends on a
day of rest moves on as another setting says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from softenv_xl.grid.cell import Value, folded
from softenv_xl.registers.cases.words import CLOCK_FROM, CLOCK_MATTERS, CLOCK_STEP, SENT_ON
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.register import Option
from softenv_xl.registers.school import Row, School
from softenv_xl.registers.timeliness import end_of_term
from softenv_xl.registers.words import COUNTING, ROLL
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Lang, Text

_LONGEST = 365

SPEC = TableSpec(
    key="clocks",
    title=Text("时限", "Clocks"),
    id_column="id",
    columns=(
        Column("id", Text("编号", "Id"), Kind.ID, width=9, required=True, limit=20),
        Column("profile", Text("方案", "Profile"), width=18, required=True, limit=40),
        Column("step", Text("步骤", "Step"), Kind.CHOICE, width=23, required=True, choices=CLOCK_STEP),
        Column(
            "counted_from",
            Text("起算", "Counted from"),
            Kind.CHOICE,
            width=18,
            required=True,
            choices=CLOCK_FROM,
        ),
        Column("days", Text("天数", "Days"), Kind.NUMBER, width=9, required=True, low=1, high=_LONGEST),
        Column("counting", Text("计算", "Counting"), Kind.CHOICE, width=16, required=True, choices=COUNTING),
        Column(
            "matters",
            Text("适用事项", "Matters"),
            Kind.CHOICE,
            width=24,
            required=True,
            choices=CLOCK_MATTERS,
        ),
        Column("article", Text("依据", "Basis"), width=40, limit=200),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=24),
    ),
)

SHEET = SheetSpec(
    "clocks",
    SPEC.title,
    Text(
        "信访各步骤的时限，每步一行；可改，可另立方案。用哪个方案，在“台账设置”中填写。",
        "The terms of cases, a row for each step: edit them, or add a profile. Register settings say which is used.",
    ),
    group="registers",
    table=SPEC,
    since=3,
)

NATIONAL, STRICTER = Text("国家2022", "National 2022"), Text("本校从严", "Stricter, ours")
_OURS = Text("非法定，本校自定", "Not statutory: the school's own")


def _article(number: int, zh: str) -> Text:
    return Text(f"《信访工作条例》第{zh}条", f"Regulations on Letters and Visits, art. {number}")


_23, _34, _35, _36 = (
    _article(23, "二十三"),
    _article(34, "三十四"),
    _article(35, "三十五"),
    _article(36, "三十六"),
)
_REVIEWS = (
    ("ask_review", "replied", 30, "calendar", "redress", _35),
    ("review", "review_asked", 30, "calendar", "redress", _35),
    ("ask_rereview", "review_replied", 30, "calendar", "redress", _36),
    ("rereview", "rereview_asked", 30, "calendar", "redress", _36),
)
_DELIVERED: Sequence[tuple[Text, Sequence[tuple[str, str, int, str, str, Text]]]] = (
    (
        NATIONAL,
        (
            ("inform", "received", 15, "calendar", "all", _23),
            ("object", "received", 5, "working", "sent_on", _23),
            ("close", "accepted", 60, "calendar", "redress", _34),
            ("extend", "due_first", 30, "calendar", "redress", _34),
            *_REVIEWS,
        ),
    ),
    (
        STRICTER,
        (
            ("inform", "received", 5, "working", "all", _OURS),
            ("object", "received", 5, "working", "sent_on", _23),
            ("close", "accepted", 30, "calendar", "redress", _OURS),
            ("extend", "due_first", 30, "calendar", "redress", _34),
            ("target", "accepted", 10, "working", "not_redress", _OURS),
            *_REVIEWS,
        ),
    ),
)


def _rows(lang: Lang) -> list[dict[str, Value]]:
    delivered = ((profile, *term) for profile, terms in _DELIVERED for term in terms)
    return [
        {
            "id": f"C{number:02}",
            "profile": profile(lang),
            "step": CLOCK_STEP.word(step, lang),
            "counted_from": CLOCK_FROM.word(start, lang),
            "days": days,
            "counting": COUNTING.word(counting, lang),
            "matters": CLOCK_MATTERS.word(matters, lang),
            "article": article(lang),
        }
        for number, (profile, step, start, days, counting, matters, article) in enumerate(delivered, 1)
    ]


_EXTENSION: Row = {"counted_from": "due_first", "counting": "calendar"}
"""How the school's own extension counts, where the clock has none for such a matter."""

LOOKUP = Lookup(SHEET, _rows)

OPTIONS = (
    Option(
        Column(
            "clock_profile",
            Text("信访时限方案", "Clock of cases"),
            limit=40,
            hint=Text("“时限”表中一个方案的名称。", "The name of a profile on the sheet Clocks."),
        ),
        NATIONAL,
    ),
    Option(
        Column(
            "roll",
            Text("期限末日顺延", "Last day on a rest day"),
            Kind.CHOICE,
            choices=ROLL,
            hint=Text(
                "按自然日计算的期限，末日逢休息日时如何顺延。",
                "Where the last day of a term in calendar days goes that is a day of rest.",
            ),
        ),
        "work",
    ),
)


@dataclass(frozen=True, slots=True)
class Clock:
    """The terms of the profile in use, in the sheet's order; none where there is no such profile."""

    school: School
    terms: Sequence[Row]

    def due(self, step: str, case: Row) -> date | None:
        """The last day of the case's term for that step; None where none runs."""
        term = self._term(step, case)
        return self._end(term, case[str(term["counted_from"])], _whole(term["days"])) if term else None

    def extended(self, case: Row) -> date | None:
        """The day by which to close, with the extension as far as the clock allows it."""
        first, days = case["due_first"], _whole(case["extend_days"])
        if not isinstance(first, date) or not days:
            return first if isinstance(first, date) else None
        term = self._term("extend", case) or _EXTENSION
        return self._end(term, case[str(term["counted_from"])], min(days, self.longest(case) or days))

    def longest(self, case: Row) -> int | None:
        """How many days more there may be; None where the clock knows no extension of such a matter."""
        term = self._term("extend", case)
        return _whole(term["days"]) if term else None

    def _term(self, step: str, case: Row) -> Row | None:
        return next(
            (term for term in self.terms if term["step"] == step and _fits(str(term["matters"]), case)), None
        )

    def _end(self, term: Row, start: Value, days: int) -> date | None:
        """The day itself doesn't count (Civil Code, article 201)."""
        if not isinstance(start, date) or not days:
            return None
        calendar, counting = self.school.calendar, str(term["counting"])
        end = end_of_term(start, days, counting, calendar)
        return end and calendar.rolled(end, str(self.school.options["roll"]))


def clock_of(school: School) -> Clock:
    """That of the profile which the school uses; terms that aren't complete are left out."""
    profile = folded(str(school.options["clock_profile"]))
    terms = school.lookups.get(SPEC.key, ())
    needed = ("step", "counted_from", "counting", "matters")
    return Clock(
        school,
        [
            term
            for term in terms
            if folded(str(term["profile"])) == profile
            and all(term[key] for key in needed)
            and 0 < _whole(term["days"]) <= _LONGEST
        ],
    )


def _fits(matters: str, case: Mapping[str, Value]) -> bool:
    match matters:
        case "all":
            return True
        case "sent_on":
            return case["channel"] in SENT_ON
        case "not_redress":
            return case["matter"] not in ("redress", None)
    return case["matter"] == matters


def _whole(days: Value) -> int:
    return days if isinstance(days, int) and 0 < days <= _LONGEST else 0
