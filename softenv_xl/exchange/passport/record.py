"""What is known of a school's passports: the record beside its control workbook, and the keys on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl import store
from softenv_xl.exchange.passport.key_folder import folder_for, keys_in
from softenv_xl.exchange.snapshot import InvalidSnapshotError, Snapshot
from softenv_xl.passport.issuance import Issuance

if TYPE_CHECKING:
    from pathlib import Path

    from softenv_xl.control.workbook import Control

_RECORD, _LARGEST, _LARGEST_SNAPSHOT = "issued.json", 1 << 26, 1 << 26


def issuance_of(control: Control, path: Path) -> Issuance:
    """What was issued from the workbook at `path`, with the keys that are known here: those of the record, and of this
    computer's own where the record doesn't say which is the present one.
    """
    record = Issuance.read(store.kept(path, _RECORD, _LARGEST) or b"")
    here = keys_in(folder_for(control.options, path.parent), control.campaign.school or "")
    unknown = {key.id: key.public for key in here if key.id not in record.keys}
    return Issuance({**unknown, **record.keys}, record.issued)


def keep_issuance(path: Path, issuance: Issuance) -> bool:
    """Keeps it beside the workbook; False where that can't be."""
    return store.keep(path, _RECORD, issuance.content)


def keep_snapshot(path: Path, snapshot: Snapshot) -> bool:
    """Keeps the base of a pack beside the workbook that it was issued from; False where that can't be: the pack has it too."""
    return store.keep(path, _name(snapshot.id), snapshot.content)


def kept_snapshot(path: Path, identity: str) -> Snapshot | None:
    """The snapshot with that id, if it was kept and is what it was."""
    content = store.kept(path, _name(identity), _LARGEST_SNAPSHOT)
    try:
        snapshot = Snapshot.read(content) if content else None
    except InvalidSnapshotError:
        return None
    return snapshot if snapshot and snapshot.id == identity else None


def close(path: Path, serial: str) -> None:
    """Nothing more is to come back of that serial: its snapshot goes, unless another open one was issued from it."""
    issuance = Issuance.read(store.kept(path, _RECORD, _LARGEST) or b"").closed(serial)
    keep_issuance(path, issuance)
    closed = issuance.find(serial)
    if closed and not any(one.open and one.snapshot == closed.snapshot for one in issuance.issued):
        store.drop(path, _name(closed.snapshot))


def _name(identity: str) -> str:
    """Of what a passport says: anything but letters and figures has no business in a file's name."""
    return f"snapshot-{''.join(letter for letter in identity if letter.isalnum())[:64]}.json"
