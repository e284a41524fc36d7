"""Issues passports for one control workbook: with the school's key, which is made when there is none, and a record of each."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from softenv_xl.books import RETURN
from softenv_xl.exchange.passport.key_folder import add_key, folder_for, keys_in
from softenv_xl.exchange.passport.record import issuance_of, keep_issuance
from softenv_xl.grid.cell import display_text
from softenv_xl.passport.issuance import payload_digest
from softenv_xl.passport.keys import Key
from softenv_xl.passport.model import Payload

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from softenv_xl.control.workbook import Control
    from softenv_xl.passport.model import Kind, Passport

_SHORT = 16


class Issuer:
    """What is issued is recorded by `keep`. `made_key` says that the school had no key on this computer: it is made when the
    first passport is issued.
    """

    def __init__(self, control: Control, path: Path, as_of: date) -> None:
        """`path` is the control workbook's."""
        self._control, self._path, self._as_of = control, path, as_of
        self._before = issuance_of(control, path)
        self.made_key = False
        self._issued: list[Payload] = []
        self._files: dict[str, str] = {}

    @cached_property
    def _key(self) -> Key:
        """Stop `file.not-writable` where a new key is needed and can't be kept."""
        key, self.made_key = _present_key(self._control, self._path, self._as_of, self._before.present)
        return key

    def for_return(self, number: str, locked: str) -> Passport:
        """For the return of whoever has that staff number."""
        return self._issue("return", number, RETURN.version, locked[:_SHORT], locked)

    def for_pack(self, department: str, form: str, snapshot: str, locked: str) -> Passport:
        """For a department's pack of that form."""
        return self._issue("pack", department, form, snapshot, locked)

    def note_file(self, passport: Passport, digest: str) -> None:
        """The SHA-256 of the file that was written with it."""
        self._files[passport.payload.serial] = digest

    def is_untouched(self, digest: str) -> bool:
        """Is a file with that SHA-256 as it was written earlier?"""
        return self._before.is_untouched(digest)

    def keep(self) -> None:
        """Records what was issued, beside the control workbook."""
        if not self._issued:
            return
        keys = {self._key.id: self._key.public}
        keep_issuance(self._path, self._before.with_issued(self._issued, keys, self._files))

    def _issue(self, kind: Kind, recipient: str, form: str, snapshot: str, locked: str) -> Passport:
        control = self._control
        payload = Payload.of(
            kind,
            self._as_of,
            self._key.id,
            school=control.campaign.school or "",
            recipient=recipient,
            campaign=display_text(control.campaign.year),
            form=form,
            rulebook=control.rulebook.version,
            snapshot=snapshot,
            locked=locked,
        )
        payload = self._as_before(payload)
        self._issued.append(payload)
        return self._key.sign(payload)

    def _as_before(self, payload: Payload) -> Payload:
        """The very payload that was issued once, where nothing but the day is another: the same file is the same to the byte."""
        known = self._before.find(payload.serial)
        if known is None:
            return payload
        earlier = replace(payload, issued_at=known.issued_at)
        return earlier if payload_digest(earlier) == known.digest else payload


def _present_key(control: Control, path: Path, as_of: date, present: str | None) -> tuple[Key, bool]:
    """The key that the record calls the present one, or the newest that is here; a new one where there is none."""
    school = control.campaign.school or ""
    folder = folder_for(control.options, path.parent)
    here = keys_in(folder, school)
    if here:
        return next((key for key in here if key.id == present), here[-1]), False
    made = Key.new(school, as_of.isoformat())
    add_key(folder, made)
    return made, True
