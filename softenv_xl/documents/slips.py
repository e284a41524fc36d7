"""Supervision slips as documents of their own: each goes to the one whom it concerns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from softenv_xl import store
from softenv_xl.documents.beside import put
from softenv_xl.documents.supervision import slips
from softenv_xl.documents.writing import SLIPS, TEMPLATES, document
from softenv_xl.legible import storable
from softenv_xl.registers.school import Row
from softenv_xl.sheets.result import Result

_NO_NAME = re.compile(r"[^\w.-]")


class Slip(NamedTuple):
    """One slip, and the register's row that it is about."""

    row: Row
    path: Path
    content: bytes


def write_slips(result: Result, out: Path, *, dry_run: bool = False) -> Iterator[Slip]:
    """Every supervision slip, each in a file of its own; with `dry_run` nothing is written. Raises Stop as
    `writing.write_documents` does.
    """
    lang = result.control.lang
    folder = out / storable(SLIPS.name(lang))
    for row, fields in slips(result):
        content = document(SLIPS, [fields], out / TEMPLATES(lang), lang, dry_run=dry_run)
        path = folder / storable(f"{SLIPS.name(lang)} {_NO_NAME.sub('_', str(row['id']))}.docx")
        if not dry_run:
            with store.making(folder):
                path = put(path, content)
        yield Slip(row, path, content)
