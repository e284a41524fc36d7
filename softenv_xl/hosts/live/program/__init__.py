"""What xlwings has no words for, or different ones for each program: sheet protection, formulas, error values, rows
that are hidden, Cancel, one opening of a workbook, and what becomes of the program's own undo.

Nothing else in `hosts/live` knows which program it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.live.program.cancel import cancelled
from softenv_xl.hosts.live.program.excel_mac import ExcelOnMac
from softenv_xl.hosts.live.program.excel_windows import ExcelOnWindows
from softenv_xl.hosts.live.program.libreoffice import LibreOffice
from softenv_xl.hosts.live.program.protocol import Program

if TYPE_CHECKING:
    import xlwings as xw

__all__ = ["ExcelOnMac", "ExcelOnWindows", "LibreOffice", "Program", "cancelled", "program_of"]


def program_of(book: xw.Book) -> Program:
    """The program that has the workbook open."""
    if book.app.engine.name == "libreoffice":
        return LibreOffice(book)
    # By the code that carries the calls rather than by the system: it may run anywhere.
    return ExcelOnMac(book) if type(book.impl).__module__.endswith("_xlmac") else ExcelOnWindows(book)
