"""The school's key from one computer to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.exchange.passport.key_folder import add_key, folder_for, keys_in
from softenv_xl.exchange.passport.record import issuance_of, keep_issuance
from softenv_xl.grid.cell import folded

if TYPE_CHECKING:
    from pathlib import Path

    from softenv_xl.control.workbook import Control
    from softenv_xl.passport.keys import Key


def present_key(control: Control, path: Path) -> tuple[Key, Path]:
    """The key that signs now, and the folder that it is kept in. Stop `key.none`."""
    school, folder = control.campaign.school or "", folder_for(control.options, path.parent)
    here = keys_in(folder, school)
    if not here:
        raise Stop("key.none", school=school)
    present = issuance_of(control, path).present
    return next((key for key in here if key.id == present), here[-1]), folder


def import_key(control: Control, path: Path, key: Key) -> Path:
    """Makes it the key that signs from now on; says where it is kept. What was signed with another one is still known by its
    record. Stop `key.other-school`, `file.not-writable`.
    """
    school = control.campaign.school or ""
    if folded(key.school) != folded(school):
        raise Stop("key.other-school", found=key.school, school=school)
    place = add_key(folder_for(control.options, path.parent), key)
    keep_issuance(path, issuance_of(control, path).with_issued((), {key.id: key.public}))
    return place
