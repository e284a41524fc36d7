"""Drafts as a folder of .eml files, with a page that lists them: for mail programs on this computer, and for people who
write by web mail and attach by hand.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from email import message_from_bytes
from email.policy import default
from pathlib import Path

from softenv_xl import store
from softenv_xl.legible import storable
from softenv_xl.mail.sending.dispatch import Begin
from softenv_xl.mail.sending.index_page import Listed, index_page
from softenv_xl.mail.sending.kinds import State, Way
from softenv_xl.mail.sending.mail_ledger import Entry
from softenv_xl.mail.sending.names import attachment_name
from softenv_xl.mail.sending.plan import Mail
from softenv_xl.registers.people import Person
from softenv_xl.words import Lang, Text

FOLDER = Text("待发邮件", "drafts")
"""The folder beside a control workbook that .eml files are put into."""

KINDS: Mapping[str, Text] = {
    "returns": Text("自查表", "returns"),
    "packs": Text("部门分表", "packs"),
    "reminders": Text("催办", "reminders"),
    "returned": Text("退回修改", "returned"),
    "slips": Text("督办单", "slips"),
}
"""The folders in it, each with its day."""

INDEX = "index.html"


def folder_for(what: str, day: date, lang: Lang) -> Path:
    """Where that day's drafts of a kind go, from the control workbook's folder on."""
    return Path(storable(FOLDER(lang))) / storable(f"{KINDS[what](lang)} {day.isoformat()}")


class EmlWay:
    """The way into one folder of files."""

    name: Way = "eml"
    done: State = "drafted"

    def __init__(self, folder: Path, beside: Path) -> None:
        """`beside` is the control workbook's folder, in which `folder` lies: the ledger goes by it, wherever it is moved."""
        self._folder, self._beside = folder, beside

    def deliver(self, mail: Mail, content: bytes, begin: Begin) -> None:
        """Under the first name that is free; an earlier draft of the same thing goes, so that nobody finds two of it.

        Raises Stop: file.not-writable.
        """
        with store.making(self._folder):
            path = self._place(mail, message_from_bytes(content)["Message-ID"])
            begin(path.relative_to(self._beside).as_posix())
            # Until the new one is there, the ledger says that nobody knows; the next run looks.
            path.unlink(missing_ok=True)
            store.create(path, content)

    def found(self, entries: Iterable[Entry]) -> list[Entry]:
        """Those of the entries whose file is there: it is whole as soon as it is."""
        return [entry for entry in entries if (self._beside / entry.place).is_file()]

    def _place(self, mail: Mail, identity: str) -> Path:
        name = attachment_name(f"{mail.number}_{mail.name}")
        number = 1
        while True:
            path = self._folder / storable(f"{name}.eml" if number == 1 else f"{name} ({number}).eml")
            if not path.exists() or _message_id(path) == identity:
                return path
            number += 1


def finish(folder: Path, entries: Iterable[Entry], people: Mapping[str, Person], lang: Lang) -> Path | None:
    """Puts beside every draft the file that it holds, and the page that lists them all; where the page is.

    `entries` say whose each draft is, by its file's name. Raises Stop as the store does.
    """
    whose = {Path(entry.place).name: entry.number for entry in entries if entry.place}
    paths = sorted(folder.glob("*.eml")) if folder.is_dir() else []
    if not paths:
        return None
    listed = [_listed(path, people.get(whose.get(path.name, ""))) for path in paths]
    path, page = folder / INDEX, index_page(listed, lang).encode("utf-8")
    if path.exists():
        store.replace(store.read(path), page)
    else:
        store.create(path, page)
    return path


def _message_id(path: Path) -> str | None:
    return message_from_bytes(store.read(path).content)["Message-ID"]


def _listed(path: Path, person: Person | None) -> Listed:
    mail = message_from_bytes(store.read(path).content, policy=default)
    part = next(iter(mail.iter_attachments()), None)
    body = mail.get_body(("plain",))
    name = part.get_filename() if part else None
    attached = ""
    if part and name:
        attached = f"{path.stem}{Path(name).suffix}"
        _put_beside(path.with_name(attached), part.get_content())
    return Listed(
        person.number if person else "",
        person.name if person else "",
        person.department if person else "",
        str(mail["To"] or ""),
        str(mail["Cc"] or ""),
        str(mail["Subject"] or ""),
        body.get_content().replace("\r\n", "\n") if body else "",
        name or "",
        attached,
        path.name,
    )


def _put_beside(path: Path, content: bytes) -> None:
    """The draft has it too, so that nothing is lost where another file stands there already: it is left as it is."""
    if not path.exists():
        store.create(path, content)
