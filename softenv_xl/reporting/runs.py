"""What came of a run on a control workbook, and what is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import issue_listing, sentences
from softenv_xl.errors import Stop
from softenv_xl.issues import Issue
from softenv_xl.reporting.reporter import Reporter, exit_code, summed_up
from softenv_xl.sheets.explanation import whom
from softenv_xl.sheets.result import Result
from softenv_xl.store import Undone
from softenv_xl.terminal import print_json, print_line
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.appraising import Appraised
    from softenv_xl.history.reading import Entry, Found
    from softenv_xl.hosts.file.upgrade import Addition

_NOTHING_KNOWN = Text("没有任何证据。", "There is no evidence.")


def report_created(reporter: Reporter, path: Path) -> None:
    reporter.say(*Text("已新建 {file}。", "Made {file}.").format(file=str(path)), path)


def report_distributed(reporter: Reporter, counts: tuple[int, int], out: Path) -> None:
    """`counts`: how many returns were written, and how many stood there already."""
    reporter.say(*sentences.distributed(counts, out), out)


def report_undone(reporter: Reporter, what: Undone) -> None:
    words = Text("已撤销 {time} 对 {file} 的写入。", "Undid the write of {file} at {time}.")
    reporter.say(*words.format(time=f"{what.written:%Y-%m-%d %H:%M}", file=what.path.name), what.path.name)


def report_upgraded(reporter: Reporter, path: Path, additions: Sequence[Addition], *, dry_run: bool) -> None:
    """Everything that was done to the workbook, or would be, sheet by sheet."""
    if reporter.json:
        return print_json([addition.as_record(reporter.lang) for addition in additions])
    for words in sentences.additions(additions):
        print_line(words(reporter.lang), indent=2)
    reporter.say(*sentences.upgraded(path.name, additions, dry_run=dry_run))
    return None


def report_why(reporter: Reporter, result: Result, who: str, entry: str | None) -> None:
    """What is behind somebody's cells of the matrix: that of the `entry`, or all of which anything is known.

    Raises Stop: why.nobody, why.several, why.no-entry.
    """
    heading, every = whom(result, who)
    wanted = result.control.rulebook.entry_of(entry) if entry else None
    if entry and wanted is None:
        raise Stop("why.no-entry", name=entry)
    shown = [one for one in every if (one.entry == wanted if wanted else one.evidence)]
    if reporter.json:
        return print_json([sentences.explanation_record(one, reporter.lang) for one in shown])
    print_line(heading(reporter.lang))
    for one in shown:
        for indent, words in sentences.explanation_lines(one):
            print_line(words(reporter.lang), indent=2 + indent)
    if not shown:
        print_line(_NOTHING_KNOWN(reporter.lang), indent=2)
    return None


def report_issues(reporter: Reporter, found: Sequence[Issue], *, verbose: bool = False) -> int:
    """Prints the issues, but late returns only as a number unless `verbose`; the exit code is 1 when there is
    an error or a warning among them.
    """
    if reporter.json:
        print_json([issue.as_record(reporter.lang) for issue in found])
        return exit_code(found)
    late = None if verbose else issue_listing.late(found)
    issue_listing.list_issues(
        [issue for issue in found if not (late and issue.kind is issue_listing.COUNTED)], reporter.lang
    )
    if late:
        reporter.say(*late)
    return summed_up(reporter, found)


def report_result(reporter: Reporter, result: Result, *, changed: bool, verbose: bool = False) -> int:
    """What became of the files, who is missing, what is wrong: what is new in full, all else as numbers unless
    `verbose`; the exit code as for `issues`.
    """
    found = result.all_issues
    if reporter.json:
        print_json([issue.as_record(reporter.lang) for issue in found])
        return exit_code(found)
    show = issue_listing.list_everything if verbose else issue_listing.list_attention
    show(result, reporter.lang)
    if result.outcomes or result.elsewhere:
        reporter.say(*sentences.collected(result))
    code = summed_up(reporter, found)
    for words in sentences.waiting(result):
        reporter.say(*words, *(file for file, _ in result.ledger.unattributed))
    if not changed:
        reporter.say(*sentences.UP_TO_DATE)
    return code


def report_appraised(reporter: Reporter, appraised: Appraised) -> int:
    """What was counted, and what is wrong with the files and the workbook; the exit code as for `issues`."""
    result = appraised.result
    if reporter.json:
        print_json([issue.as_record(reporter.lang) for issue in result.all_issues])
        return exit_code(result.all_issues)
    issue_listing.list_attention(result, reporter.lang)
    reporter.say(*sentences.appraised(appraised))
    code = summed_up(reporter, result.all_issues)
    if not appraised.changed:
        reporter.say(*sentences.UP_TO_DATE)
    return code


def report_history(reporter: Reporter, entries: Sequence[Entry]) -> None:
    """Every run, the latest last."""
    if reporter.json:
        return print_json([sentences.history_record(entry, reporter.lang) for entry in entries])
    for entry in entries:
        print_line(sentences.history_line(entry)(reporter.lang))
    if not entries:
        reporter.say(*sentences.NO_HISTORY)
    return None


def report_changes(reporter: Reporter, found: Sequence[Found]) -> None:
    """Every change of what was asked about, the latest last."""
    if reporter.json:
        return print_json([sentences.change_record(one, reporter.lang) for one in found])
    for one in found:
        by, what = sentences.change_lines(one)
        print_line(by(reporter.lang))
        print_line(what(reporter.lang), indent=2)
    if not found:
        reporter.say(*sentences.NO_CHANGES)
    return None
