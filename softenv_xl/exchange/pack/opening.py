"""A pack that comes back: what its passport is worth, and the snapshot that it was issued from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from softenv_xl.exchange.passport.record import kept_snapshot
from softenv_xl.exchange.snapshot import InvalidSnapshotError, Snapshot
from softenv_xl.grid.cell import display_text
from softenv_xl.passport.model import payload_of
from softenv_xl.passport.places import NAME, serial_line
from softenv_xl.passport.verification import Carried, Expected, Verified, plain_serial, verify
from softenv_xl.templates.pack import GUIDE, VERSION

if TYPE_CHECKING:
    from pathlib import Path

    from softenv_xl.control.workbook import Control
    from softenv_xl.grid.grid import Book


@dataclass(frozen=True, slots=True)
class OpenedPack:
    """`department` is whom it was issued to, "" where nothing says so; `base` None where no snapshot is left anywhere."""

    verified: Verified
    department: str
    serial: str
    base: Snapshot | None


def open_pack(book: Book, control: Control, path: Path) -> OpenedPack:
    """The pack's passport against what was issued from the control workbook at `path` (`control.passports`).

    The snapshot is that kept beside the control workbook; else the one that the pack carries, if it is the one that the
    passport names.
    """
    tokens, visible = book.passport, _visible(book)
    payload = payload_of(tokens.part or tokens.properties)
    lost = control.passports.find(plain_serial(visible or "")) if payload is None else None
    identity = payload.snapshot if payload else lost.snapshot if lost else ""
    base = kept_snapshot(path, identity) if identity else None
    base = base or _carried(tokens.snapshot, identity)
    expected = Expected(
        "pack",
        None,
        base.digest if base else None,
        display_text(control.campaign.year),
        VERSION,
        control.rulebook.version,
        control.campaign.school or "",
    )
    verified = verify(Carried(tokens.part, tokens.properties, visible), expected, control.passports)
    department = payload.recipient if payload else lost.recipient if lost else ""
    return OpenedPack(verified, department, verified.serial, base)


def _carried(words: str | None, identity: str) -> Snapshot | None:
    """The pack's own snapshot; where the passport is lost, whatever it carries."""
    try:
        snapshot = Snapshot.read(words.encode(errors="surrogatepass")) if words else None
    except InvalidSnapshotError:
        return None
    return snapshot if snapshot and identity in ("", snapshot.id) else None


def _visible(book: Book) -> str | None:
    named = book.names.get(NAME)
    sheets = [book.grid(named[0])] if named else []
    sheets += [book.grid(name) for name in GUIDE.name]
    return next((line for grid in sheets if grid for row in grid.rows if (line := serial_line(row))), None)
