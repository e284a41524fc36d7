"""Issues in a sentence: how many, and what one of them says."""

from __future__ import annotations

import locale
import os
from typing import TYPE_CHECKING

from softenv_xl.issues import Severity
from softenv_xl.legible import legible
from softenv_xl.words import LANGS, Lang, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.issues import Issue
    from softenv_xl.sheets.result import Result


DUPLICATE = Text("= 重复文件，已忽略", "= Same file again, ignored")
UP_TO_DATE = Text("总台账已是最新，未作改动。", "The control workbook was up to date; nothing was changed.")
NO_ISSUES = Text("没有发现问题。", "No issues found.")


def with_news(words: Text, *, changed: bool) -> Text:
    """What a run came to, and that it changed nothing where it didn't."""
    return words if changed else Text(f"{words.zh}{UP_TO_DATE.zh}", f"{words.en} {UP_TO_DATE.en}")


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
