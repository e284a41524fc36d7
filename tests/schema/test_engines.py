"""What calculation engines make of the same formula: where they differ is known, and no formula of ours depends on it.

The table is docs/engines.md's as well; a test holds the two together.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import ironcalc
import pytest
import xlsxwriter

from softenv_xl.books import BOOKS
from softenv_xl.grid.address import column_letters
from softenv_xl.schema.table import Block, TableSpec
from softenv_xl.schema.verdict import formula
from softenv_xl.words import LANGS, Lang
from tests import libreoffice
from tests.support.package_rules import levels

DOCS = Path(__file__).parents[2] / "docs"


class Known(NamedTuple):
    """One formula over the cells that `_workbook` fills, and what it comes to in each; `excel` as documented."""

    formula: str
    excel: object
    libreoffice: object
    ironcalc: object


# Excel: support.microsoft.com on LEN and "Compatibility versions", the IS functions, COUNTIF, LOOKUP, SUM, TRUE.
DIFFERENCES = (
    Known('LEN("😀")', 2.0, 1.0, 1.0),  # 1 in workbooks of compatibility version 2
    Known("ISNUMBER(TRUE)", False, True, False),
    Known('TRUE&""', "TRUE", "1", "TRUE"),
    Known("SUM(B4)", 0.0, 1.0, 0.0),
    Known('COUNTIF(B1:B2,"7")', 2.0, 1.0, 2.0),
    Known('COUNTIF(B1:B3,"*")', 2.0, 3.0, 2.0),
    Known('IFERROR(LOOKUP(2,1/EXACT("c",keys),said),"none")', "3", "3", "none"),
)
SAME = (
    Known('MATCH("C",C1:C3,0)', 3.0, 3.0, 3.0),
    Known('MATCH("b~*",C1:C3,0)', 2.0, 2.0, 2.0),
    Known('EXACT("a","A")', False, False, False),
    Known('IF(B5="","blank","?")', "blank", "blank", "blank"),
    Known('SUMPRODUCT(EXACT("c",keys)*(ROW(keys)-MIN(ROW(keys))+2))-1', 3.0, 3.0, 3.0),
    Known('IFERROR(INDEX(said,-1),"no such row")', "no such row", "no such row", "no such row"),
)


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    path = tmp_path / "formulas.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    for row, known in enumerate((*DIFFERENCES, *SAME)):
        sheet.write_formula(row, 0, f"={known.formula}", None, "stale")
    sheet.write_string("B1", "007")
    sheet.write_number("B2", 7)
    sheet.write_string("B3", "x")
    sheet.write_boolean("B4", True)
    for row, (key, said) in enumerate((("a", "1"), ("b*", "2"), ("c", "3"))):
        sheet.write_row(row, 2, (key,))
        sheet.write_string(row, 3, said)
    book.define_name("keys", "=Sheet1!$C$1:$C$3")
    book.define_name("said", "=Sheet1!$D$1:$D$3")
    book.close()
    return path


@pytest.mark.libreoffice
def test_libreoffice(workbook: Path) -> None:
    rows = libreoffice.recalculated(workbook)["Sheet1"]["rows"]
    for known, row in zip((*DIFFERENCES, *SAME), rows, strict=True):
        assert row[0] == known.libreoffice, known.formula


def test_ironcalc(workbook: Path) -> None:
    model = ironcalc.load_from_xlsx(str(workbook), "en", "UTC", "en")
    model.evaluate()
    for row, known in enumerate((*DIFFERENCES, *SAME), 1):
        assert model.get_cell_value(0, row, 1) == known.ironcalc, known.formula


def test_each_difference_is_one() -> None:
    assert all(len({str(value) for value in known[1:]}) > 1 for known in DIFFERENCES)
    assert all(len({str(value) for value in known[1:]}) == 1 for known in SAME)


@pytest.mark.parametrize("page", ["engines.md", "zh/计算引擎.md"])
def test_the_docs_show_the_table(page: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    for known in DIFFERENCES:
        values = " | ".join(_shown(value) for value in known[1:])
        assert f"| `{known.formula}` | {values} |" in text


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return str(value).upper()
    return f"{value:g}" if isinstance(value, float) else f"“{value}”"


def test_no_check_formula_depends_on_one() -> None:
    for book in BOOKS:
        for _, spec in book.tables():
            if spec.check_column():
                text = formula(spec, lambda key: f"$A{len(key)}", "en", listed=book.key == "control")
                assert not any(name in text for name in ("COUNTIF", "LOOKUP", "SUM("))
                # Each cell that is taken for a number is asked once whether it isn't a boolean; later tests of
                # the same cell are reached only where it is none.
                assert {m[1] for m in re.finditer(r"ISNUMBER\((\$A\d+)\)", text)} == {
                    m[1] for m in re.finditer(r"ISLOGICAL\((\$A\d+)\)", text)
                }


@pytest.mark.parametrize("lang", LANGS)
def test_every_check_is_well_within_what_excel_allows(lang: Lang) -> None:
    """Excel takes formulas of 8192 characters and 64 levels at most, and says of a file with more that it is damaged. Some
    is left, for a school whose names are longer and whose rows are more.
    """
    sizes = {
        (book.key, block.name): _size(spec, block, lang, listed=book.key == "control")
        for book in BOOKS
        for _, spec in book.tables()
        if spec.check_column()
        for block in spec.blocks
    }
    assert {"tracker", "evidence", "selfcheck"} < {name for _, name in sizes}
    assert {key: size for key, size in sizes.items() if size.characters > 7500 or size.levels > 60} == {}


class Size(NamedTuple):
    """How large a formula is."""

    characters: int
    levels: int


def _size(spec: TableSpec, block: Block, lang: Lang, *, listed: bool) -> Size:
    """Of the block's check in the last row that stands ready, or a row of as many digits as any table has."""
    row = max(spec.reach, 10_000)
    letters = {column.key: column_letters(at) for at, column in enumerate(spec.columns, 1)}
    text = formula(spec, lambda key: f"${letters[key]}{row}", lang, listed=listed, block=block)
    return Size(len(text.encode("utf-16-le")) // 2, levels(text))
