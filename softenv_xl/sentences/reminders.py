"""Whom the office has to remind, in lines for a terminal and as records for programs."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING, Any

from softenv_xl.registers.words import REMINDER
from softenv_xl.words import LANGS, Text, same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from softenv_xl.sheets.reminders import Reminder
    from softenv_xl.words import Lang

_NONE = Text("没有需要催办的。", "Nobody has to be reminded.")
_SUM = Text("需催办 {count} 条：{parts}。", "{count} to remind: {parts}.")
_SOMEBODY = Text("（不明）", "(not known)")
_LINE = Text("{who}{number}：{what}{since}{times}", "{who}{number}: {what}{since}{times}")
_SINCE, _TIMES = Text("，自 {day} 起", ", since {day}"), Text("，已催 {count} 次", ", reminded {count} times")


def to_remind(found: Sequence[Reminder]) -> Text:
    """How many of each kind."""
    counts = Counter(one.kind for one in found)
    parts = [(word, counts[key]) for key, word in REMINDER.words if counts[key]]
    if not parts:
        return _NONE
    told = Text(
        "，".join(f"{word.zh[2:]} {count}" for word, count in parts),
        ", ".join(f"{word.en[2:].lower()} {count}" for word, count in parts),
    )
    return _SUM.format(count=len(found), parts=told)


def reminder_lines(found: Sequence[Reminder]) -> Iterator[tuple[int, Text]]:
    """Department by department: each line with how far it is indented."""
    for department, theirs in groupby(found, key=lambda one: one.department):
        yield 0, same(department) if department else _SOMEBODY
        for one in theirs:
            yield 2, _line(one)
            yield from ((4, same(item)) for item in one.items)


def reminder_record(one: Reminder, lang: Lang) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "key": one.key,
        "kind": one.kind,
        "why": REMINDER.word(one.kind, lang),
        "number": one.number,
        "name": one.name,
        "department": one.department,
        "since": one.since.isoformat() if one.since else None,
        "due": one.due.isoformat() if one.due else None,
        "items": list(one.items),
        "reminded": one.reminded,
        "reminded_on": one.reminded_on.isoformat() if one.reminded_on else None,
    }


def _line(one: Reminder) -> Text:
    return _LINE.format(
        who=same(one.name) if one.name else _SOMEBODY,
        number=f" {one.number}" if one.number else "",
        what=Text(*(REMINDER.word(one.kind, lang) for lang in LANGS)),
        since=_SINCE.format(day=one.since) if one.since else same(""),
        times=_TIMES.format(count=one.reminded) if one.reminded else same(""),
    )
