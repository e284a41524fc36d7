"""7: what was to be made public and was on time, commitments posted."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.registers import commitments, disclosure
from softenv_xl.registers.disclosure_figures import FIGURE
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Fact, Part, Rate, Section, Sentence, Table, sentence
from softenv_xl.year_end.filters import Filled, NotLater
from softenv_xl.year_end.source import Source

_ITEMS = Text("项", "")
_COUNTS = tuple(column.key for column in FIGURE.table.columns[1:])


def publicity(source: Source) -> Section:
    lines = (*_disclosed(source), *_posted(source))
    return Section("publicity", lines, (Table("matters", tuple(_by_matter(source))),))


def _figure(source: Source) -> list[tuple[object, ...]]:
    return [*FIGURE.rows(source.result.snapshot(disclosure.REGISTER))] if FIGURE.rows else []


def _disclosed(source: Source) -> Iterator[Sentence]:
    register = disclosure.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    rows = _figure(source)
    total = {
        key: source.entry(
            f"matters_{key}",
            Text("公开事项：{word}", "Matters: {word}").format(word=FIGURE.table.column(key).label),
            FIGURE.table,
            "",
            key,
            sum(int(str(row[at])) for row in rows),
        )
        for at, key in enumerate(_COUNTS, 1)
    }
    due = source.computed(
        "matters_due",
        Text("已到期应公开事项", "Matters due"),
        sum(total[key].number for key in ("in_time", "too_late", "overdue")),
        Text("按时、迟公开、逾期未公开之和", "Sum of on time, late and overdue"),
        total["in_time"],
        total["too_late"],
        total["overdue"],
        percent=False,
    )
    yield sentence(
        "已到期应公开事项（含收费和服务承诺）{in_time}按时公开；迟公开{too_late}项，逾期未公开{overdue}项；"
        "未到期{to_come}项，依法不予公开{withheld}项。",
        "Matters on time, of those due, charges and commitments included: {in_time}; late: {too_late}; overdue: {overdue}; "
        "to come: {to_come}; withheld: {withheld}.",
        in_time=Rate(due, total["in_time"], _ITEMS),
        **{key: total[key] for key in _COUNTS if key != "in_time"},
    )
    yield from source.left_out(register)


def _posted(source: Source) -> Iterator[Sentence]:
    register = commitments.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    total = source.count("commitments", Text("公开承诺", "Commitments"), register)
    posted = source.count(
        "commitments_posted", Text("已公开的承诺", "Commitments posted"), register, Filled("posted1")
    )
    in_time = source.count(
        "commitments_in_time",
        Text("按时公开的承诺", "Commitments posted on time"),
        register,
        Filled("posted1"),
        NotLater("posted1", "due"),
    )
    yield sentence(
        "办事依据、程序和服务承诺{posted}已公开；已公开的{in_time}按时。",
        "Bases, procedures and service commitments posted: {posted}; on time, of the posted: {in_time}.",
        posted=Rate(total, posted, _ITEMS),
        in_time=Rate(posted, in_time, _ITEMS),
    )
    yield from source.left_out(register)


def _by_matter(source: Source) -> Iterator[dict[str, Part]]:
    if not source.uses(disclosure.REGISTER):
        return
    for number, (name, *counts) in enumerate(_figure(source), 1):
        row: dict[str, Part] = {"name": str(name)}
        for key, value in zip(_COUNTS, counts, strict=True):
            label = Text("{name}：{word}", "{name}: {word}").format(
                name=str(name), word=FIGURE.table.column(key).label
            )
            row[key] = source.entry(
                f"matter{number}_{key}", label, FIGURE.table, str(name), key, int(str(value))
            )
        if any(isinstance(part, Fact) and part.value for part in row.values()):
            yield row
