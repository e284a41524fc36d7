"""How far each folder of a mailbox has been read for one control workbook: kept in the user's own folder.

What was read counts as read only while the workbook still has it: where a run was undone, the folder is read anew, and the ledger
keeps doubles out.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_state_path
from pydantic import BaseModel, Field, ValidationError

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.mail.accounts import Account

_LARGEST = 16 << 20


class Place(NamedTuple):
    """Where a message lies on its server: a UID means something only together with the folder's UIDVALIDITY."""

    account: str
    folder: str
    validity: int
    uid: int


class Mark(BaseModel):
    """Of one folder: every message up to `highest` was read; `prints` are the fingerprints of what was entered of them.
    `moving` are those that were about to be moved away.
    """

    validity: int = 0
    highest: int = 0
    prints: set[str] = Field(default_factory=set)
    moving: set[int] = Field(default_factory=set)


class Marks(BaseModel):
    """Of one mailbox, by folder."""

    folders: dict[str, Mark] = Field(default_factory=dict)

    def of(self, folder: str, validity: int, entered: Collection[str]) -> Mark:
        """How far the folder was read; not at all where its UIDs mean something else now, or the workbook has lost something."""
        mark = self.folders.get(folder, Mark())
        if mark.validity != validity:
            return Mark(validity=validity)
        if not mark.prints <= set(entered):
            return Mark(validity=validity, moving=mark.moving)
        return mark


def recall(control: Path, account: Account) -> Marks:
    """What is kept; nothing where it can't be read."""
    try:
        return Marks.model_validate_json(store.read_private(_file(control, account), _LARGEST) or b"{}")
    except (ValidationError, Stop):
        return Marks()


def keep(control: Path, account: Account, marks: Marks) -> None:
    """Keeps it for another time. Raises Stop: file.not-writable."""
    store.write_private(_file(control, account), marks.model_dump_json().encode())


def _file(control: Path, account: Account) -> Path:
    server = account.imap
    which = f"{os.path.realpath(control)}\0{account.login}\0{server.host}:{server.port}"
    name = sha256(os.fsencode(which)).hexdigest()[:32]
    return user_state_path("softenv-xl", appauthor=False) / "mail" / f"{name}.json"
