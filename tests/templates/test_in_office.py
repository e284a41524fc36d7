"""LibreOffice computes from the formulas what the built file says they show, and finds no error."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from openpyxl import load_workbook

from softenv_xl import templates
from softenv_xl.books import BOOKS, RETURN
from softenv_xl.words import LANGS
from tests.libreoffice import recalculated
from tests.templates import filled

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.libreoffice

PACKAGES = {
    "control.zh": lambda: filled.control("zh"),
    "return.en": lambda: filled.teacher_return("en"),
    "blank-return.zh": lambda: templates.build(RETURN, "zh"),
}


@pytest.mark.parametrize("name", PACKAGES)
def test_what_formulas_show_is_what_they_compute(name: str, tmp_path: Path) -> None:
    package = PACKAGES[name]()
    file = tmp_path / f"{name}.xlsx"
    file.write_bytes(package)
    computed = recalculated(file)
    shown: Any = load_workbook(BytesIO(package), data_only=True)
    written: Any = load_workbook(BytesIO(package))
    forms = {sheet.name(lang) for book in BOOKS for sheet in book.sheets if sheet.form for lang in LANGS}
    formulas = 0
    for page in written:
        assert not computed[page.title]["errors"]
        rows = computed[page.title]["rows"]
        for cell in (cell for row in page.iter_rows() for cell in row if cell.data_type == "f"):
            formulas += 1
            told = shown[page.title][cell.coordinate].value
            result = rows[cell.row - 1][cell.column - 1]
            if told is None and page.title in forms:
                assert result == "" or result[0] in "✓✗", cell
            else:
                assert result == (told if told is not None else ""), cell
    assert formulas > 40
