"""What went to departments and teachers, what came back, and the key that it was signed with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import issue_listing, sentences
from softenv_xl.legible import legible
from softenv_xl.reporting.reporter import FINE, FOUND, Reporter, exit_code
from softenv_xl.terminal import print_json, print_line
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.exchange.merge.merging import PackMerge
    from softenv_xl.exchange.pack.writing import Pack
    from softenv_xl.exchange.returned import SentBack
    from softenv_xl.passport.keys import Key
    from softenv_xl.sheets.reminders import Reminder


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


def report_new_key(reporter: Reporter) -> None:
    """The school had no key on this computer."""
    reporter.say(*sentences.KEY_MADE)


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


def report_merged(reporter: Reporter, what: PackMerge) -> int:
    """What was merged and what is wrong with the packs; of a dry run every change. The exit code as for `issues`."""
    if reporter.json:
        lines = [sentences.merge_record(line, reporter.lang) for line in what.lines]
        print_json([*lines, *({"what": "issue", **issue.as_record(reporter.lang)} for issue in what.issues)])
        return exit_code(what.issues)
    issue_listing.list_issues(list(what.issues), reporter.lang)
    for words in sentences.merge_lines(what) if what.dry_run else ():
        print_line(words(reporter.lang), indent=2)
    reporter.say(*sentences.merged(what))
    if not what.changed and not what.dry_run:
        reporter.say(*sentences.UP_TO_DATE)
    return exit_code(what.issues)


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
