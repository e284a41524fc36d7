"""Finds what there is to be sent: the folders beside the control workbook, and what follows from the workbook itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from softenv_xl.gate.limits import RETURN
from softenv_xl.intake.delivery import OUTBOX
from softenv_xl.issues import Issue
from softenv_xl.legible import storable
from softenv_xl.mail.sending import letters
from softenv_xl.mail.sending.attachments import Recognise, Seen, pack_of, recognised, return_of
from softenv_xl.mail.sending.kinds import What
from softenv_xl.mail.sending.letters import Drafted, Found
from softenv_xl.mail.sending.message import Attachment
from softenv_xl.mail.sending.names import attachment_name
from softenv_xl.sheets.reminders import reminders
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text


class Around(NamedTuple):
    """What the letters come from: the control workbook's place and what it came to, the day that mails bear, how often each
    was reminded before, by staff number. With `dry_run` nothing is written.
    """

    workbook: Path
    result: Result
    dated: date
    reminded: Mapping[str, int]
    seen: Seen = None
    dry_run: bool = False


class Source(NamedTuple):
    """The letters of one kind, and the folder in which their files were looked for."""

    drafted: Drafted
    folder: str


def source(what: What, around: Around) -> Source:
    """Everything of that kind."""
    return _SOURCES[what](around)


def _returns(around: Around) -> Source:
    found = _recognised(OUTBOX, around, return_of(around.result.control))
    return _with(found, letters.returns(around.result, found.files))


def _returned(around: Around) -> Source:
    from softenv_xl.exchange.returned import FOLDER  # slow to load, and only this needs it

    found = _recognised(FOLDER, around, return_of(around.result.control, issued=False))
    return _with(found, letters.returned(around.result, found.files))


def _packs(around: Around) -> Source:
    from softenv_xl.exchange.pack.writing import FOLDER  # slow to load, and only this needs it
    from softenv_xl.exchange.passport.record import issuance_of

    control = around.result.control
    control = replace(control, passports=issuance_of(control, around.workbook))
    found = _recognised(FOLDER, around, pack_of(control, around.workbook))
    return _with(found, letters.packs(around.result, found.files))


def _reminders(around: Around) -> Source:
    found = reminders(around.result)
    return Source(letters.reminders(around.result, found, around.reminded, around.dated), "")


def _slips(around: Around) -> Source:
    """They are made here: the document with all of them isn't for any one person."""
    from softenv_xl.documents.slips import write_slips  # slow to load, and only this needs it
    from softenv_xl.documents.writing import FOLDER

    out = _folder(FOLDER, around)
    made = [
        (slip.row, Found(str(slip.path), Attachment(attachment_name(slip.path.name), slip.content)))
        for slip in write_slips(around.result, out, dry_run=around.dry_run)
    ]
    return Source(letters.slips(around.result, made), out.name)


class _Files(NamedTuple):
    files: dict[str, list[Found]]
    issues: tuple[Issue, ...]
    folder: str


def _recognised(name: Text, around: Around, whose: Recognise) -> _Files:
    folder = _folder(name, around)
    return _Files(*recognised(folder, RETURN, whose, around.seen), folder.name)


def _with(found: _Files, drafted: Drafted) -> Source:
    return Source(drafted._replace(issues=(*drafted.issues, *found.issues)), found.folder)


def _folder(name: Text, around: Around) -> Path:
    """The folder under its name in the workbook's language, or in the other where only that is there."""
    beside, lang = around.workbook.parent, around.result.control.lang
    own = beside / storable(name(lang))
    other = beside / storable(name("en" if lang == "zh" else "zh"))
    return other if other.is_dir() and not own.is_dir() else own


_SOURCES: dict[What, Callable[[Around], Source]] = {
    "returns": _returns,
    "packs": _packs,
    "reminders": _reminders,
    "returned": _returned,
    "slips": _slips,
}
