"""What stands in confidential columns is kept out of logs word by word, but for what stands everywhere."""

from __future__ import annotations

from softenv_xl.books import CONTROL
from softenv_xl.control.confidential import confidential_words
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.schema.column import Kind
from softenv_xl.sheets.patch import Patch, RowPatch, TablePatch
from tests.support.small_school import register

SPEC, COLUMN = next(
    (spec, column)
    for _, spec in CONTROL.tables()
    for column in spec.columns
    if column.confidential and column.kind is Kind.TEXT
)


def test_words_of_four_letters_tell_and_shorter_ones_do_not() -> None:
    rows = (RowPatch(0, ("Wang, Li; Lee 123/王芳",)),)
    patch = Patch((TablePatch(SPEC.key, (COLUMN.label("en"),), rows),))
    book = Draft("control.xlsx", apply(register("en"), patch, "control.xlsx")).read()
    words = confidential_words(book)
    assert {"Wang", "王芳", "Wang, Li; Lee 123/王芳"} <= words
    assert not {"Li", "Lee", "123"} & words
