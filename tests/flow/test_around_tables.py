"""The office's own workbook with totals, signatures, remarks and pictures around its tables."""

from __future__ import annotations

from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from softenv_xl import flow
from softenv_xl.books import CONTROL
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.gate import limits
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Area, column_letters
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.views import dashboard
from tests.support import large_school
from tests.support.packages import edit, root, surgery, texts, typed
from tests.support.thorough import some

FIRST, SECOND = date(2026, 10, 20), date(2026, 10, 21)
KINDS = {
    (spec.prefilled, spec.reordered, len(spec.blocks), spec.header_row, bool(sheet.form)): spec.key
    for sheet, spec in CONTROL.tables()
}
TABLES = [*KINDS.values(), dashboard.TABLES[0].key]
"""One of each kind of table that a press writes in its own way."""


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, Path]:
    """A control workbook after a first collect, and a folder with more returns."""
    folder = tmp_path_factory.mktemp("office")
    control, inbox = folder / "control.xlsx", folder / "inbox"
    large_school.returns(large_school.control(control, 6), inbox)
    later = folder / "later"
    later.mkdir()
    for file in sorted(inbox.glob("*.xlsx"))[3:]:
        file.rename(later / file.name)
    flow.collect(FileWorkbook(control), deliveries(files_in([inbox]), 1), FIRST)
    return control.read_bytes(), later


@pytest.fixture(scope="module")
def plain(lived_in: tuple[bytes, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same after another collect, with nothing around its tables."""
    return collected(*lived_in, tmp_path_factory.mktemp("plain"))


def collected(package: bytes, later: Path, folder: Path) -> Path:
    path = folder / "control.xlsx"
    path.write_bytes(package)
    flow.collect(FileWorkbook(path), deliveries(files_in([later]), 1), SECOND)
    return path


def control_of(path: Path) -> Control:
    return read_control(FileWorkbook(path).read())


def part_of(package: bytes, table: str) -> str:
    with ZipFile(BytesIO(package)) as archive:
        return next(
            name
            for name in archive.namelist()
            if name.startswith("xl/tables/") and f' displayName="{table}"'.encode() in archive.read(name)
        )


def area_of(package: bytes, table: str) -> Area:
    return Area.parse(str(root(package, part_of(package, table)).get("ref")))


def sheet_of(package: bytes, table: str) -> str:
    book = read(package, limits.CONTROL).book
    found = book and book.table(table)
    assert found
    return found[0].sheet


def with_totals(package: bytes, table: str) -> bytes:
    area = area_of(package, table)
    longer = area._replace(bottom=area.bottom + 1).ref
    label = f"{column_letters(area.left)}{area.bottom + 1}"
    package = typed(package, sheet_of(package, table), {label: "Total"})
    change = edit((f' ref="{area.ref}"', f' ref="{longer}" totalsRowCount="1"'))
    return surgery(
        package,
        {
            part_of(package, table): lambda data: (
                change(data[: (at := data.index(b"<autoFilter"))]) + data[at:]
            )
        },
    )


@pytest.mark.parametrize("table", some(TABLES, 4, "totals"))
def test_a_totals_row_is_no_data_and_stays_last(
    table: str, lived_in: tuple[bytes, Path], plain: Path, tmp_path: Path
) -> None:
    package, later = lived_in
    expected = {key: [row.values for row in found.rows] for key, found in control_of(plain).checked.items()}
    path = collected(with_totals(package, table), later, tmp_path)
    now = control_of(path)
    assert {key: [row.values for row in found.rows] for key, found in now.checked.items()} == expected
    area = area_of(path.read_bytes(), table)
    label = f"{column_letters(area.left)}{area.bottom}"
    assert texts(path.read_bytes(), sheet_of(package, table), label) == ["Total"]
    assert not flow.refresh(FileWorkbook(path), SECOND)[1]


@pytest.mark.parametrize(
    ("table", "below", "words"),
    [
        ("tracker", 3, {"B": "Checked by: Li Wei", "G": "Date: 2026-11-20"}),
        ("tracker", 1, {"G": "Total: 40 items"}),
        ("evidence", 2, {"J": "Checked against the files"}),
        ("people", 2, {"A": "Two substitutes", "B": "are not listed"}),
        ("submissions", 1, {"A": "合计", "K": "12"}),
        ("issues", 2, {"A": "Seen by the head", "H": "and signed"}),
    ],
)
def test_what_stands_below_is_no_row_and_moves_with_the_end(
    table: str, below: int, words: dict[str, str], lived_in: tuple[bytes, Path], tmp_path: Path
) -> None:
    package, later = lived_in
    plain = control_of(collected(package, later, tmp_path))
    bottom = area_of(package, table).bottom
    sheet = sheet_of(package, table)
    cells = {f"{column}{bottom + below}": text for column, text in words.items()}
    path = collected(typed(package, sheet, cells), later, tmp_path)
    now = control_of(path)
    for key in ("tracker", "evidence", "people", "submissions"):
        assert len(now.checked[key].rows) == len(plain.checked[key].rows)
    bottom = area_of(path.read_bytes(), table).bottom
    moved = [f"{column}{bottom + below}" for column in words]
    assert texts(path.read_bytes(), sheet, *moved) == list(words.values())


def test_a_remark_that_cannot_go_along_is_told_until_it_stands_elsewhere(
    lived_in: tuple[bytes, Path], tmp_path: Path
) -> None:
    package, later = lived_in
    area = area_of(package, "submissions")
    apart = f"{column_letters(area.right + 2)}{area.top + 2}"
    path = collected(typed(package, "Submissions", {apart: "called on Monday"}), later, tmp_path)
    told = [issue.place.cell for issue in control_of(path).issues if issue.code == "table.remark-stays"]
    assert told == [apart]
    assert not flow.refresh(FileWorkbook(path), SECOND)[1]
