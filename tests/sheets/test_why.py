"""The sheet Why: everything behind one person's results, and where each piece of it stands."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.bans.default import ENTRIES
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop
from softenv_xl.flow import compute
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import evidence
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.sheets.why import answer
from softenv_xl.views.why import FORM, SPEC
from softenv_xl.words import LANGS, Lang
from tests.support.small_school import GROUPS, NAMES, NUMBERS, TODAY, register

PROVED = {
    "zh": ("3 有偿补课", "检查", "查实", "记录4"),
    "en": ("3 Paid tutoring", "Inspection", "Substantiated", "Record 4"),
}


def draft(lang: Lang) -> Draft:
    made = Draft("control.xlsx", register(lang))
    control = read_control(made.read())
    entry, _, _, reference = PROVED[lang]
    row: dict[str, Value] = {
        "number": NUMBERS[0],
        "item": entry,
        "source": "inspection",
        "state": "substantiated",
        "date": date(2026, 10, 1),
        "reference": reference,
    }
    made.write(Patch((table_patch(control, evidence.SPEC, [Placed(None, row)]),)))
    return made


def seen(made: Draft) -> tuple[str, list[dict[str, Value]]]:
    book = made.read()
    sheet, area = book.names[FORM.name("about")]
    grid = book.grid(sheet)
    found = book.table(SPEC.key)
    assert grid
    assert found
    rows = [
        {column.key: row[place] if place < len(row) else None for place, column in enumerate(SPEC.columns)}
        for row in grid.rows[SPEC.header_row :]
    ]
    return str(grid.rows[area.top - 1][area.left - 1]), rows


def explained(made: Draft, table: str, row: int = 0) -> str:
    """Asks with a row of a table selected; about whom that is."""
    found = made.read().table(table)
    assert found
    grid, area = found
    return flow.explain(made, TODAY, grid.sheet, area.area.top + 1 + row)[0].control.asked


def asked(made: Draft, who: str) -> str:
    """What a refresh says with that name typed."""
    made.write(Patch(cells=(CellPatch(FORM.name("who"), who),)))
    flow.refresh(made, TODAY)
    return seen(made)[0]


@pytest.mark.parametrize("lang", LANGS)
def test_all_that_is_known_stands_there_with_its_place(lang: Lang) -> None:
    made = draft(lang)
    assert explained(made, "people") == NUMBERS[0]
    about, rows = seen(made)
    reference = PROVED[lang][-1]
    assert NUMBERS[0] in about
    assert len(rows) == len({row["entry"] for row in rows}) == len(ENTRIES)
    (proved,) = [row for row in rows if row["reference"]]
    assert (proved["entry"], proved["source"], proved["proof"], proved["reference"]) == PROVED[lang]
    grid = made.read().grid(str(proved["sheet"]))
    assert grid
    at = Address.parse(str(proved["cell"]))
    assert reference in grid.rows[at.row - 1]
    before = made.content
    assert explained(made, "people") == NUMBERS[0]
    assert made.content == before


@pytest.mark.parametrize(("table", "about"), [("evidence", NUMBERS[0]), ("departments", GROUPS[0].en)])
def test_any_row_about_somebody_will_do(table: str, about: str) -> None:
    assert explained(draft("en"), table) == about


def test_a_row_about_nobody_leaves_whom_it_was_about() -> None:
    made = draft("en")
    explained(made, "people", 1)
    assert explained(made, "stages") == NUMBERS[1]
    assert explained(made, "why") == NUMBERS[1]


def test_whoever_is_typed_is_answered_by_a_refresh() -> None:
    made = draft("en")
    assert NUMBERS[2] in asked(made, NAMES[2].en)
    assert asked(made, "Nobody Here").startswith("There is no person or department “Nobody Here”")
    assert all(row["entry"] is None for row in seen(made)[1])


def test_where_nobody_is_named_it_says_what_to_do() -> None:
    with pytest.raises(Stop, match="is about nobody") as stop:
        flow.explain(draft("en"), TODAY, "", 0)
    assert stop.value.code == "why.whom"


def test_a_workbook_without_the_sheet_is_to_be_upgraded() -> None:
    older = Path(__file__).parents[1] / "upgrade" / "workbooks" / "60314f5.en.xlsx"
    with pytest.raises(Stop) as stop:
        flow.explain(Draft("control.xlsx", older.read_bytes()), TODAY, "People", 5)
    assert stop.value.code == "why.no-sheet"


def test_somebody_whom_nobody_knows_is_told_in_both_languages() -> None:
    made = draft("en")
    made.write(Patch(cells=(CellPatch(FORM.name("who"), "Nobody Atall"),)))
    result = compute(read_control(made.read()), [], TODAY)
    said, every = answer(result)
    assert every == []
    assert "Nobody Atall" in said.zh
    assert "Nobody Atall" in said.en
    assert said.zh != said.en
