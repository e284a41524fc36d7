"""3: how far teachers' self-checks reach, and what is known of each ban."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.compliance.state import State
from softenv_xl.registers import departments, people
from softenv_xl.registers.departments import school_name
from softenv_xl.registers.words import RETURN_STATE
from softenv_xl.views.dashboard import BY_BAN
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Fact, Part, Rate, Section, Sentence, Table, sentence
from softenv_xl.year_end.filters import OneOf
from softenv_xl.year_end.source import Source

_STATES = {
    "substantiated": Text("查实", "substantiated"),
    "self_reported": Text("自报", "self-reported"),
    "alleged": Text("被反映", "alleged"),
    "rectified": Text("已整改", "rectified"),
}


def self_check(source: Source) -> Section:
    due, accepted, lines = _coverage(source)
    known = bool(due.value and accepted.value)
    table = Table("bans", tuple(_bans(source)) if known else ())
    return Section(
        "self_check", (*lines, *_states(source, accepted, known=known), *_vetoes(source)), (table,)
    )


def _school(source: Source, key: str, label: Text, column: str, *, percent: bool = False) -> Fact:
    value = getattr(source.result.assessment.school, {"received": "accepted"}.get(column, column))
    return source.named(key, label, departments.SPEC, school_name(column), value, percent=percent)


def _coverage(source: Source) -> tuple[Fact, Fact, tuple[Sentence, ...]]:
    due = _school(source, "returns_due", Text("应交自查表", "Returns due"), "due")
    accepted = _school(source, "returns_accepted", Text("已接收自查表", "Returns accepted"), "received")
    sent_back = source.listed(
        "returns_sent_back",
        Text("退回修改的自查表", "Returns sent back"),
        people.SPEC,
        OneOf("state", RETURN_STATE, ("changes_requested",)),
    )
    first = sentence(
        "应交自查表{accepted}已接收；退回修改、尚未重交{back}份。",
        "Returns accepted, of those due: {accepted}; sent back and not here again: {back}.",
        accepted=Rate(due, accepted, Text("份", "")),
        back=sent_back,
    )
    assessed = _school(source, "people_assessed", Text("已核算人数", "People assessed"), "assessed")
    compliance = _school(source, "compliance", Text("合规率", "Compliance"), "compliance", percent=True)
    if not assessed.value:
        return due, accepted, (first,)
    second = sentence(
        "有情况可核算的{assessed}人，按各条禁令轻重加权，已知项合规率{compliance}；未交表不计入。",
        "Of the {assessed} people of whom something is known, compliance is {compliance}, weighed by how grave each ban is; "
        "missing returns aren't counted.",
        assessed=assessed,
        compliance=compliance,
    )
    return due, accepted, (first, second)


def _bans(source: Source) -> Iterator[dict[str, Part]]:
    lang, counts = source.result.control.lang, source.result.assessment.school.counts
    for ban in source.result.control.rulebook.bans:
        row: dict[str, Part] = {"name": ban.label(lang)}
        for state in _STATES:
            label = Text("{ban}：{state}", "{ban}: {state}").format(ban=ban.label(lang), state=_STATES[state])
            row[state] = source.entry(
                f"ban_{ban.number}_{state}",
                label,
                BY_BAN,
                ban.label(lang),
                state,
                counts[ban.number][State(state)],
            )
        yield row


def _states(source: Source, accepted: Fact, *, known: bool) -> Iterator[Sentence]:
    """None is said only of what somebody looked at: without returns nothing is known."""
    if not known:
        yield sentence(
            "尚无已接收的自查表，各条禁令情况未知。",
            "No return has been accepted, so nothing is known of the bans.",
        )
        return
    counts = source.result.assessment.school.counts
    for state, word in _STATES.items():
        total = source.entry(
            f"bans_{state}",
            Text("各条禁令：{word}", "All bans: {word}").format(word=word),
            BY_BAN,
            "",
            state,
            sum(each[State(state)] for each in counts.values()),
        )
        if total.value:
            yield sentence(
                "各条禁令{word}{total}人次。", "Over all bans, {word}: {total}.", word=word, total=total
            )
        else:
            yield sentence(
                "在已接收的{accepted}份自查表和各台账范围内，未发现“{word}”（{total}）。",
                "As far as the {accepted} accepted returns and the registers reach, {word}: none ({total}).",
                word=word,
                accepted=accepted,
                total=total,
            )


def _vetoes(source: Source) -> Iterator[Sentence]:
    vetoes = _school(source, "vetoes", Text("一票否决人数", "People vetoed"), "vetoes")
    assessed = _school(source, "people_assessed", Text("已核算人数", "People assessed"), "assessed")
    if assessed.value:
        yield sentence(
            "已核算的{assessed}人中，一票否决{vetoes}人。",
            "Vetoed, of the {assessed} people assessed: {vetoes}.",
            assessed=assessed,
            vetoes=vetoes,
        )
