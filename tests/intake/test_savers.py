"""Nothing depends on who saved the file: the same return, saved by real programs, is read, checked and merged alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet as Source
from xlsxwriter.worksheet import Worksheet

from softenv_xl import flow
from softenv_xl.demo import corruptions as d
from softenv_xl.grid.cell import Value
from softenv_xl.intake.delivery import deliveries
from softenv_xl.intake.returns import CheckedReturn, check_return
from softenv_xl.words import Text
from tests import libreoffice as libreoffice
from tests.support.small_school import TODAY, changed, control, filled, loaded, told

# What is read all the same …
LOOSE = (
    d.typed_as_number("identity", "B13"),
    d.typed("identity", "B16", "2026年9月2日"),
    d.typed("problems", "G5", "2026.10.9"),
    d.typed("problems", "A6", None),
    d.typed("selfcheck", "D6", "　 "),
    d.column_inserted("selfcheck", 4, Text("处室意见", "Our comment")),
)
LOOSE_TOLD = [
    ("id.as-number", "基本信息", "B13"),
    ("date.as-text", "基本信息", "B16"),
    ("column.unknown", "自查", "D4"),
    ("date.as-text", "问题与整改", "G5"),
    ("problem.no-number", "问题与整改", "A6"),
]

# … and what isn't.
WRONG = (
    d.typed("problems", "G6", "=D6+30"),
    d.typed("problems", "D5", "=1/0"),
    d.typed("problems", "E5", None),
    d.typed("selfcheck", "C5", "也许"),
    d.answered(6, "yes"),
    d.plain_range("problems"),
    d.merged("problems", "H8:I8"),
)
WRONG_TOLD = [
    ("choice.unknown", "自查", "C5"),
    ("answer.without-problem", "自查", "C6"),
    ("table.merged-cells", "问题与整改", "H8"),
    ("cell.formula", "问题与整改", "D5"),
    ("cell.missing", "问题与整改", "E5"),
    ("cell.formula", "问题与整改", "G6"),
]

_SHOWN = 46_285  # what a formula may have shown last, where the file doesn't say: 2026-09-20

Savers = Mapping[str, Callable[[bytes, Path], Path]]


@cache
def _return(kind: str) -> bytes:
    """Filled in through the product's own host; `good` has never been touched by any other program."""
    package = filled()
    return changed(package, *{"loose": LOOSE, "wrong": WRONG}[kind]) if kind != "good" else package


def _as_it_is(package: bytes, out: Path) -> Path:
    out.write_bytes(package)
    return out


def _by_openpyxl(package: bytes, out: Path) -> Path:
    loaded(package).save(out)
    return out


def _by_xlsxwriter(*, cached: bool, inline: bool) -> Callable[[bytes, Path], Path]:
    """Written anew cell by cell, with blank rows that have only a style far below the last one."""

    def save(package: bytes, out: Path) -> Path:
        formulas, values = loaded(package), loaded(package, data_only=True)
        book = xlsxwriter.Workbook(str(out), {"constant_memory": inline})
        day, bare = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format({"bg_color": "#FFF2CC"})
        for sheet in formulas.worksheets:
            target = book.add_worksheet(sheet.title)
            _copy(sheet, values[sheet.title], target, day, cached=cached)
            for row in range(sheet.max_row, sheet.max_row + 200):
                target.write_blank(row, 0, None, bare)
        book.close()
        return out

    return save


def _copy(source: Source, shown: Source, target: Worksheet, day: object, *, cached: bool) -> None:
    merges = {str(area).partition(":")[0]: str(area) for area in source.merged_cells.ranges}
    for row in source.iter_rows():
        for cell in row:
            if cell.coordinate in merges:
                target.merge_range(merges[cell.coordinate], cell.value or "")
            elif cell.data_type == "f":
                result = (shown[cell.coordinate].value or _SHOWN) if cached else ""
                target.write_formula(cell.coordinate, cell.value, None, result)
            elif isinstance(cell.value, datetime):
                target.write_datetime(cell.coordinate, cell.value, day)
            elif cell.value is not None:
                target.write(cell.coordinate, cell.value)


WRITERS: Savers = {
    "the file host": _as_it_is,
    "openpyxl": _by_openpyxl,
    "XlsxWriter, shared strings, cached formulas": _by_xlsxwriter(cached=True, inline=False),
    "XlsxWriter, shared strings, uncached formulas": _by_xlsxwriter(cached=False, inline=False),
    "XlsxWriter, inline strings, cached formulas": _by_xlsxwriter(cached=True, inline=True),
    "XlsxWriter, inline strings, uncached formulas": _by_xlsxwriter(cached=False, inline=True),
}


def _checked(file: Path) -> CheckedReturn:
    """Through the gate's own worker, as the office takes files in."""
    (delivery,) = deliveries([file], 1)
    return check_return(delivery, control(), TODAY)


def _read(result: CheckedReturn) -> object:
    """Everything that was read, and everything that is wrong but for the file's format."""
    plans = [(plan.number, plan.entry, plan.values, plan.place.cell) for plan in result.problems]
    issues = [
        (issue.code, issue.place.sheet, issue.place.cell, issue.place.column, issue.message("zh"))
        for issue in result.issues
        if issue.code != "file.other-format"
    ]
    return result.person, result.state, result.form, result.answers, plans, issues


def _merged(result: CheckedReturn) -> object:
    """What a press makes of it: the tracker, the evidence, the sums; but for what names the very file."""
    computed = flow.compute(control(), [result], TODAY)
    tracker = [{k: v for k, v in merged.row.items() if k != "memory"} for merged in computed.tracker]
    evidence: list[dict[str, Value]] = [dict(row.values) for row in computed.registers["evidence"]]
    return tracker, evidence, computed.assessment


@pytest.mark.parametrize("saver", WRITERS)
@pytest.mark.parametrize("kind", ["good", "loose", "wrong"])
def test_whichever_library_saved_it(kind: str, saver: str, tmp_path: Path) -> None:
    result = _checked(WRITERS[saver](_return(kind), tmp_path / "return.xlsx"))
    assert told(result) == {"good": [], "loose": LOOSE_TOLD, "wrong": WRONG_TOLD}[kind]
    original = _checked(_as_it_is(_return(kind), tmp_path / "original.xlsx"))
    assert _read(result) == _read(original)
    assert _merged(result) == _merged(original)


@pytest.fixture(scope="session")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Path]:
    """The return of a kind as LibreOffice saves it: as xlsx, ods or xls, or in two steps, `ods-xlsx`."""
    folder = tmp_path_factory.mktemp("libreoffice")

    @cache
    def save(kind: str, formats: str) -> Path:
        before, _, last = formats.rpartition("-")
        source = save(kind, before) if before else _as_it_is(_return(kind), folder / f"{kind}.xlsx")
        return libreoffice.saved_as(source, folder / f"{kind}-{formats}.{last}")

    return save


@pytest.mark.libreoffice
@pytest.mark.parametrize(
    ("kind", "formats"),
    [
        ("loose", "xlsx"),
        ("loose", "ods"),
        ("loose", "xls"),
        ("loose", "ods-xlsx"),
        ("loose", "xls-xlsx"),
        ("wrong", "ods"),
        ("wrong", "xls"),
    ],
)
def test_libreoffice_saved_it(
    kind: str, formats: str, saved: Callable[[str, str], Path], tmp_path: Path
) -> None:
    result = _checked(saved(kind, formats))
    note = [] if formats.endswith("xlsx") else [("file.other-format", "", "")]
    assert told(result) == [*note, *{"loose": LOOSE_TOLD, "wrong": WRONG_TOLD}[kind]]
    original = _checked(_as_it_is(_return(kind), tmp_path / "original.xlsx"))
    assert _read(result) == _read(original)
    assert _merged(result) == _merged(original)
