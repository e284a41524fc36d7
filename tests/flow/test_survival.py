"""Collect on a control workbook that people have lived in: all that is theirs survives, twice changes nothing."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.address import column_number
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.registers import rectification
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from tests.hosts.test_losing_nothing import STRANGE
from tests.support import large_school
from tests.support.packages import OFFICE, WORKBOOK, edit, parts, png, surgery, with_part

FIRST, SECOND = date(2026, 10, 20), date(2026, 10, 21)
STAFF = ("Status", "Revised due", "Reviewer", "Decision", "Sign-off", "Remarks", "Our own column")


def donor() -> bytes:
    """A sheet with all that people put beside their tables, and a chart drawn from the tracker."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = workbook.add_worksheet("Extras")
    tracker = workbook.add_worksheet("Tracker")
    tracker.write_number("X5", 0)
    sheet.write_number("A1", 1)
    sheet.insert_image("F2", "dot.png", {"image_data": png()})
    sheet.insert_textbox("F5", "说明文字")
    sheet.insert_button("H2", {"macro": "collect", "caption": "收表"})
    sheet.add_sparkline("B1", {"range": "Extras!A1:A3"})
    sheet.conditional_format("A1:A3", {"type": "data_bar", "data_bar_2010": True})
    chart = workbook.add_chart({"type": "column"})
    chart.add_series({"values": "=Tracker!$X$5:$X$7", "values_data": [98765, 98765, 98765]})
    sheet.insert_chart("J2", chart)
    workbook.close()
    return stream.getvalue()


def with_extras(package: bytes) -> bytes:
    """The control workbook with the donor's sheet in it, its parts in a folder of their own."""
    moved = {
        f"xl/donor/{name.removeprefix('xl/')}": data
        for name, data in parts(donor()).items()
        if name.startswith(
            (
                "xl/worksheets/sheet1",
                "xl/worksheets/_rels",
                "xl/drawings",
                "xl/media",
                "xl/charts",
                "xl/ctrlProps",
            )
        )
    }
    types = parts(donor())["[Content_Types].xml"].decode()
    overrides = re.findall(
        r'<Override PartName="/xl/(?:worksheets/sheet1|drawings|charts|ctrlProps)[^>]*/>', types
    )
    defaults = re.findall(r'<Default Extension="(?:png|vml)"[^>]*/>', types)
    present = parts(package)["[Content_Types].xml"].decode()
    more = "".join(one.replace("/xl/", "/xl/donor/") for one in overrides)
    more = "".join(one for one in defaults if one not in present) + more
    package = surgery(
        package,
        {
            **moved,
            "[Content_Types].xml": edit(("</Types>", f"{more}</Types>")),
            "xl/_rels/workbook.xml.rels": edit(
                (
                    "</Relationships>",
                    (
                        f'<Relationship Id="rId999" Type="{OFFICE}/worksheet" Target="donor/worksheets/sheet1.xml"/>'
                        "</Relationships>"
                    ),
                )
            ),
            WORKBOOK: edit(("</sheets>", '<sheet name="Extras" sheetId="999" r:id="rId999"/></sheets>')),
        },
    )
    for part, data, owner, kind in STRANGE.values():
        package = with_part(package, part, data, owner, kind, "application/x-strange")
    return package


def collect(control: Path, inbox: Path, day: date) -> bool:
    return flow.collect(FileWorkbook(control), deliveries(files_in([inbox]), 1), day)[1]


def lived_in(folder: Path) -> tuple[Path, Path]:
    """A control workbook after a first collect and a week of the office's work, and its inbox."""
    control, inbox = folder / "control.xlsx", folder / "inbox"
    large_school.returns(large_school.control(control, 12), inbox)
    assert collect(control, inbox, FIRST)
    content = with_extras(control.read_bytes())
    rows = len(read_control(FileWorkbook(control).read()).checked["tracker"].rows)
    done = ("Remediating", date(2026, 11, 1), "Reviewer", "Fine so far", None, "Called on Monday", "ours")
    kept = tuple(RowPatch(i, done if i == 0 else (KEEP,) * len(STAFF)) for i in range(rows))
    control.write_bytes(apply(content, Patch((TablePatch("tracker", STAFF, kept),)), control.name))
    return control, inbox


def staff_cells(control: Path) -> dict[str, dict[str, Any]]:
    """The office's cells by the item's id: the most urgent item moves to the top."""
    read = read_control(FileWorkbook(control).read())
    columns = {"own": dict(read.tables["tracker"].extra)["Our own column"], **read.tables["tracker"].columns}
    owned = ["own", *(c.key for c in rectification.SPEC.columns if c.owner.value == "staff")]
    rows = read.tables["tracker"].grid.rows[4:]
    return {
        str(row[0]): {key: row[columns[key] - 1] if columns[key] <= len(row) else None for key in owned}
        for row in rows
    }


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return lived_in(tmp_path_factory.mktemp("lived"))


def test_what_people_did_survives_a_collect(workbook: tuple[Path, Path]) -> None:
    control, inbox = workbook
    before, theirs = parts(control.read_bytes()), staff_cells(control)
    assert collect(control, inbox, SECOND)
    after = parts(control.read_bytes())
    assert staff_cells(control) == theirs
    assert [row["own"] for row in theirs.values()].count("ours") == 1
    foreign = {name for name in before if "donor" in name and "chart" not in name} | {
        p for p, *_ in STRANGE.values()
    }
    assert len(foreign) > 10
    assert {name for name in foreign if before[name] != after.get(name)} == set()
    assert set(before) - set(after) <= {"xl/calcChain.xml"}


def test_the_second_collect_changes_no_part(workbook: tuple[Path, Path]) -> None:
    control, inbox = workbook
    collect(control, inbox, SECOND)
    before = control.read_bytes()
    assert not collect(control, inbox, SECOND)
    assert control.read_bytes() == before


def test_no_chart_shows_old_numbers(workbook: tuple[Path, Path]) -> None:
    control, inbox = workbook
    collect(control, inbox, SECOND)
    charts = {name: data for name, data in parts(control.read_bytes()).items() if "/charts/chart" in name}
    assert len(charts) > 5  # the dashboard's own and the donor's
    assert b"98765" not in charts["xl/donor/charts/chart1.xml"]
    book = FileWorkbook(control).read()
    for data in charts.values():
        for formula, cache in re.findall(
            rb"<c:f>([^<]*)</c:f><c:numCache>(.*?)</c:numCache>", data, re.DOTALL
        ):
            sheet, _, area = formula.decode().replace("$", "").replace("'", "").rpartition("!")
            grid = book.grid(sheet)
            assert grid
            at = re.fullmatch(r"([A-Z]+)(\d+)(?::[A-Z]+(\d+))?", area)
            assert at, area
            index, rows = column_number(at[1]) - 1, grid.rows[int(at[2]) - 1 : int(at[3] or at[2])]
            cells = [row[index] for row in rows if len(row) > index]
            if not any(isinstance(cell, date) for cell in cells):
                shown = [float(value) for value in re.findall(rb"<c:v>([^<]*)</c:v>", cache)]
                assert shown == [float(cell) for cell in cells if isinstance(cell, int | float)]
