"""Looks at the finished package once more before anyone gets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.file.excel_table import Table
from softenv_xl.hosts.file.markup import parsed, refuse_malformed
from softenv_xl.hosts.file.sheet import Sheet
from softenv_xl.hosts.file.zip_package import Package
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from softenv_xl.hosts.file.workbook import Workbook


def check(result: bytes, book: Workbook) -> None:
    """Every rewritten part reads back, and every table fits its header cells no worse than before."""
    package = Package(result)
    if package.names != book.package.names:
        raise _unsound("[Content_Types].xml")
    replaced = book.package.replaced
    for part, data in replaced.items():
        if package.read(part) != data:
            raise _unsound(part)
        if not part.lower().endswith(".vml"):  # which Excel itself doesn't always write well-formed
            refuse_malformed(data, part)
    for table in book.tables:
        if table.part in replaced or table.sheet.part in replaced:
            _check_table(table, package, book)


def _check_table(table: Table, package: Package, book: Workbook) -> None:
    part = table.sheet.part
    sheet = Sheet(table.sheet.title, part, package.read(part), book.content, last=table.block.top)
    if Table(table.part, parsed(package.read(table.part), table.part), sheet).misnamed > table.misnamed:
        raise _unsound(table.part)


def _unsound(part: str) -> Exception:
    return unsafe(
        "改写后的部件 {part} 未通过检查，没有写入。",
        "The rewritten part {part} did not pass the check; nothing was written.",
        part=part,
    )
