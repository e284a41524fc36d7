"""The workbooks that people fill in, built from what the schema declares, and where the built ones are found."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl.books import BOOKS
from softenv_xl.words import LANGS

if TYPE_CHECKING:
    from collections.abc import Callable

    from softenv_xl.schema.table import BookSpec
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.words import Lang

__all__ = ["build", "build_all", "path"]


def build(book: BookSpec, lang: Lang, add: Callable[[Canvas], None] | None = None) -> bytes:
    """A new workbook as an .xlsx package; the same sources give the same parts, whenever they run.

    `add` draws more on it when all sheets are there.
    """
    # Loading the drawing library takes time that a button, which needs only `path`, doesn't have.
    from softenv_xl.templates import book as drawing
    from softenv_xl.templates import initial_content

    return drawing.draw(initial_content.with_bans(book), lang, initial_content.filling(book, lang), add)


def build_all(folder: Path) -> list[Path]:
    """Builds every workbook in both languages into the folder; returns the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for book in BOOKS:
        for lang in LANGS:
            target = folder / _file_name(book.key, lang)
            target.write_bytes(build(book, lang))
            written.append(target)
    return written


def path(book_key: str, lang: Lang) -> Path:
    """The built workbook: inside the installed package, or in the source checkout beside it."""
    package = Path(str(files("softenv_xl")))
    name = _file_name(book_key, lang)
    installed = package / "workbooks" / name
    return installed if installed.exists() else package.parent / "workbooks" / name


def _file_name(book_key: str, lang: Lang) -> str:
    return f"{book_key}.{lang}.xlsx"
