"""What the commands say, in the user's language: tables for people, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import issue_listing, sentences, store
from softenv_xl.errors import Stop, file_names, log_of
from softenv_xl.issues import Issue, Severity
from softenv_xl.legible import legible
from softenv_xl.sheets.explanation import whom
from softenv_xl.sheets.result import Result
from softenv_xl.store import Undone
from softenv_xl.terminal import print_json, print_line
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from softenv_xl.appraising import Appraised
    from softenv_xl.exchange.merge.merging import PackMerge
    from softenv_xl.exchange.pack.writing import Pack
    from softenv_xl.exchange.returned import SentBack
    from softenv_xl.history.reading import Entry, Found
    from softenv_xl.hosts.file.upgrade import Addition
    from softenv_xl.open_data.importing import Imported
    from softenv_xl.open_data.writing import Export
    from softenv_xl.passport.keys import Key
    from softenv_xl.publication.writing import Written
    from softenv_xl.sheets.reminders import Reminder

FINE, FOUND, STOPPED = 0, 1, 2
INTERRUPTED = 128
"""Plus the number of the signal that ended the program."""


_NOTHING_KNOWN = Text("没有任何证据。", "There is no evidence.")


@dataclass(frozen=True, slots=True)
class Reporter:
    """Which language to speak, and whether to people or to a program."""

    lang: Lang
    json: bool = False

    def say(self, zh: str, en: str, *names: object) -> None:
        """`names` are those in the words that stay whole at a line's end."""
        if not self.json:
            print_line(Text(zh, en)(self.lang), whole=map(legible, map(str, names)))


def report_created(reporter: Reporter, path: Path) -> None:
    reporter.say(*Text("已新建 {file}。", "Made {file}.").format(file=str(path)), path)


def report_distributed(reporter: Reporter, counts: tuple[int, int], out: Path) -> None:
    """`counts`: how many returns were written, and how many stood there already."""
    reporter.say(*sentences.distributed(counts, out), out)


def report_new_key(reporter: Reporter) -> None:
    """The school had no key on this computer."""
    reporter.say(
        *Text(
            "已为本校生成签发密钥。若另一台电脑签发过，请先从那里导出密钥（softenv-xl key export）并在此导入。",
            "A key was made for the school. If another computer has issued returns, export its key there "
            "(softenv-xl key export) and import it here.",
        )
    )


_KEY_SENTENCES = {
    "exported": Text(
        "已导出密钥 {id}（{since} 生成）到 {place}。请当面交给另一位经办人，导入后删除该文件。",
        "Exported key {id} (made on {since}) to {place}. Hand it over in person, and delete the file once it is imported.",
    ),
    "imported": Text(
        "已导入密钥 {id}（{since} 生成），存于 {place}；今后用它签发。",
        "Imported key {id} (made on {since}); it is kept at {place} and signs from now on.",
    ),
    "shown": Text(
        "现用密钥 {id}（{since} 生成），存于 {place}。",
        "Key {id} (made on {since}) signs now; it is kept at {place}.",
    ),
}


def report_key(reporter: Reporter, what: str, key: Key, place: Path) -> None:
    """`what` was done with it: exported, imported, shown."""
    words = _KEY_SENTENCES[what].format(id=key.id, since=key.since, place=str(place))
    reporter.say(*words, place)


def report_packs(reporter: Reporter, packs: Sequence[Pack], out: Path) -> None:
    """Every pack, with what it holds besides what one sees."""
    if reporter.json:
        return print_json([sentences.pack_record(pack) for pack in packs])
    for pack in packs:
        print_line(sentences.pack_line(pack)(reporter.lang), indent=2, whole=[legible(pack.path.name)])
    reporter.say(*sentences.packs_written(packs, out), out)
    return None


def report_documents(reporter: Reporter, paths: Sequence[Path], out: Path, why: Text | None = None) -> None:
    """Which documents stand in the folder now; `why` says why there is no PDF of them."""
    reporter.say(*sentences.documents_written(paths, out, why), out, *(path.name for path in paths))


def report_template(reporter: Reporter, template: Path, found: Sequence[Text]) -> int:
    """What is wrong with a template, a line each; the exit code is 1 where there is anything."""
    for words in found:
        print_line(words(reporter.lang), indent=2, symbol="✗")
    reporter.say(*sentences.template_checked(template.name, len(found)), template.name)
    return FOUND if found else FINE


def report_bulletin(reporter: Reporter, written: Written, out: Path) -> int:
    """Where the bulletin is, and each row that was held back; the exit code as for `issues`."""
    if reporter.json:
        print_json([issue.as_record(reporter.lang) for issue in written.held_back])
        return _exit_code(written.held_back)
    issue_listing.list_issues(list(written.held_back), reporter.lang)
    reporter.say(*sentences.bulletin_written(written, out), out)
    return _exit_code(written.held_back)


def report_exported(reporter: Reporter, made: Export, out: Path) -> None:
    reporter.say(*sentences.exported(made, out), out)


def report_imported(reporter: Reporter, read: Imported, path: Path, *, changed: bool) -> int:
    """What is wrong with the files, and what was written; the exit code as for `issues`."""
    if reporter.json:
        print_json([issue.as_record(reporter.lang) for issue in read.issues])
        return _exit_code(read.issues)
    issue_listing.list_issues(list(read.issues), reporter.lang)
    reporter.say(*sentences.imported(read, path.name, changed=changed), path.name)
    return _exit_code(read.issues)


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
        return _exit_code(found)
    late = None if verbose else issue_listing.late(found)
    issue_listing.list_issues(
        [issue for issue in found if not (late and issue.kind is issue_listing.COUNTED)], reporter.lang
    )
    if late:
        reporter.say(*late)
    return _summed_up(reporter, found)


def report_result(reporter: Reporter, result: Result, *, changed: bool, verbose: bool = False) -> int:
    """What became of the files, who is missing, what is wrong: what is new in full, all else as numbers unless
    `verbose`; the exit code as for `issues`.
    """
    found = result.all_issues
    if reporter.json:
        print_json([issue.as_record(reporter.lang) for issue in found])
        return _exit_code(found)
    show = issue_listing.list_everything if verbose else issue_listing.list_attention
    show(result, reporter.lang)
    if result.outcomes or result.elsewhere:
        reporter.say(*sentences.collected(result))
    code = _summed_up(reporter, found)
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
        return _exit_code(result.all_issues)
    issue_listing.list_attention(result, reporter.lang)
    reporter.say(*sentences.appraised(appraised))
    code = _summed_up(reporter, result.all_issues)
    if not appraised.changed:
        reporter.say(*sentences.UP_TO_DATE)
    return code


def report_sent_back(reporter: Reporter, done: SentBack, out: Path) -> int:
    """How many copies there are, and which returns have to go another way; the exit code is 1 where there are any."""
    if reporter.json:
        print_json(sentences.sent_back_records(done, reporter.lang))
    reporter.say(*sentences.sent_back(done, out), out)
    for words in sentences.without_copy(done):
        reporter.say(*words, *(one.mend.file for one in done.uncopied))
    return FOUND if done.uncopied or done.uncollected else FINE


def report_reminders(reporter: Reporter, found: Sequence[Reminder]) -> int:
    """Whom to remind of what; the exit code is 1 where there is anybody."""
    if reporter.json:
        print_json([sentences.reminder_record(one, reporter.lang) for one in found])
    else:
        for indent, words in sentences.reminder_lines(found):
            print_line(words(reporter.lang), indent=indent)
    reporter.say(*sentences.to_remind(found))
    return FOUND if found else FINE


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


def report_merged(reporter: Reporter, what: PackMerge) -> int:
    """What was merged and what is wrong with the packs; of a dry run every change. The exit code as for `issues`."""
    if reporter.json:
        lines = [sentences.merge_record(line, reporter.lang) for line in what.lines]
        print_json([*lines, *({"what": "issue", **issue.as_record(reporter.lang)} for issue in what.issues)])
        return _exit_code(what.issues)
    issue_listing.list_issues(list(what.issues), reporter.lang)
    for words in sentences.merge_lines(what) if what.dry_run else ():
        print_line(words(reporter.lang), indent=2)
    reporter.say(*sentences.merged(what))
    if not what.changed and not what.dry_run:
        reporter.say(*sentences.UP_TO_DATE)
    return _exit_code(what.issues)


def _summed_up(reporter: Reporter, found: Sequence[Issue]) -> int:
    zh, en = sentences.counted(found)
    reporter.say(f"{zh}。", f"{en.capitalize()}.")
    return _exit_code(found)


def _exit_code(found: Sequence[Issue]) -> int:
    grave = any(issue.severity in (Severity.ERROR, Severity.WARNING) for issue in found)
    return FOUND if grave else FINE


@contextmanager
def progress(reporter: Reporter, total: int) -> Iterator[Callable[[int, int], None]]:
    """A bar on stderr while files are read; nothing where no one watches. What it yields is told how many are done, of how
    many.
    """
    if reporter.json or not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.console import Console  # slow to load
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(Text("检查自查表", "Checking returns")(reporter.lang), total=total)
        yield lambda done, of: bar.update(task, completed=done, total=of)


def report_stop(stop: Stop, lang: Lang) -> int:
    """What the operator has to put right; and what was done all the same before that was found."""
    _print_error(f"{stop.sentence(lang)} [{stop.code}]", *file_names(stop.arguments))
    if store.written():
        print_line(sentences.changed(store.written())(lang), indent=2, whole=_written(), to="stderr")
    return STOPPED


def report_crash(error: BaseException, lang: Lang, *, known: bool) -> int:
    """Something nobody foresaw: one sentence, and the file that has the details. `known`: whatever this command
    writes goes through the store. A file or folder that the system refuses needs no log.
    """
    if refused := store.refused(error):
        return report_stop(refused, lang)
    log = log_of(error)
    _print_error(sentences.crashed(_changed(known=known), log)(lang), log, *_written())
    return STOPPED


def report_interrupt(signal: int, lang: Lang, *, known: bool) -> int:
    """Somebody ended the program: Ctrl-C, a system that shuts down, a terminal that was closed."""
    _print_error(sentences.interrupted(_changed(known=known))(lang), *_written())
    return INTERRUPTED + signal


def report_unprintable(error: OSError, lang: Lang) -> None:
    """The work is done, and what it came to is lost; the exit code is the work's."""
    words = Text(
        "结果无法输出：{reason}。工作本身已完成，退出码照常。",
        "What was to be printed could not be written: {reason}. The work itself is done, and the exit code is that "
        "of the work.",
    )
    _print_error(words.format(reason=store.reason(error))(lang))


def _changed(*, known: bool) -> Text:
    written = store.written()
    return sentences.changed(written) if known or written else sentences.NOT_KNOWN


def _written() -> list[str]:
    return [legible(part) for one in store.written() for part in (one.path, one.path.parent)]


def _print_error(words: str, *names: str) -> None:
    print_line(f"✗ {words}", whole=names, to="stderr")
