"""What was written for people outside the office, and what was read back."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import issue_listing, sentences
from softenv_xl.reporting.reporter import FINE, FOUND, Reporter, exit_code
from softenv_xl.terminal import print_json, print_line
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.open_data.importing import Imported
    from softenv_xl.open_data.writing import Export
    from softenv_xl.publication.writing import Written


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
        return exit_code(written.held_back)
    issue_listing.list_issues(list(written.held_back), reporter.lang)
    reporter.say(*sentences.bulletin_written(written, out), out)
    return exit_code(written.held_back)


def report_exported(reporter: Reporter, made: Export, out: Path) -> None:
    reporter.say(*sentences.exported(made, out), out)


def report_imported(reporter: Reporter, read: Imported, path: Path, *, changed: bool) -> int:
    """What is wrong with the files, and what was written; the exit code as for `issues`."""
    if reporter.json:
        print_json([issue.as_record(reporter.lang) for issue in read.issues])
        return exit_code(read.issues)
    issue_listing.list_issues(list(read.issues), reporter.lang)
    reporter.say(*sentences.imported(read, path.name, changed=changed), path.name)
    return exit_code(read.issues)
