"""What a run came to: who has sent what, and whom the office waits for."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from softenv_xl.legible import legible
from softenv_xl.registers.tracker_counts import TrackerCounts
from softenv_xl.registers.words import RETURN_STATE
from softenv_xl.views.submissions import SHEET
from softenv_xl.words import LANGS, Text, listed, percent, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from softenv_xl.registers.people import Person
    from softenv_xl.sheets.result import Result


from softenv_xl.sentences.issues import counted

_NAMED = 30
"""So many people are named in a line."""


def refreshed(result: Result) -> Text:
    """Coverage, compliance, items and issues as they are now."""
    school, tracker = result.assessment.school, TrackerCounts(tuple(row.row for row in result.tracker))
    return Text(
        "覆盖率 {coverage}（应交 {due} 人），合规率 {compliance}（{assessed} 人）；"
        "整改 {items} 项，未销号 {open}，超期 {overdue}；本台账：{counts}。",
        "Coverage {coverage} of {due} people, compliance {compliance} of {assessed} people; "
        "{items} items, {open} open, {overdue} overdue; in this workbook: {counts}.",
    ).format(
        coverage=percent(school.coverage),
        due=school.due,
        compliance=percent(school.compliance),
        assessed=school.assessed,
        items=len(tracker.rows),
        open=len(tracker.open),
        overdue=len(tracker.overdue),
        counts=counted(result.issues),
    )


def collected(result: Result) -> Text:
    """What became of the files, and who is missing."""
    states = Counter(outcome.state for outcome in result.outcomes)
    words = {
        key: _without_symbol(text)
        for key, text in (*RETURN_STATE.words, ("duplicate", Text("重复", "Sent twice")))
        if states[key]
    }
    parts = [(text, states[key]) for key, text in words.items()]
    return Text(
        "收到 {files} 份：{parts}；还有 {missing} 人未交{unreadable}{places}。",
        "{files} files: {parts}; {missing} people have sent none{unreadable}{places}.",
    ).format(
        files=len(result.outcomes),
        parts=Text(
            "，".join(f"{text.zh} {count}" for text, count in parts),
            ", ".join(f"{count} {text.en.lower()}" for text, count in parts),
        ),
        missing=len(result.missing),
        unreadable=_unreadable(len(result.people_in_state("unreadable"))),
        places=_not_looked_into(sum(issue.code.startswith("place.") for issue in result.elsewhere)),
    )


def _unreadable(count: int) -> Text:
    if not count:
        return same("")
    return Text(f"，{count} 人的来件无法识别", f", {count} sent something that cannot be read or attributed")


def _not_looked_into(count: int) -> Text:
    if not count:
        return same("")
    places = "place" if count == 1 else "places"
    return Text(f"；收件箱中有 {count} 处未能查看", f"; {count} {places} in the inbox not looked into")


def waiting(result: Result) -> list[Text]:
    """Who has sent nothing; what came and can't be attributed, and from whom it is likely; whose return went back."""
    lines = []
    if missing := result.missing:
        lines.append(_people(Text("尚未交表 {count} 人：{who}", "Missing, {count} people: {who}"), missing))
    if doubtful := result.ledger.unattributed:
        files = [
            Text(
                "{file}（可能来自 {name} {number}）",
                "{file} (likely from {name}, {number})",
            ).format(file=file, name=who.name, number=who.number)
            if who
            else same(legible(file))
            for file, who in doubtful
        ]
        words = Text(
            "来件无法识别 {count} 份：{files}", "Not readable or not attributable, {count} files: {files}"
        )
        lines.append(words.format(count=len(files), files=listed(files)))
    if back := result.people_in_state("changes_requested"):
        lines.append(_people(Text("退回修改 {count} 人：{who}", "Sent back, {count} people: {who}"), back))
    return lines


def _people(words: Text, people: Sequence[Person]) -> Text:
    """By name as far as a reader can take them in; all of them are on the sheet."""
    named = people[:_NAMED]
    names = [
        Text("{name}（{number}）", "{name} ({number})").format(name=p.name, number=p.number) for p in named
    ]
    if more := len(people) - len(named):
        others = Text("其余 {more} 人见“{sheet}”表", "and {more} more on the sheet {sheet}")
        names.append(others.format(more=more, sheet=SHEET.name))
    return words.format(count=len(people), who=listed(names))


def distributed(counts: tuple[int, int], out: Path) -> Text:
    """`counts`: how many returns were written, and how many stood there already."""
    wrote, same = counts
    return Text(
        "已在 {out} 生成 {wrote} 份自查表" + ("，另有 {same} 份已存在且相同。" if same else "。"),
        "Wrote {wrote} returns to {out}" + ("; {same} were there already." if same else "."),
    ).format(out=str(out), wrote=wrote, same=same)


def documents_written(paths: Sequence[Path], out: Path, why: Text | None = None) -> Text:
    """Which documents stand in the folder now, or why there are none; `why` says why there is no PDF of them."""
    if not paths:
        from softenv_xl.documents.writing import KINDS  # slow to load, and seldom needed

        needs = listed(
            Text("{name}（{needs}）", "{name} ({needs})").format(**kind._asdict()) for kind in KINDS
        )
        return Text(
            "没有可生成的文书。需要有：{needs}。", "There is nothing to write. It would take: {needs}."
        ).format(needs=needs)
    names = listed(path.name for path in paths)
    words = Text(
        "已在 {out} 生成 {names}；模板在其中的“模板”文件夹，可自行修改。",
        "Wrote {names} to {out}; their templates, which you may edit, are in its folder templates.",
    ).format(out=str(out), names=names)
    return Text(f"{words.zh}{why.zh}", f"{words.en} {why.en}") if why else words


def template_checked(name: str, count: int) -> Text:
    """How many faults a template has."""
    if not count:
        return Text("模板 {name} 没有问题。", "The template {name} is in order.").format(name=name)
    return Text(
        "模板 {name} 有 {count} 处要改正。", "The template {name} has {count} faults to correct."
    ).format(name=name, count=count)


def _without_symbol(text: Text) -> Text:
    return Text(*(text(lang).split(" ", 1)[-1] for lang in LANGS))
