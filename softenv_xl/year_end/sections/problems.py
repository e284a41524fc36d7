"""10: what is open, as a list: items by entry of the rulebook, matters that aren't public, follow-ups that were missed.

Rows are named by their ids: what people wrote in them wasn't written for a report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from softenv_xl.grid.cell import display_text
from softenv_xl.registers import Register, cases, commitments, disclosure, opinions, rectification, supervised
from softenv_xl.registers.opinion_words import REPLY_STATE
from softenv_xl.registers.publicity_words import PUBLISH_STATE
from softenv_xl.registers.school import Row
from softenv_xl.words import Text, listed, same
from softenv_xl.year_end.fact import Section, Sentence, sentence
from softenv_xl.year_end.filters import Before, Blank, Condition, Is, OneOf, Positive, picked
from softenv_xl.year_end.sections.petitions import OURS
from softenv_xl.year_end.sections.rectified import OPEN, OVERDUE
from softenv_xl.year_end.source import Source

_LATE = OneOf("state", PUBLISH_STATE, ("late",))


def problems(source: Source) -> Section:
    today = source.result.as_of
    lines = (
        *_items(source),
        *_ids(
            source, disclosure.REGISTER, Text("逾期未公开的事项", "Matters overdue"), "open_matters", _LATE
        ),
        *_ids(
            source,
            commitments.REGISTER,
            Text("逾期未公开的服务承诺", "Commitments not posted in time"),
            "open_commitments",
            _LATE,
        ),
        *_ids(
            source,
            cases.REGISTER,
            Text("超期未办结的信访", "Cases open and overdue"),
            "open_cases",
            *OURS,
            Blank("closed"),
            Before("due_close", today),
        ),
        *_ids(
            source,
            opinions.REGISTER,
            Text("逾期未答复的意见", "Opinions overdue"),
            "open_opinions",
            OneOf("state", REPLY_STATE, ("late",)),
        ),
        *_ids(
            source,
            supervised.REGISTER,
            Text("漏跟进的督办事项", "Supervised items with a follow-up missed"),
            "missed_followups",
            Blank("lifted"),
            Positive("missed"),
        ),
    )
    return Section("problems", lines)


def _items(source: Source) -> Iterator[Sentence]:
    """Open items by what they are about, in the rulebook's order; the rest together."""
    register, lang = rectification.REGISTER, source.result.control.lang
    for entry in source.result.control.rulebook.entries:
        label = entry.label(lang)
        mine = (Is("item", label), OPEN)
        open_ = source.count(
            f"open_{entry.number}", Text("{name}：未销号", "{name}: open").format(name=label), register, *mine
        )
        if open_.value:
            yield sentence(
                "“{name}”未销号{open}项，其中超期{overdue}项。",
                "“{name}”: items open: {open}; of these overdue: {overdue}.",
                name=label,
                open=open_,
                overdue=source.count(
                    f"overdue_{entry.number}",
                    Text("{name}：超期", "{name}: overdue").format(name=label),
                    register,
                    *mine,
                    OVERDUE,
                ),
            )


def _ids(
    source: Source, register: Register, what: Text, key: str, *conditions: Condition
) -> Iterator[Sentence]:
    if not source.uses(register):
        return
    found = picked(conditions, source.rows(register))
    fact = source.count(key, what, register, *conditions)
    if found:
        yield sentence(
            "{what}{count}项：{ids}。",
            "{what}: {count}: {ids}.",
            what=what,
            count=fact,
            ids=listed(_names(register, found)),
        )


def _names(register: Register, rows: Sequence[Row]) -> Iterator[Text]:
    """Each row's id, with its department where it has one."""
    for row in rows:
        department = display_text(row.get("department"))
        identity = display_text(row[register.spec.id_column or ""])
        yield (
            Text(f"{identity}（{department}）", f"{identity} ({department})")
            if department
            else same(identity)
        )
