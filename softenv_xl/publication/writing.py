"""Writes a bulletin into a folder: the website, and the notice-board sheet as Word file and, with LibreOffice, as PDF."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import NamedTuple

from softenv_xl import store
from softenv_xl.documents.writing import FOLDER as DOCUMENTS
from softenv_xl.documents.writing import TEMPLATES, Kind, document
from softenv_xl.errors import Stop
from softenv_xl.issues import Issue
from softenv_xl.legible import storable
from softenv_xl.publication.board.sheet import BOARD, board_fields
from softenv_xl.publication.pages.bulletin import build
from softenv_xl.publication.site.pages import website
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang, Text

FOLDER = Text("公开专栏", "bulletin")
"""The folder beside a control workbook that the bulletin is put into."""

SHEET = "notice-board"
_KIND = "bulletin"


class Written(NamedTuple):
    """`held_back`: rows that should have been published and name somebody. `no_pdf`: why there is none."""

    files: store.Derived
    held_back: tuple[Issue, ...]
    no_pdf: Stop | None


def board_kind() -> Kind:
    """The notice-board sheet among the documents: its template stands with theirs."""
    needs = Text("总台账", "a control workbook")
    return Kind(Text("公示栏", "Notice board"), "board", lambda _: (), BOARD, needs, numbered=True)


def templates_beside(folder: Path, lang: Lang) -> Path:
    """The folder with the school's templates, beside the control workbook in that folder."""
    return folder / storable(DOCUMENTS(lang)) / storable(TEMPLATES(lang))


def write_bulletin(result: Result, out: Path, templates: Path, *, pdf: bool = True) -> Written:
    """Makes the folder what may be published as of the result's day: pages that may not be any more are removed, and files
    that aren't the program's are left alone.

    Raises Stop: folder.not-ours, file.not-writable, and those of documents.filling.
    """
    bulletin, held_back = build(result)
    files = website(bulletin)
    sheet = document(board_kind(), [board_fields(bulletin)], templates, result.control.lang)
    files[f"{SHEET}.docx"] = sheet
    printed, stop = _pdf(sheet) if pdf else (b"", None)
    if printed:
        files[f"{SHEET}.pdf"] = printed
    return Written(store.derive(out, files, _KIND), held_back, stop)


def _pdf(sheet: bytes) -> tuple[bytes, Stop | None]:
    """The sheet as PDF; or what stood in its way: the Word file is there in any case."""
    from softenv_xl.documents.pdf import to_pdf  # slow to load

    with tempfile.TemporaryDirectory(prefix="softenv-xl-") as folder:
        path = Path(folder) / f"{SHEET}.docx"
        path.write_bytes(sheet)
        try:
            (made,) = to_pdf([path])
        except Stop as stop:
            return b"", stop
        return made.read_bytes(), None
