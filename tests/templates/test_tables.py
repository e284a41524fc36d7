"""Tables, forms, formulas and names stand where the schema says."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from softenv_xl.bans.default import ENTRIES
from softenv_xl.books import DEPARTMENT_LIST, LISTS
from softenv_xl.grid.address import Area, column_letters
from softenv_xl.registers import fees
from softenv_xl.schema.column import Kind, Owner
from softenv_xl.schema.verdict import formula
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.views.dashboard import BASIS, HEADLINE, TABLES, TILES
from tests.templates.conftest import column_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.schema.column import Column
    from softenv_xl.schema.expression import Refs
    from softenv_xl.schema.table import TableSpec
    from tests.templates.conftest import Built


def _tables(built: Built) -> Iterator[tuple[Any, TableSpec, Any]]:
    for sheet, spec in built.spec.tables():
        page = built.book[sheet.name(built.lang)]
        yield page, spec, page.tables[spec.key]


def test_every_table_is_a_real_one_with_the_declared_headers(built: Built) -> None:
    for page, spec, table in _tables(built):
        area = Area.parse(table.ref)
        labels = [column.label(built.lang) for column in spec.columns]
        assert (area.top, area.left, area.right) == (spec.header_row, 1, len(labels))
        assert [page.cell(area.top, place + 1).value for place in range(len(labels))] == labels
        assert [column.name for column in table.tableColumns] == labels
        assert table.autoFilter.ref == table.ref
        assert area.bottom - area.top >= spec.ready_rows
        assert page.max_row == area.bottom, f"something stands below {spec.key}"


def test_check_formulas_stand_in_every_ready_row_and_in_the_table_itself(built: Built) -> None:
    for page, spec, table in _tables(built):
        check = spec.check_column()
        if check is None:
            continue
        place = spec.columns.index(check) + 1
        area = Area.parse(table.ref)
        for row in range(area.top + 1, area.bottom + 1):
            listed = built.spec.key == "control"
            expected = formula(spec, _refs(spec, row), built.lang, listed=listed)
            assert page.cell(row, place).value == f"={expected}"
            if row == area.top + 1:
                assert table.tableColumns[place - 1].calculatedColumnFormula.attr_text == expected


def test_computed_columns_carry_their_formula(built: Built) -> None:
    declared = [
        (page, spec, column) for page, spec, _ in _tables(built) for column in spec.columns if column.formula
    ]
    assert bool(declared) == (built.spec.key == "control")
    for page, spec, column in declared:
        row = spec.header_row + 1
        value = page.cell(row, spec.columns.index(column) + 1).value
        refs = _refs(spec, row)
        assert column.formula
        assert value == "=" + column.formula.excel(refs, built.lang)


def test_form_values_have_names_beside_their_labels(built: Built) -> None:
    for sheet in built.spec.sheets:
        for offset, column in enumerate(sheet.form.columns if sheet.form else ()):
            row = sheet.form.first_row + offset  # type: ignore[union-attr]
            page = built.book[sheet.name(built.lang)]
            assert page.cell(row, 1).value == column.label(built.lang)
            ((where, cell),) = built.book.defined_names[sheet.form.name(column.key)].destinations  # type: ignore[union-attr]
            assert (where, cell) == (page.title, f"$B${row}")
            has_check = str(page.cell(row, 3).value or "").startswith("=IF(")
            assert has_check == (column.owner is not Owner.COMPUTED)


def test_every_vocabulary_in_use_has_both_its_names(built: Built) -> None:
    used = {c.choices for c in _all_columns(built) if isinstance(c.choices, Vocabulary)}
    for words in used:
        assert _words(built, f"list_{words.key}") == [word for _, text in words.words for word in text]
        assert _words(built, f"pick_{words.key}") == words.allowed_words(built.lang)


def test_every_list_of_the_workbook_itself_has_its_name(built: Built) -> None:
    used = {c.choices.name for c in _all_columns(built) if isinstance(c.choices, ListOf)}
    own = {spec.key: (page, spec) for page, spec, _ in _tables(built)}
    for name in used:
        table, column = LISTS[name]
        text = built.book.defined_names[name].attr_text
        if table in own:
            page, spec = own[table]
            letter = column_letters([c.key for c in spec.columns].index(column) + 1)
            assert text.startswith((f"'{page.title}'!", f"{page.title}!"))
            assert f"!${letter}${spec.header_row + 1}:INDEX(" in text
        else:
            assert built.spec.key == "return"
            assert list(built.book.worksheets[-1].tables) == [DEPARTMENT_LIST.key]
            assert text.startswith(f"{built.book.worksheets[-1].title}!")


def test_the_dashboard_has_every_named_cell(control: Built) -> None:
    wanted = {HEADLINE, BASIS} | {f"dash_{tile.key}{end}" for tile in TILES for end in ("", "_note")}
    page = control.book[control.spec.sheet("dashboard").name(control.lang)]
    cells = {name: next(control.book.defined_names[name].destinations) for name in wanted}
    assert {sheet for sheet, _ in cells.values()} == {page.title}
    assert len({cell for _, cell in cells.values()}) == len(wanted)
    assert {page[cells[f"dash_{tile.key}"][1]].value for tile in TILES} == {"–"}


def test_figures_stand_side_by_side(control: Built) -> None:
    page = control.book.worksheets[-2]
    assert list(page.tables) == [spec.key for spec in TABLES]
    areas = [Area.parse(page.tables[spec.key].ref) for spec in TABLES]
    assert all(b.left == a.right + 2 and a.top == b.top for a, b in pairwise(areas))


def test_a_new_control_workbook_comes_with_rulebook_and_stages(control: Built) -> None:
    tables = {spec.key: (page, Area.parse(table.ref)) for page, spec, table in _tables(control)}
    page, area = tables["rulebook"]
    assert [page.cell(r, 1).value for r in range(area.top + 1, area.bottom + 1)] == [
        e.number for e in ENTRIES
    ]
    page, area = tables["stages"]
    assert [page.cell(r, 3).value.date().isoformat() for r in range(area.top + 1, area.bottom + 1)] == [
        "2026-04-15",
        "2026-07-31",
        "2026-09-11",
    ]


def test_the_compliance_table_has_a_column_for_every_ban(control: Built) -> None:
    spec = control.spec.sheet("compliance").table
    bans = [entry for entry in ENTRIES if entry.kind == "ban"]
    labels = [c.label(control.lang) for c in spec.columns[-len(bans) :]]  # type: ignore[union-attr]
    assert labels == [f"{entry.number} {entry.title(control.lang)}" for entry in bans]


def test_a_blank_return_asks_every_question(blank_return: Built) -> None:
    (page, _, table), (problems, problem_spec, _) = _tables(blank_return)
    rows = Area.parse(table.ref)
    asked = [(page.cell(r, 1).value, page.cell(r, 2).value) for r in range(rows.top + 1, rows.bottom + 1)]
    lang = blank_return.lang
    assert asked == [(f"{e.number} {e.title(lang)}", e.text(lang)) for e in ENTRIES]
    numbers = [problems.cell(5 + i, 1).value for i in range(problem_spec.ready_rows)]
    assert numbers == list(range(1, problem_spec.ready_rows + 1))


def test_cells_are_formatted_by_kind_past_the_tables_end(built: Built) -> None:
    formats = {Kind.ID: "@", Kind.DATE: "yyyy-mm-dd", Kind.PERCENT: "0%"}
    for page, spec, _ in _tables(built):
        for place, column in enumerate(spec.columns, start=1):
            if column.kind not in formats:
                continue
            cell = page.cell(spec.header_row + 1, place)
            assert cell.number_format == formats[column.kind], (spec.key, column.key)
            default = column_of(page, place)
            assert default.number_format == formats[column.kind], (spec.key, column.key)
            assert default.hidden == (not spec.in_view(column, built.lang))


def test_sums_of_money_show_their_cents(control: Built) -> None:
    sheet = control.spec.sheet("fees")
    page = control.book[sheet.name(control.lang)]
    places = {column.key: at for at, column in enumerate(fees.SPEC.columns, start=1)}
    shown = {key: page.cell(6, places[key]).number_format for key in ("charged", "excess", "headcount")}
    assert shown == {"charged": "0.00", "excess": '0.00;-0.00;"–"', "headcount": "0"}


def _refs(spec: TableSpec, row: int) -> Refs:
    letters = {column.key: column_letters(i) for i, column in enumerate(spec.columns, start=1)}
    return lambda key: f"${letters[key]}{row}"


def _all_columns(built: Built) -> Iterator[Column]:
    for sheet in built.spec.sheets:
        yield from sheet.form.columns if sheet.form else ()
        yield from sheet.table.columns if sheet.table else ()


def _words(built: Built, name: str) -> list[str]:
    ((sheet, area),) = built.book.defined_names[name].destinations
    cells = built.book[sheet][area.replace("$", "")]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    return [cell.value for row in rows for cell in row]
