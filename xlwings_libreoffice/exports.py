"""PDF files of books, sheets and ranges."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.uno_runtime import properties, typed

if TYPE_CHECKING:
    from xlwings_libreoffice.books import Book

_QUALITY = {"standard": 90, "minimum": 50}  # of pictures, in per cent


def to_pdf(book: Book, path: str, quality: str, cells: Any) -> None:
    """`cells`: the UNO cell range or sheet to print; None for the whole book."""
    options: dict[str, Any] = {"Quality": _QUALITY[quality]}
    if cells is not None:
        options["Selection"] = cells
    settings = typed("[]com.sun.star.beans.PropertyValue", properties(**options))
    book.api.storeToURL(
        Path(path).resolve().as_uri(), properties(FilterName="calc_pdf_Export", FilterData=settings)
    )
