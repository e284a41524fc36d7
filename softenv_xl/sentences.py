"""What a run came to, in one sentence with numbers, for status bars, message boxes and terminals alike."""

from __future__ import annotations

import locale
import os
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from softenv_xl.issues import Severity
from softenv_xl.legible import legible
from softenv_xl.registers.tracker_counts import TrackerCounts
from softenv_xl.registers.words import RETURN_STATE
from softenv_xl.words import LANGS, Lang, Text, percent, same

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from softenv_xl.hosts.file.upgrade.addition import Addition
    from softenv_xl.hosts.live.workbook import UndoResult
    from softenv_xl.issues import Issue
    from softenv_xl.registers.people import Person
    from softenv_xl.sheets.result import Result
    from softenv_xl.store import Written

DUPLICATE = Text("= 重复文件，已忽略", "= Same file again, ignored")
UP_TO_DATE = Text("总台账已是最新，未作改动。", "The control workbook was up to date; nothing was changed.")
NO_ISSUES = Text("没有发现问题。", "No issues found.")


def users_language() -> Lang:
    """The language of the user's system, for messages that come before a workbook tells."""
    words = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    name = next(filter(None, words), "") or locale.getlocale()[0] or ""
    return "zh" if name.lower().startswith(("zh", "chinese")) else "en"


def counted(issues: Sequence[Issue]) -> Text:
    """How many issues of each severity."""
    counts = {severity: sum(issue.severity is severity for issue in issues) for severity in Severity}
    return Text(
        "错误 {error}，警告 {warning}，提示 {note}", "errors {error}, warnings {warning}, notes {note}"
    ).format(**{severity.value: count for severity, count in counts.items()})


def highlighted(result: Result) -> Text:
    """The control workbook was checked and its issues listed."""
    if not result.issues:
        return NO_ISSUES
    return Text(
        "发现{counts}，已列入“问题清单”。",
        "Found {counts}; see the sheet Issues.",
    ).format(counts=counted(result.issues))


def validated(issues: Sequence[Issue]) -> Text:
    """A workbook was checked by itself; the first issue is shown, as it has no list of them."""
    if not issues:
        return NO_ISSUES
    return Text("发现{counts}。{first}", "Found {counts}. {first}").format(
        counts=counted(issues), first=issue_text(issues[0])
    )


def issue_text(issue: Issue) -> Text:
    """One issue with its place and remedy."""
    place = " ".join(legible(part) for part in (issue.place.sheet, issue.place.cell) if part)
    text = Text(f"{issue.message('zh')}{issue.remedy('zh')}", f"{issue.message('en')} {issue.remedy('en')}")
    return Text(*(f"{place}: {text(lang)}" for lang in LANGS)) if place else text


def at_issue(number: int, count: int, issue: Issue, *, hidden: bool) -> Text:
    """Which of the issues is selected now; `hidden` when its row can't be seen."""
    return Text(
        "第 {number} 个，共 {count} 个{hidden}。{issue}", "Issue {number} of {count}{hidden}. {issue}"
    ).format(
        number=number,
        count=count,
        hidden=Text("（该行被隐藏或筛选掉）", " (its row is hidden or filtered out)") if hidden else "",
        issue=issue_text(issue),
    )


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
        places=_not_looked_into(len(result.elsewhere)),
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
    listed = []
    if missing := result.missing:
        listed.append(_people(Text("尚未交表 {count} 人：{who}", "Missing, {count} people: {who}"), missing))
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
        listed.append(words.format(count=len(files), files=_joined(files)))
    if back := result.people_in_state("changes_requested"):
        listed.append(_people(Text("退回修改 {count} 人：{who}", "Sent back, {count} people: {who}"), back))
    return listed


def _people(words: Text, people: Sequence[Person]) -> Text:
    names = [
        Text("{name}（{number}）", "{name} ({number})").format(name=p.name, number=p.number) for p in people
    ]
    return words.format(count=len(people), who=_joined(names))


def _joined(parts: Sequence[Text]) -> Text:
    return Text("、".join(part.zh for part in parts), ", ".join(part.en for part in parts))


def distributed(counts: tuple[int, int], out: Path) -> Text:
    """`counts`: how many returns were written, and how many stood there already."""
    wrote, same = counts
    return Text(
        "已在 {out} 生成 {wrote} 份自查表" + ("，另有 {same} 份已存在且相同。" if same else "。"),
        "Wrote {wrote} returns to {out}" + ("; {same} were there already." if same else "."),
    ).format(out=str(out), wrote=wrote, same=same)


def additions(found: Sequence[Addition]) -> list[Text]:
    """What an upgrade does, a line for each kind of thing on each sheet."""
    lines: dict[tuple[str, str], list[Addition]] = {}
    for one in found:
        lines.setdefault((one.sheet, one.kind if one.done else f"{one.kind} {one.what}"), []).append(one)
    return [_together(several) for several in lines.values()]


def _together(several: Sequence[Addition]) -> Text:
    zh, en = ("、".join(one.what for one in several), ", ".join(one.what for one in several))
    first = several[0]
    return Text(replace(first, what=zh).sentence("zh"), replace(first, what=en).sentence("en"))


def upgraded(file: str, found: Sequence[Addition], *, dry_run: bool) -> Text:
    """How an upgrade ended."""
    count = sum(one.done for one in found)
    stay = len(found) - count
    if not count:
        words = Text(
            f"{file} 已是最新版本，无需升级。", f"{file} is up to date; there is nothing to upgrade."
        )
    elif dry_run:
        words = Text(
            f"以上 {count} 处将会改动；现在没有写入。", f"That is {count} changes; nothing was written."
        )
    else:
        words = Text(
            f"已升级 {file}，共 {count} 处；“softenv-xl undo”可恢复原样。",
            f"Upgraded {file}: {count} changes. “softenv-xl undo” brings the old one back.",
        )
    if not stay:
        return words
    return Text(
        f"{words.zh}{stay} 处保持原样，原因见“softenv-xl upgrade --dry-run”。",
        f"{words.en} {stay} stay as they are; “softenv-xl upgrade --dry-run” says why.",
    )


def undone(back: UndoResult) -> Text:
    """Which run was undone, and what was left because people changed it since."""
    done = Text(
        "已撤销 {at} 的“{title}”，还原 {restored} 处",
        "Took back “{title}” of {at}, {restored} changes",
    ).format(at=f"{back.at:%H:%M}", title=back.title, restored=back.restored)
    left = Text("；其后改过的 {left} 处保留不变", "; left {left} that were changed since").format(
        left=back.skipped
    )
    return Text(
        *(
            f"{done(lang)}{left(lang) if back.skipped else ''}{stop}"
            for lang, stop in zip(LANGS, "。.", strict=True)
        )
    )


def crashed(what: Text, log: str) -> Text:
    """Something nobody foresaw: `what` has been changed all the same, and the file that has the details."""
    return Text(
        "程序内部出错。{what}请把 {log} 发给维护人员。",
        "The program failed. {what} Please send {log} to the maintainers.",
    ).format(what=what, log=log)


def interrupted(what: Text) -> Text:
    """Somebody ended the program before it was done."""
    return Text("已中止。{what}", "Stopped. {what}").format(what=what)


NOTHING = Text("未作任何改动。", "Nothing was changed.")
NOT_KNOWN = Text("改动是否已完成，请自行查看。", "Please look how much of it was done.")
CHANGED = Text(
    "工作簿已改动；可用“撤销”恢复。",
    "The workbook was changed before; “Undo” takes that back.",
)
UNSAVED = Text(
    "工作簿已改动，尚未保存。",
    "The workbook was changed before, and isn't saved yet.",
)


def changed(written: Sequence[Written]) -> Text:
    """What is on the disk of a command that ended before its time, and how to take it back or go on."""
    made = [one for one in written if one.kind == "created"]
    for one in reversed(written):
        if one.kind == "replaced":
            return Text(
                "{file} 在此之前已写入；可用“softenv-xl undo”撤销。",
                "{file} had been written before; “softenv-xl undo” takes that back.",
            ).format(file=str(one.path))
        if one.kind == "undone":
            return Text(
                "{file} 在此之前已恢复到上一次写入之前。",
                "{file} had been brought back to what it was before its last write.",
            ).format(file=str(one.path))
    if len(made) == 1:
        return Text("在此之前已新建 {file}。", "{file} had been made before.").format(file=str(made[0].path))
    if made:
        return Text(
            "在此之前已在 {folder} 新建 {count} 个文件，均完整；再运行一次即补齐其余。",
            "{count} files had been made in {folder} before, each of them whole; run it again for the rest.",
        ).format(folder=str(made[-1].path.parent), count=len(made))
    return NOTHING


def _without_symbol(text: Text) -> Text:
    return Text(*(text(lang).split(" ", 1)[-1] for lang in LANGS))
