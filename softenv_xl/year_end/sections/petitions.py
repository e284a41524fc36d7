"""5: what was received by which channel, what was closed in time, what was substantiated, whose head answered for it."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.registers import cases
from softenv_xl.registers.cases.outcome import proven
from softenv_xl.registers.cases.words import CASE_STATE, CHANNEL, HEAD_DUTY, ROUTE, TAKEN_UP
from softenv_xl.registers.words import YES_NO
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Fact, Part, Rate, Section, Sentence, Table, sentence
from softenv_xl.year_end.filters import (
    AnyOf,
    As,
    Before,
    Blank,
    Filled,
    NoneOf,
    NotAmong,
    NotLater,
    OneOf,
    Told,
)
from softenv_xl.year_end.source import Source

_CASES = Text("件", "")
_ALL = (
    NoneOf("state", CASE_STATE, ("elsewhere", "joined")),
    NoneOf("route", ROUTE, ("refuse",)),
    NotAmong("main", "id"),
)
_NAME = Text("本校信访件", "Cases of the school")
OURS = (As(_NAME, _ALL),)
"""The cases that the school handles itself, each matter once, as the dashboard counts them."""

PROVEN = Told(
    Text(
        "“调查结论”（有“变更后的结论”的按其）为属实、基本属实或部分属实，且复查复核没有撤销",
        "“Outcome” (or “Outcome as changed”) is substantiated, mostly or partly, and no review revoked it",
    ),
    proven,
)


def petitions(source: Source) -> Section:
    register = cases.REGISTER
    if not source.uses(register):
        return Section("petitions", (source.unused(register),), (Table("channels", ()),))
    received = source.count("cases", _NAME, register, *_ALL)
    lines = (*_handled(source, received), *_followed(source), *source.left_out(register))
    return Section("petitions", lines, (Table("channels", tuple(_channels(source))),))


def _handled(source: Source, received: Fact) -> Iterator[Sentence]:
    register, today = cases.REGISTER, source.result.as_of
    joined, elsewhere = (
        source.count(f"cases_{state}", label, register, OneOf("state", CASE_STATE, (state,)))
        for state, label in (
            ("joined", Text("并入已有件", "Joined to another case")),
            ("elsewhere", Text("非本校事项", "Not the school's")),
        )
    )
    yield sentence(
        "收到应由本校办理的信访{received}件；另有并入已有件{joined}件、非本校事项{elsewhere}件。",
        "Cases for the school to handle: {received}; besides, joined to another: {joined}, not the school's: {elsewhere}.",
        received=received,
        joined=joined,
        elsewhere=elsewhere,
    )
    done = (*OURS, Filled("closed"))
    overdue = (Blank("closed"), Before("due_close", today))
    closed = source.count("cases_closed", Text("已办结", "Cases closed"), register, *done)
    judged = source.count(
        "cases_judged",
        Text("已办结和超期未办结", "Cases closed, or open and overdue"),
        register,
        *OURS,
        AnyOf(((Filled("closed"),), overdue)),
    )
    in_time = source.count(
        "cases_in_time",
        Text("按期办结", "Cases closed in time"),
        register,
        *done,
        NotLater("closed", "due_close"),
    )
    true = source.count(
        "cases_true", Text("办结并查实", "Cases closed and substantiated"), register, *done, PROVEN
    )
    yield sentence(
        "已办结{closed}件，超期未办结{late}件，合计{in_time}按期办结。",
        "Closed: {closed}; open and overdue: {late}; closed in time, of both: {in_time}.",
        closed=closed,
        late=source.count(
            "cases_overdue", Text("超期未办结", "Cases open and overdue"), register, *OURS, *overdue
        ),
        in_time=Rate(judged, in_time, _CASES),
    )
    yield sentence(
        "办结的信访{true}查实。", "Substantiated, of the closed: {true}.", true=Rate(closed, true, _CASES)
    )


def _followed(source: Source) -> Iterator[Sentence]:
    register = cases.REGISTER
    veto = OneOf("veto", YES_NO, ("yes",))
    vetoed = source.count("cases_veto", Text("一票否决案件", "Cases with a veto"), register, veto)
    answered = source.count(
        "cases_veto_head",
        Text("一票否决案件中已追究领导责任", "Cases with a veto whose head was dealt with"),
        register,
        veto,
        OneOf("head_duty", HEAD_DUTY, TAKEN_UP),
    )
    taken_up = source.count(
        "cases_head",
        Text("已作领导责任处理", "Cases whose head was dealt with"),
        register,
        OneOf("head_duty", HEAD_DUTY, TAKEN_UP),
    )
    if vetoed.value:
        yield sentence(
            "一票否决案件{answered}已作领导责任处理；全部案件中已作领导责任处理{taken_up}件。",
            "Cases with a veto whose head was dealt with: {answered}; of all cases, head dealt with: {taken_up}.",
            answered=Rate(vetoed, answered, _CASES),
            taken_up=taken_up,
        )
    else:
        yield sentence(
            "本校信访件中未发现一票否决案件（{vetoed}）；全部案件中已作领导责任处理{taken_up}件。",
            "Cases with a veto: none ({vetoed}); of all cases, head dealt with: {taken_up}.",
            vetoed=vetoed,
            taken_up=taken_up,
        )


def _channels(source: Source) -> Iterator[dict[str, Part]]:
    for key, word in CHANNEL.words:
        label = Text("来源：{word}", "By channel: {word}").format(word=word)
        fact = source.count(
            f"cases_by_{key}", label, cases.REGISTER, *OURS, OneOf("channel", CHANNEL, (key,))
        )
        if fact.value:
            yield {"name": word, "received": fact}
