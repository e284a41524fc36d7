"""Writes every department's pack into a folder, and looks at each before anybody sends it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from softenv_xl import regular_files, store
from softenv_xl.errors import Stop
from softenv_xl.exchange.pack.content import contents
from softenv_xl.exchange.pack.drawing import drawn
from softenv_xl.exchange.pack.scan import Finding, scan
from softenv_xl.exchange.passport.record import keep_snapshot
from softenv_xl.legible import storable
from softenv_xl.sheets import today
from softenv_xl.templates.pack import TITLE
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.exchange.passport.issuing import Issuer
    from softenv_xl.sheets.result import Result

FOLDER = Text("部门表", "packs")
"""The folder beside a control workbook that packs go into."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
_LONGEST = 28  # letters of a department's name in a file's: mail programs cut longer ones


@dataclass(frozen=True, slots=True)
class Pack:
    """One pack as it was written. `state`: there was none; this very file stood there; an earlier one that nobody had
    worked in was replaced; it stands beside one in which somebody has.
    """

    department: str
    path: Path
    serial: str
    rows: int
    state: Literal["new", "same", "replaced", "beside"]
    findings: tuple[Finding, ...]


def write_packs(
    result: Result,
    control: Path,
    out: Path,
    issuer: Issuer,
    begins: Callable[[int, int], None] = lambda number, of: None,
) -> list[Pack]:
    """Every department's pack. `begins` is called with the number of each, and of how many, before it is written.

    Raises Stop: packs.none, and what the store raises; each pack is whole, and what was written until then is on record.
    """
    every = list(contents(result))
    if not every:
        raise Stop("packs.none")
    todo, made = today.tasks(result), list[Pack]()
    try:
        with store.making(out):
            for number, content in enumerate(every, 1):
                begins(number, len(every))
                workbook, passport = drawn(content, result, issuer, todo)
                keep_snapshot(control, content.snapshot)
                taken = {pack.path.name.casefold() for pack in made}
                path, state = _put(out, _name(content.department, result), workbook, issuer, taken)
                issuer.note_file(passport, sha256(workbook).hexdigest())
                rows = sum(len(theirs) for _, theirs in content.tables)
                made.append(
                    Pack(content.department, path, passport.payload.serial, rows, state, scan(workbook))
                )
    finally:
        issuer.keep()
    return made


def _name(department: str, result: Result) -> str:
    plain = _FORBIDDEN.sub("_", department).strip(" .")[:_LONGEST]
    return f"{plain}_{TITLE(result.control.lang)}"


def _put(
    out: Path, stem: str, content: bytes, issuer: Issuer, taken: Collection[str]
) -> tuple[Path, Literal["new", "same", "replaced", "beside"]]:
    """Where it is. What somebody has worked in, or nobody knows, is never written over; nor what this run has written:
    departments whose names begin alike get files one after the other.
    """
    beside = False
    for number in count(1):
        path = out / storable(f"{stem}.xlsx" if number == 1 else f"{stem} ({number}).xlsx")
        if path.name.casefold() in taken:
            continue
        if not path.exists():
            store.create(path, content)
            return path, "beside" if beside else "new"
        if store.has_content(path, content):
            return path, "same"
        if issuer.is_untouched(_digest(path)):
            store.replace(store.read(path), content)
            return path, "replaced"
        beside = True
    raise AssertionError("count() doesn't end")


def _digest(path: Path) -> str:
    try:
        return sha256(regular_files.read_content(path)).hexdigest()
    except OSError:
        return ""
