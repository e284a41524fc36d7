"""6: rounds of the appraisal with the share of satisfied parents, opinions by group and result.

Of the appraisal there is nothing here but what the tables of rounds and of results show.
"""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.grid.cell import display_text
from softenv_xl.registers import appraisal_results, appraisal_rounds, opinion_cards, opinions
from softenv_xl.registers.appraisal_words import APPRAISAL_SHOWN
from softenv_xl.registers.interval import wilson
from softenv_xl.registers.opinion_words import OPINION_GROUP, OPINION_KIND, OPINION_RESULT, REPLY_STATE
from softenv_xl.registers.school import Row
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Fact, Part, Rate, Section, Sentence, Share, Table, sentence
from softenv_xl.year_end.filters import As, Blank, Condition, Filled, Is, NoneOf, OneOf, picked
from softenv_xl.year_end.source import Source

_COPIES, _OPINIONS = Text("份", ""), Text("条", "")
_ALL: tuple[Condition, ...] = (NoneOf("kind", OPINION_KIND, ("praise",)), Blank("case"))
_NAME = Text("须答复意见", "Opinions to answer")
_TO_ANSWER = (As(_NAME, _ALL),)
_OPEN = "open"
_LEAST_TEACHERS = 3
"""Of fewer the school's share would be a teacher's."""


def appraisal(source: Source) -> Section:
    lines = (*_rounds(source), *_opinions(source))
    return Section("appraisal", lines, (Table("opinions", tuple(_by_group(source))),))


def _rounds(source: Source) -> Iterator[Sentence]:
    register = appraisal_rounds.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    for row in source.rows(register):
        yield from _round(source, row, f"round_{display_text(row['id'])}")
    yield from source.left_out(register)


def _round(source: Source, row: Row, key: str) -> Iterator[Sentence]:
    spec, name = appraisal_rounds.SPEC, display_text(row["id"])

    def cell(column: str) -> Fact:
        label = Text("{name}：{column}", "{name}: {column}").format(
            name=name, column=spec.column(column).label
        )
        return source.entry(f"{key}_{column}", label, spec, name, column, row[column])

    title = display_text(row["title"])
    if row["valid"] is None:
        yield sentence("“{title}”尚未读入答卷。", "“{title}”: no sheets have been counted yet.", title=title)
        return
    target, valid = cell("target"), cell("valid")
    aim = bool(target.number)
    aims: dict[str, Part] = {"target": target, "share": Share(target, valid)} if aim else {}
    yield sentence(
        "“{title}”收回答卷{received}份，有效{valid}份" + ("，目标{target}份（{share}）。" if aim else "。"),
        "“{title}”: sheets received: {received}; valid: {valid}"
        + (" of a target of {target} ({share})." if aim else "."),
        title=title,
        received=cell("received"),
        valid=valid,
        **aims,
    )
    yield _satisfied(source, name, title, key)


def _satisfied(source: Source, name: str, title: str, key: str) -> Sentence:
    register = appraisal_results.REGISTER
    shown = (Is("round", name), OneOf("shown", APPRAISAL_SHOWN, ("shown",)))
    of = source.total(
        f"{key}_answers", Text("可显示的评价", "Answers that may be shown"), register, "respondents", *shown
    )
    satisfied = source.total(
        f"{key}_satisfied",
        Text("其中满意的评价", "Satisfied, of these"),
        register,
        "respondents",
        *shown,
        share="satisfied",
    )
    if not of.number or len(picked(shown, source.rows(register))) < _LEAST_TEACHERS:
        return sentence(
            "“{title}”评价人数少，满意率不显示。",
            "“{title}”: too few answers to show a share.",
            title=title,
        )
    interval = wilson(round(satisfied.number), round(of.number))
    low, high = (
        source.computed(
            f"{key}_{end}",
            Text(f"满意率区间{word}", f"Satisfied share, interval {what}"),
            getattr(interval, end),
            Text(
                "由上两数按 Wilson 公式计算（95%）", "From the two numbers above, by Wilson's formula (95%)"
            ),
            satisfied,
            of,
        )
        for end, word, what in (("low", "下限", "from"), ("high", "上限", "to"))
    )
    return sentence(
        "“{title}”可显示的评价{rate}满意，95%区间{low}至{high}。",
        "“{title}”: satisfied, of the answers that may be shown: {rate}, 95% interval {low} to {high}.",
        title=title,
        rate=Rate(of, satisfied, _COPIES),
        low=low,
        high=high,
    )


def _opinions(source: Source) -> Iterator[Sentence]:
    register = opinions.REGISTER
    if source.uses(opinion_cards.REGISTER):
        out, back = (
            source.total(f"cards_{key}", label, opinion_cards.REGISTER, key)
            for key, label in (
                ("handed_out", Text("发出意见卡", "Cards handed out")),
                ("returned", Text("收回意见卡", "Cards returned")),
            )
        )
        yield sentence(
            "意见卡{back}收回。",
            "Cards returned, of those handed out: {back}.",
            back=Rate(out, back, _COPIES),
        )
    if not source.uses(register):
        yield source.unused(register)
        return
    total = source.count("opinions", Text("收到意见", "Opinions received"), register)
    due = source.count("opinions_due", _NAME, register, *_ALL)
    answered, late = (
        source.count(key, label, register, *_TO_ANSWER, condition)
        for key, label, condition in (
            ("opinions_answered", Text("已答复意见", "Opinions answered"), Filled("replied")),
            (
                "opinions_late",
                Text("逾期未答复意见", "Opinions overdue"),
                OneOf("state", REPLY_STATE, ("late",)),
            ),
        )
    )
    yield sentence(
        "收到意见{total}条；除表扬和转为信访的外，须答复的{answered}已答复，逾期未答复{late}条。",
        "Opinions received: {total}; answered, but for praise and what became a case: {answered}; overdue: {late}.",
        total=total,
        answered=Rate(due, answered, _OPINIONS),
        late=late,
    )
    yield from source.left_out(register)


def _by_group(source: Source) -> Iterator[dict[str, Part]]:
    """The groups from which there is an opinion to answer, by what became of it."""
    register = opinions.REGISTER
    if not source.uses(register):
        return
    for group, word in OPINION_GROUP.words:
        mine = (*_TO_ANSWER, OneOf("group", OPINION_GROUP, (group,)))
        row: dict[str, Part] = {"name": word}
        results: list[tuple[str, Text, Condition]] = [
            (key, name, OneOf("result", OPINION_RESULT, (key,))) for key, name in OPINION_RESULT.words
        ]
        for key, name, condition in (
            *results,
            (_OPEN, Text("未办结", "open"), Blank("result")),
        ):
            label = Text("{word}：{name}", "{word}: {name}").format(word=word, name=name)
            row[key] = source.count(f"opinions_{group}_{key}", label, register, *mine, condition)
        if any(isinstance(part, Fact) and part.value for part in row.values()):
            yield row
