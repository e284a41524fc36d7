"""What came by mail, or packed, and is needed once more is put where the next command finds it: departments' packs for the
merge, and returns that need changes for sending them back. Nobody has to save an attachment by hand.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl import mail_catalogue, regular_files, store
from softenv_xl.errors import Stop
from softenv_xl.gate.limits import MB, RETURN
from softenv_xl.grid.cell import display_text
from softenv_xl.hosts.returns import stem_of
from softenv_xl.intake.places import INBOX, RETURNED_PACKS, folders_named
from softenv_xl.issues import Issue
from softenv_xl.issues import Place as IssuePlace
from softenv_xl.legible import storable
from softenv_xl.passport.verification import Verdict

if TYPE_CHECKING:
    from softenv_xl.control.workbook import Control
    from softenv_xl.intake.returns import CheckedReturn, Delivery
    from softenv_xl.words import Text

# Some two thousand files: beyond that it is only told what they are, as of files in a folder.
_MOST = 128 * MB
_DIGITS = 8  # of the fingerprint: a file of that name is this one, or what somebody has made of it
_NAMED = ("number", "name")


class _Held(NamedTuple):
    folder: Text
    name: str
    content: bytes
    file: str
    department: str = ""


class Keeper:
    """Keeps files of one run beside the control workbook at `path`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._control: Control | None = None
        self._held: dict[str, _Held] = {}
        self._left = _MOST

    def knows(self, control: Control) -> None:
        """The workbook as it was read."""
        self._control = control

    def look(self, delivery: Delivery, checked: CheckedReturn) -> bool:
        """Holds what is needed once more. True for a pack: it is none of the ledger's business."""
        copy, book = delivery.copy, delivery.book
        if copy is None or book is None or self._control is None or checked.state == "accepted":
            return False
        if checked.form:
            who = checked.person
            words = [who.number, who.name] if who else [display_text(checked.form.get(key)) for key in _NAMED]
            self._hold(INBOX, "_".join(words), delivery, copy, book.format)
            return False
        from softenv_xl.exchange.pack.opening import open_pack  # slow to load, and few runs need it

        pack = open_pack(book, self._control, self._path)
        if not pack.serial or pack.verified.verdict is Verdict.FOREIGN:
            return False
        words = [pack.department, pack.serial]
        return self._hold(RETURNED_PACKS, "_".join(words), delivery, copy, book.format, pack.department)

    @property
    def packs(self) -> frozenset[str]:
        """Their fingerprints."""
        return frozenset(one for one, held in self._held.items() if held.folder is RETURNED_PACKS)

    def keep(self) -> list[Issue]:
        """Puts everything where it belongs, and says so; what stands there stays. Raises Stop: file.not-writable, file.busy."""
        told, returns = list[Issue](), Counter[str]()
        for held in self._held.values():
            folder = self._folder(held.folder)
            fresh = _put(folder / storable(held.name), held.content)
            if held.folder is RETURNED_PACKS:
                about = {"department": held.department, "folder": folder.name}
                told.append(Issue(mail_catalogue.PACK_KEPT, IssuePlace(held.file), about))
            else:
                returns[folder.name] += fresh
        for name, count in returns.items():
            if count:
                told.append(Issue(mail_catalogue.KEPT, arguments={"count": count, "folder": name}))
        return told

    def _hold(
        self, folder: Text, words: str, delivery: Delivery, copy: Path, ending: str, department: str = ""
    ) -> bool:
        """False where there is no room for it."""
        content = regular_files.read_content(copy, most=RETURN.file)
        if len(content) > self._left:
            return False
        self._left -= len(content)
        name = f"{stem_of(words)}_{delivery.fingerprint[:_DIGITS]}.{ending}"
        self._held[delivery.fingerprint] = _Held(folder, name, content, delivery.file, department)
        return True

    def _folder(self, name: Text) -> Path:
        """The folder beside the workbook, by its name in either language; else a new one in the workbook's."""
        beside, lang = self._path.parent, self._control.lang if self._control else "zh"
        return next(iter(folders_named(beside, name)), beside / storable(name(lang)))


def _put(path: Path, content: bytes) -> bool:
    """False where it stands there already. Raises Stop: file.not-writable."""
    with store.making(path.parent):
        try:
            if not store.has_content(path, content):
                store.create(path, content)
                return True
        except Stop as stop:
            if stop.code != "file.exists":
                raise
        return False
