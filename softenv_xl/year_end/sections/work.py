"""2: steps held by stage, meetings with minutes, key tasks done of set, study notes checked."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.registers import milestones, notes, tasks
from softenv_xl.registers.milestone_words import (
    HELD,
    MILESTONE_KIND,
    MILESTONE_STATE,
    TASK_DONE,
    TASK_STATE,
)
from softenv_xl.registers.note_words import NOTE_STATE
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Part, Rate, Section, Sentence, Table, sentence
from softenv_xl.year_end.filters import Blank, Condition, Filled, Is, NoneOf, OneOf
from softenv_xl.year_end.source import Source

_MEETINGS = ("mobilisation", "department", "regular", "forum", "summary")
_STEPS = (
    ("due", Text("应完成", "due"), None),
    ("held", Text("已完成", "held"), HELD),
    ("held_late", Text("其中补开", "of these late"), ("held_late",)),
    ("late", Text("逾期", "overdue"), ("late",)),
    ("to_come", Text("未到期", "to come"), ("planned", "near")),
)
_NOT_DROPPED = NoneOf("state", MILESTONE_STATE, ("dropped",))
_PIECES, _TIMES = Text("个", ""), Text("次", "")
_ITEMS, _COPIES = Text("项", ""), Text("份", "")


def work(source: Source) -> Section:
    lines = (*_milestones(source), *_meetings(source), *_tasks(source), *_notes(source))
    return Section("work", lines, (Table("stages", tuple(_by_stage(source))),))


def _milestones(source: Source) -> Iterator[Sentence]:
    register = milestones.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    counts = {
        key: source.count(
            f"milestones_{key}",
            Text(f"会议与节点：{word.zh}", f"Milestones: {word.en}"),
            register,
            *_in_state(states),
        )
        for key, word, states in _STEPS
    }
    yield sentence(
        "全年会议与节点{held}已完成，其中补开{held_late}个；逾期{late}个，未到期{to_come}个。",
        "Milestones held: {held}, {held_late} of them late; overdue: {late}; to come: {to_come}.",
        held=Rate(counts["due"], counts["held"], _PIECES),
        held_late=counts["held_late"],
        late=counts["late"],
        to_come=counts["to_come"],
    )
    yield from source.left_out(register)


def _in_state(states: tuple[str, ...] | None) -> tuple[Condition, ...]:
    return (OneOf("state", MILESTONE_STATE, states),) if states else (_NOT_DROPPED,)


def _by_stage(source: Source) -> Iterator[dict[str, Part]]:
    register = milestones.REGISTER
    if not source.uses(register):
        return
    for number, stage in enumerate((*source.result.control.campaign.stages, None), 1):
        name = stage.name if stage else Text("阶段之外", "Outside the stages")
        where = Is("stage", stage.name) if stage else Blank("stage")
        row: dict[str, Part] = {"name": name}
        for key, word, states in _STEPS:
            label = Text("{name}：{word}", "{name}: {word}").format(name=name, word=word)
            row[key] = source.count(f"stage{number}_{key}", label, register, where, *_in_state(states))
        if stage or _any(row):
            yield row


def _any(row: dict[str, Part]) -> bool:
    return any(getattr(part, "value", 0) for part in row.values())


def _meetings(source: Source) -> Iterator[Sentence]:
    register = milestones.REGISTER
    if not source.uses(register):
        return
    held = (OneOf("kind", MILESTONE_KIND, _MEETINGS), OneOf("state", MILESTONE_STATE, HELD))
    meetings = source.count("meetings", Text("召开会议", "Meetings held"), register, *held)
    with_minutes = source.count(
        "meetings_with_minutes",
        Text("有纪要的会议", "Meetings with minutes"),
        register,
        *held,
        Filled("minutes"),
    )
    yield sentence(
        "召开会议{minutes}有纪要。",
        "Meetings held with minutes: {minutes}.",
        minutes=Rate(meetings, with_minutes, _TIMES),
    )


def _tasks(source: Source) -> Iterator[Sentence]:
    register = tasks.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    total = source.count("tasks", Text("重点任务", "Key tasks"), register)
    done, late = (
        source.count(key, label, register, OneOf("state", TASK_STATE, states))
        for key, label, states in (
            ("tasks_done", Text("已完成的重点任务", "Key tasks done"), TASK_DONE),
            ("tasks_late", Text("逾期的重点任务", "Key tasks overdue"), ("late",)),
        )
    )
    yield sentence(
        "重点任务{done}已完成；逾期{late}项。",
        "Key tasks done, of those set: {done}; overdue: {late}.",
        done=Rate(total, done, _ITEMS),
        late=late,
    )
    yield from source.left_out(register)


def _notes(source: Source) -> Iterator[Sentence]:
    register = notes.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    due = source.count(
        "notes_due", Text("应查笔记", "Study notes due"), register, NoneOf("state", NOTE_STATE, ("exempt",))
    )
    passed, again = (
        source.count(key, label, register, OneOf("state", NOTE_STATE, states))
        for key, label, states in (
            ("notes_passed", Text("合格笔记", "Study notes passed"), ("pass",)),
            ("notes_open", Text("待补查或仍不合格", "To be rechecked or still failing"), ("open", "still")),
        )
    )
    yield sentence(
        "应查学习笔记{passed}合格；待补查或仍不合格{again}份。",
        "Study notes passed, of those due: {passed}; to be rechecked or still failing: {again}.",
        passed=Rate(due, passed, _COPIES),
        again=again,
    )
    yield from source.left_out(register)
