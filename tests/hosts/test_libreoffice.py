"""LibreOffice opens the result, calculates it, and shows what the patch said."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from softenv_xl.sheets.patch import KEEP, CellPatch, RowPatch, TablePatch
from tests.libreoffice import opened, recalculated
from tests.support.packages import book, patched

PLANS = """
Id | Days | Late
T1 | 3 | -
T2 | 5 | -
"""


def drawn(workbook: Any, sheet: Any) -> None:
    sheet.set_column("D:D", 12, workbook.add_format({"num_format": "yyyy-mm-dd"}))
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"categories": "='Staff list'!$A$2:$A$3", "values": "='Staff list'!$B$2:$B$3"})
    sheet.insert_chart("H2", chart)
    workbook.define_name("days", "='Staff list'!$B$2:$B$3")
    workbook.define_name("as_of", "='Staff list'!$F$1")
    sheet.write_formula("F2", "=SUM(days)")
    sheet.write_formula("F3", '=COUNTIF(C2:C9,"late")')


@pytest.mark.libreoffice
def test_libreoffice_opens_and_calculates_the_result(tmp_path: Path) -> None:
    package = book(
        PLANS,
        formulas={"Late": '=IF(Plans[[#This Row],[Days]]>4,"late","in time")'},
        name="Plans",
        more=drawn,
    )
    table = TablePatch(
        "Plans",
        ("Id", "Days", "Late", "Due"),
        (
            RowPatch(1, (KEEP, 6, "late", date(2026, 9, 30))),
            RowPatch(0, ("=1+1", KEEP, "in time", None)),
            RowPatch(None, ("国 _x0041_ \n <&>", 9.25, KEEP, KEEP)),
        ),
    )
    file = tmp_path / "result.xlsx"
    file.write_bytes(patched(package, table, CellPatch("as_of", True)))
    rows = recalculated(file)["Staff list"]["rows"]
    assert [row[:4] for row in rows[:4]] == [
        ["Id", "Days", "Late", "Due"],
        ["T2", 6, "late", 46295],
        ["=1+1", 3, "in time", ""],
        ["国 _x0041_ \n <&>", 9.25, "late", ""],
    ]
    assert [row[5] for row in rows[:3]] == [1, 18.25, 2]


@pytest.mark.libreoffice
def test_libreoffice_shows_no_remembered_words_of_before(tmp_path: Path) -> None:
    """Verdicts that the patch doesn't name, on its sheet and on others, are worked out on opening."""

    def verdicts(workbook: Any, sheet: Any) -> None:
        check = '=IF(\'Staff list\'!B3>9,"too long","fine")'
        sheet.write_formula("F2", check, None, "fine")
        workbook.add_worksheet("Guide").write_formula("A1", check, None, "fine")

    package = book(PLANS, name="Plans", more=verdicts)
    file = tmp_path / "result.xlsx"
    file.write_bytes(
        patched(package, TablePatch("Plans", ("Days",), (RowPatch(0, (3,)), RowPatch(1, (60,)))))
    )
    sheets = opened(file)
    assert sheets["Staff list"]["rows"][1][5] == "too long"
    assert sheets["Guide"]["rows"][0][0] == "too long"
