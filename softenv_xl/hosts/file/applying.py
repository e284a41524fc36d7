"""The main path of the file host: open, carry out, let everything else follow, check, build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.hosts.file.calculation import calculate_on_load, drop_chain
from softenv_xl.hosts.file.charts import refresh_charts
from softenv_xl.hosts.file.check import check
from softenv_xl.hosts.file.differing import differing
from softenv_xl.hosts.file.named_cell import set_cell
from softenv_xl.hosts.file.names import update_names
from softenv_xl.hosts.file.reference_updates import update_parts, update_sheets
from softenv_xl.hosts.file.table_write import write_table
from softenv_xl.hosts.file.visibility import show_sheets
from softenv_xl.hosts.file.workbook import Workbook
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.grid.grid import Book
    from softenv_xl.sheets.patch import Patch

_DAMAGED = Text("文件内容已损坏。", "Its contents are damaged.")


def apply(package: bytes, patch: Patch, file: str, shown: Book | None = None) -> bytes:
    """The bytes of an .xlsx workbook with the patch carried out; `file` is its name, for messages. `shown` is what was
    read of these very bytes, where they were read: it spares comparing them cell by cell.

    Only the parts that the patch concerns are rewritten; every other member of the package keeps its
    bytes. Where the workbook shows already what the patch says, the very same object is returned, so
    a patch whose rows stay in place may be applied twice.

    Raises ValueError for a patch that contradicts itself, and Stop: workbook.part-missing (no such
    table or name), workbook.unsafe-to-write (something would be lost or broken), cell.cannot-hold (no
    cell can hold a value), file.changed (a row that the patch continues isn't there).
    """
    for table in patch.tables:
        table.refuse_contradictions()
    try:
        return _applied(package, patch, shown)
    except Stop as stop:
        raise stop.in_file(file) from stop
    except ValueError as error:  # an address or a number in some part isn't one
        raise Stop("workbook.unsafe-to-write", file=file, reason=_DAMAGED) from error


def _applied(package: bytes, patch: Patch, shown: Book | None) -> bytes:
    book = Workbook(package)
    if shown:
        patch = differing(book, patch, shown)
    every = (write_table(book, table) for table in patch.tables)
    resizes = [resize for resize in every if resize and not resize.stays]
    for cell in patch.cells:
        set_cell(book, cell)
    in_view = show_sheets(book, patch.sheets)
    if not book.changed and not in_view:
        return package
    written = {sheet.part for sheet in book.changed_sheets}
    update_sheets(book, resizes)
    book.store()
    update_parts(book, resizes)
    update_names(book, resizes)
    refresh_charts(book, resizes, written)
    if any(sheet.formulas.changed for sheet in book.changed_sheets):
        drop_chain(book)
    calculate_on_load(book)
    check(result := book.package.build(), book)
    return result
