"""Issues and files as people read them in a terminal: a block for each file, a line for each issue, nothing cut."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from softenv_xl import catalogue, sentences
from softenv_xl.errors import file_names
from softenv_xl.issues import Severity
from softenv_xl.legible import legible
from softenv_xl.registers.words import RETURN_STATE
from softenv_xl.terminal import print_line
from softenv_xl.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from softenv_xl.intake.ledger import Outcome
    from softenv_xl.issues import Issue
    from softenv_xl.sheets.result import Result
    from softenv_xl.words import Lang

# Okabe-Ito hues: distinguished by colour-blind people too; the symbol before says the same.
_STYLE = {Severity.ERROR: "#d55e00", Severity.WARNING: "#e69f00", Severity.NOTE: "#0072b2"}
_KNOWN = Text("（以前已收）", " (received before)")
_INDENT = 2

# True of so many returns, and nobody's to mend: told as a number, unless somebody asks for each.
COUNTED = catalogue.RETURN_LATE


def list_issues(found: Iterable[Issue], lang: Lang, after: Mapping[str, Text] | None = None) -> None:
    """A block for each file, in the order in which they come; `after` says more behind a file's name."""
    for file, theirs in groupby(found, key=lambda issue: issue.place.file):
        more = after.get(file) if after else None
        print_line(legible(file) + (f"  {more(lang)}" if more else ""), whole=[legible(file)])
        for issue in theirs:
            symbol = f"{issue.severity.symbol} "
            shown = sentence(issue, lang)
            print_line(
                shown,
                indent=_INDENT,
                symbol=symbol,
                style=_STYLE[issue.severity],
                whole=file_names(issue.arguments),
            )


def sentence(issue: Issue, lang: Lang) -> str:
    """`Problems G5: what is wrong. What to do. [code]`"""
    return f"{sentences.issue_text(issue)(lang)} [{issue.code}]"


def list_everything(result: Result, lang: Lang) -> None:
    """Every file with what became of it, and every issue."""
    for outcome in result.outcomes:
        print_line(_outcome(outcome, lang), whole=[outcome.file])
    list_issues(result.all_issues, lang)


def list_attention(result: Result, lang: Lang) -> None:
    """What is new since the last run and wants somebody: the rest is reported as numbers."""
    fresh = result.fresh_returns
    states = {one.file: _state(one) for one in result.outcomes if one.state != "accepted"}
    shown = [issue for issue in result.issues_of(fresh) if issue.kind is not COUNTED]
    list_issues((*result.issues, *result.elsewhere), lang)
    list_issues(shown, lang, states)
    for words in _numbers(result, shown):
        print_line(words(lang))


def late(found: Sequence[Issue]) -> Text | None:
    """How many returns were late, where those aren't listed."""
    count = sum(issue.kind is COUNTED for issue in found)
    if not count:
        return None
    return Text(f"逾期 {count} 份（--verbose 逐份列出）。", f"{count} came late (--verbose lists them).")


def _numbers(result: Result, shown: Sequence[Issue]) -> Iterator[Text]:
    known = len(result.returns) - len(result.fresh_returns)
    if known and known == len(result.returns):
        yield Text(
            f"{known} 份文件以前都已收过，没有新文件。",
            f"All {known} files were received before; none is new.",
        )
    elif known:
        yield Text(f"另有 {known} 份以前已收。", f"Besides, {known} files were received before.")
    came_late = late([issue for checked in result.fresh_returns for issue in checked.issues])
    if came_late:
        yield came_late


def _state(outcome: Outcome) -> Text:
    if outcome.state == "duplicate":
        return sentences.DUPLICATE
    state = dict(RETURN_STATE.words)[outcome.state]
    return Text(f"{state.zh}，{outcome.note.zh}", f"{state.en}, {outcome.note.en}") if outcome.note else state


def _outcome(outcome: Outcome, lang: Lang) -> str:
    known = _KNOWN(lang) if outcome.known and outcome.state != "duplicate" else ""
    counts = [
        Text(f"{zh} {count}", f"{en} {count}")(lang)
        for zh, en, count in (("错误", "errors", outcome.errors), ("警告", "warnings", outcome.warnings))
        if count
    ]
    parts = (outcome.file, _state(outcome)(lang) + known, outcome.person or "", *counts)
    return "  ".join(map(legible, filter(None, parts)))
