"""S9: what is wrong with one case, as its row shows: slips, and duties of whoever handles it that weren't kept."""

from __future__ import annotations

from softenv_xl import catalogue
from softenv_xl.issue_kind import IssueKind
from softenv_xl.registers.cases import kinds
from softenv_xl.registers.cases.columns import CASE_IDS
from softenv_xl.registers.cases.words import (
    CHANNEL,
    EXPOSED,
    EXPOSURE,
    HEAD_DUTY,
    MATTER,
    MEASURE,
    NOBODY_WROTE,
    OUTCOME,
    PROVEN,
    REVIEW_RESULT,
    ROUTE,
    SENT_ON,
    TAKEN_UP,
    UNPROVEN,
)
from softenv_xl.registers.findings import TRACKER_IDS, finding_rules
from softenv_xl.registers.shared_rules import not_before
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Breach, Rule
from softenv_xl.schema.expression import (
    All,
    AnyOf,
    Before,
    Blank,
    Expression,
    Filled,
    Is,
    IsAny,
    IsNumber,
    Less,
    Not,
    OneOf,
    Past,
    Same,
)
from softenv_xl.schema.vocabulary import Vocabulary


# Shorter in a cell than tests for what nobody sees; what is no date or no word of the list is told by the column itself.
def _no_day(column: str) -> Expression:
    return Not(IsNumber(column))


def _unchosen(column: str, words: Vocabulary) -> Expression:
    return Not(OneOf(column, words))


_BLANK = {
    **{day: _no_day(day) for day in ("accepted", "closed", "measure_from", "head_on")},
    "outcome": _unchosen("outcome", OUTCOME),
}


def _yes(column: str) -> Expression:
    return Is(column, YES_NO, "yes")


_ACCUSES = Is("matter", MATTER, "accusation")
_MINOR = _yes("minor")
_REACHED = Not(_yes("unreachable"))
_EXTENDED = Less(0, "extend_days")
_EXPOSED = IsAny("exposure", EXPOSURE, *EXPOSED)
_PUNISHED = All((OneOf("measure", MEASURE), Not(Is("measure", MEASURE, "none"))))
_REVOKED = AnyOf(
    (
        Is("rereview_result", REVIEW_RESULT, "revoked"),
        All(
            (
                Is("review_result", REVIEW_RESULT, "revoked"),
                Not(Is("rereview_result", REVIEW_RESULT, "changed")),
            )
        ),
    )
)


def _outcome(*keys: str) -> Expression:
    """The outcome as it stands now is one of those."""
    first = All((_unchosen("outcome_now", OUTCOME), IsAny("outcome", OUTCOME, *keys)))
    return AnyOf((IsAny("outcome_now", OUTCOME, *keys), first))


def _needed(column: str, because_of: str, *fails: Expression) -> Rule:
    """As shared_rules.needed, with blank tests that are shorter in a cell: this register's checks are the longest."""
    blank = _BLANK.get(column) or Blank(column)
    return Rule(catalogue.CELL_NEEDED, column, All((blank, *fails)), (("other", f"#{because_of}"),))


def _breach(kind: IssueKind, column: str, fails: Expression, due: str = "") -> Rule:
    return Rule(kind, column, fails, (("limit", due),) if due else (), breach=Breach("case"))


_ERRORS = (
    _needed("sent_by", "channel", IsAny("channel", CHANNEL, *SENT_ON)),
    Rule(kinds.NOBODY, "number", All((_ACCUSES, Blank("number"), Blank("about_department")))),
    _needed("item", "matter", _ACCUSES),
    Rule(
        kinds.PETITIONER_MISSING,
        "complainant",
        All(
            (
                Is("anonymous", YES_NO, "no"),
                Blank("complainant"),
                Blank("contact"),
                Not(IsAny("channel", CHANNEL, *NOBODY_WROTE)),
            )
        ),
    ),
    Rule(kinds.MINOR_NOT_REPORTED, "reported", All((_MINOR, _no_day("reported")))),
    _needed("reported_to", "reported", IsNumber("reported")),
    _needed("main", "route", Is("route", ROUTE, "join")),
    not_before("informed", "received"),
    not_before("accepted", "received"),
    not_before("closed", "accepted"),
    not_before("replied", "received"),
    _needed("department", "route", Is("route", ROUTE, "accept")),
    _needed("accepted", "route", Is("route", ROUTE, "accept")),
    Rule(catalogue.PERSON_SAME, "handler", Same("handler", "number"), (("other", "#number"),)),
    _needed("extend_by", "extend_days", _EXTENDED),
    _needed("outcome", "closed", IsNumber("closed")),
    _needed("closed", "outcome", OneOf("outcome", OUTCOME)),
    not_before("review_replied", "review_asked"),
    not_before("rereview_replied", "rereview_asked"),
    Rule(kinds.MEASURE_UNPROVEN, "measure", All((_outcome(*UNPROVEN), _PUNISHED))),
    _needed("measure_from", "measure", _PUNISHED),
    Rule(
        kinds.EXPOSURE_UNDECIDED,
        "exposure",
        All((_EXPOSED, AnyOf((_no_day("exposure_on"), Blank("exposure_by"))))),
    ),
    _needed("exposure_text", "exposure", _EXPOSED),
    Rule(kinds.EXPOSURE_UNPROVEN, "exposure", All((_EXPOSED, AnyOf((Not(_outcome(*PROVEN)), _REVOKED))))),
    Rule(kinds.EXPOSURE_MINOR, "exposure", All((Is("exposure", EXPOSURE, "named"), _MINOR))),
    _needed("head_on", "head_duty", IsAny("head_duty", HEAD_DUTY, *TAKEN_UP)),
)

# `due_inform` is blank where there is nobody to tell.
_BREACHES = (
    _breach(
        kinds.NOT_INFORMED, "informed", All((_no_day("informed"), Past("due_inform"), _REACHED)), "due_inform"
    ),
    _breach(kinds.INFORMED_LATE, "informed", All((Before("due_inform", "informed"), _REACHED)), "due_inform"),
    _breach(kinds.OVERDUE, "closed", All((_no_day("closed"), Past("due_close"))), "due_close"),
    _breach(kinds.CLOSED_LATE, "closed", Before("due_close", "closed"), "due_close"),
    _breach(
        kinds.EXTENSION_UNTOLD,
        "extend_told",
        All((_EXTENDED, _no_day("extend_told"), IsNumber("due_inform"), _REACHED)),
    ),
    _breach(
        kinds.NO_REPLY,
        "replied",
        All(
            (
                Past("closed"),
                _no_day("replied"),
                Is("anonymous", YES_NO, "no"),
                IsNumber("due_inform"),
                _REACHED,
            )
        ),
    ),
)

_WARNINGS = (
    Rule(kinds.MINOR_LATE, "reported", All((_MINOR, Before("received", "reported")))),
    Rule(kinds.ANONYMOUS_NAMED, "complainant", All((_yes("anonymous"), Filled("complainant")))),
    Rule(catalogue.LINK_GONE, "main", All((Filled("main"), Not(OneOf("main", CASE_IDS))))),
    Rule(kinds.EXTENDED_TOO_LATE, "extend_told", Before("due_first", "extend_told")),
    Rule(kinds.EXTENSION_OWN, "extend_days", All((_EXTENDED, Not(Is("matter", MATTER, "redress"))))),
    Rule(kinds.OBJECTION_LATE, "objected", Before("due_object", "objected"), (("limit", "due_object"),)),
    Rule(kinds.OWN_DEPARTMENT, "department", Same("department", "about_department")),
    Rule(
        kinds.REVIEW_CHANGED,
        "outcome_now",
        All(
            (
                _unchosen("outcome_now", OUTCOME),
                AnyOf(
                    (
                        Is("review_result", REVIEW_RESULT, "changed"),
                        Is("rereview_result", REVIEW_RESULT, "changed"),
                    )
                ),
            )
        ),
        (("other", "#outcome_now"),),
    ),
    Rule(
        kinds.NO_MEASURE,
        "measure",
        All((_outcome(*PROVEN), Not(_REVOKED), _ACCUSES, _unchosen("measure", MEASURE))),
    ),
    Rule(kinds.BAR_SHORT, "bar_until", Before("bar_until", "bar_floor"), (("limit", "bar_floor"),)),
    Rule(
        catalogue.LINK_GONE,
        "conduct_fix",
        All((Filled("conduct_fix"), Not(OneOf("conduct_fix", TRACKER_IDS)))),
    ),
    Rule(kinds.HEAD_OPEN, "head_duty", All((_yes("veto"), Not(IsAny("head_duty", HEAD_DUTY, *TAKEN_UP))))),
    *finding_rules(),
)

_NOTES = (
    Rule(kinds.MANY_PEOPLE, "group_size", Less(5, "group_size")),
    *(
        Rule(kinds.REVIEW_OUT_OF_TIME, asked, Before(until, asked), (("limit", until),))
        for until, asked in (("review_until", "review_asked"), ("rereview_until", "rereview_asked"))
    ),
)

RULES = (*_ERRORS, *_BREACHES, *_WARNINGS, *_NOTES)
