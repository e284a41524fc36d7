"""Dropdowns, marks, protection and print set-up: what helps people while they fill in."""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from softenv_xl.grid.address import Address, Area, column_letters
from softenv_xl.schema.column import Kind, Owner
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.templates.formats import SYMBOLS
from softenv_xl.views.dashboard import TABLES, TILES, title_name
from tests.templates.conftest import column_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.schema.column import Column
    from softenv_xl.schema.table import TableSpec
    from tests.templates.conftest import Built


def _columns(built: Built) -> Iterator[tuple[Any, TableSpec, int, Column]]:
    for sheet, spec in built.spec.tables():
        for place, column in enumerate(spec.columns, start=1):
            yield built.book[sheet.name(built.lang)], spec, place, column


def _validation(page: Any, row: int, column: int) -> tuple[Any, int] | None:
    """The validation of a cell, and how far down it reaches."""
    for validation in page.data_validations.dataValidation:
        for area in validation.sqref.ranges:
            if area.min_row <= row <= area.max_row and area.min_col <= column <= area.max_col:
                return validation, area.max_row
    return None


def test_inputs_have_dropdowns_and_date_limits_far_down(built: Built) -> None:
    for page, spec, place, column in _columns(built):
        found = _validation(page, spec.header_row + 1, place)
        ranged = column.low is not None and column.high is not None
        wanted = column.choices or column.kind is Kind.DATE or ranged or column.hint
        if column.owner is Owner.COMPUTED or not wanted:
            assert found is None, (spec.key, column.key)
            continue
        assert found, (spec.key, column.key)
        validation, last = found
        assert last == spec.reach
        if column.choices:
            _is_a_dropdown(validation, column)
        elif column.kind is Kind.DATE:
            assert (validation.type, validation.operator) == (
                "date",
                "between",
            ) or validation.operator is None
            assert (validation.formula1, validation.formula2) == ("36526", "73050")
        elif ranged:
            limits = float(validation.formula1), float(validation.formula2)
            assert (validation.type, *limits) == ("decimal", column.low, column.high)


def _is_a_dropdown(validation: Any, column: Column) -> None:
    choices = column.choices
    name = choices.name if isinstance(choices, ListOf) else f"pick_{choices.key}"  # type: ignore[union-attr]
    assert (validation.type, validation.formula1) == ("list", name)
    strict = column.kind is Kind.CHOICE
    # "Ignore blank" would let any word through while the list has a blank cell.
    assert bool(validation.allow_blank) != strict
    assert validation.showErrorMessage
    assert validation.error
    assert (validation.errorStyle or "stop") == ("stop" if strict else "warning")


def test_hints_show_when_a_cell_is_selected(built: Built) -> None:
    for sheet in built.spec.sheets:
        for offset, column in enumerate(sheet.form.columns if sheet.form else ()):
            if column.hint:
                row = sheet.form.first_row + offset  # type: ignore[union-attr]
                found = _validation(built.book[sheet.name(built.lang)], row, 2)
                assert found
                assert found[0].prompt == column.hint(built.lang)


def _conditions(page: Any, row: int, column: int) -> list[str]:
    """The formulas of the conditional formats that reach a cell."""
    found = []
    for area in page.conditional_formatting:
        for part in str(area.sqref).split():
            if Area.parse(part).holds(Address(row, column)):
                found += [rule.formula[0] for rule in area.rules if rule.formula]
    return found


def test_states_and_verdicts_are_marked_by_their_symbols(built: Built) -> None:
    for page, spec, place, column in _columns(built):
        conditions = " ".join(_conditions(page, spec.reach, place))
        symbols: set[str] = set()
        if column.kind is Kind.CHECK:
            symbols = {"✓", "✗", "△", "○"}
        elif isinstance(column.choices, Vocabulary):
            symbols = {word[0] for word in column.choices.accepted} & SYMBOLS.keys()
        for symbol in symbols:
            assert f'="{symbol}"' in conditions, (spec.key, column.key)


def test_cells_with_an_issue_are_marked_by_keys_that_outlive_sorting_and_renaming(control: Built) -> None:
    for page, spec, place, column in _columns(control):
        marks = [c for c in _conditions(page, spec.header_row + 1, place) if "issues_key" in c]
        listed = spec.key == "issues" or not spec.inputs or column.hidden or column.kind is Kind.CHECK
        assert len(marks) == (0 if listed else 3), (spec.key, column.key)
        for symbol, mark in zip("✗△○", marks, strict=False):
            assert f'"{symbol}{spec.key}|{column.key}|"&' in mark
            assert page.title not in mark.replace(f'"{symbol}{spec.key}|', "")
            assert "COUNTIF" not in mark
    for name, key in (("issues_key", "key"), ("issues_about", "about"), ("issues_said", "said")):
        ((sheet, area),) = control.book.defined_names[name].destinations
        page = control.book[sheet]
        found = Area.parse(area.replace("$", ""))
        assert (found.top, found.bottom) == (5, 5004)
        labels = {spec.key: spec.column for _, spec in control.spec.tables()}
        assert page.cell(4, found.left).value == labels["issues"](key).label(control.lang)


def test_only_sheets_without_growing_tables_are_protected(built: Built) -> None:
    protected = {page.title for page in built.book if page.protection.sheet}
    free = {sheet.name(built.lang) for sheet in built.spec.sheets if sheet.table}
    assert not protected & free
    hidden = [page.title for page in built.book if page.sheet_state == "hidden"]
    assert hidden == [built.book.worksheets[-1].title]


def test_a_teacher_can_fill_in_the_protected_identity(blank_return: Built) -> None:
    sheet = blank_return.spec.sheet("identity")
    page = blank_return.book[sheet.name(blank_return.lang)]
    assert page.protection.sheet
    for offset, column in enumerate(sheet.form.columns if sheet.form else ()):
        locked = page.cell(sheet.form.first_row + offset, 2).protection.locked  # type: ignore[union-attr]
        assert locked == (column.owner is Owner.COMPUTED), column.key


def _below_six_charts(built: Built) -> int:
    """The dashboard's first row that the first six charts leave free."""
    charts = built.book[built.spec.sheet("dashboard").name(built.lang)]._charts
    return int(charts[6].anchor._from.row)


def test_every_sheet_prints_on_whole_pages_with_its_header_repeated(built: Built) -> None:
    for sheet in built.spec.sheets:
        page = built.book[sheet.name(built.lang)]
        assert "&P" in page.oddFooter.right.text
        if sheet.key == "dashboard":  # two pages: a page that is fitted knows no breaks
            assert [one.id for one in page.row_breaks.brk] == [_below_six_charts(built)]
            continue
        assert page.sheet_properties.pageSetUpPr.fitToPage
        assert (page.page_setup.fitToWidth or 1) == 1
        grows = sheet.table is not None and not sheet.one_page and sheet.key != "selfcheck"
        assert page.page_setup.fitToHeight in ((0,) if grows else (0, 1, None))
        if sheet.table and not sheet.form:
            row = sheet.table.header_row
            assert page.print_title_rows == f"${row}:${row}"
            assert page.freeze_panes.endswith(str(row + 1))


def test_charts_are_drawn_from_exactly_the_figures(control: Built) -> None:
    page = control.book.worksheets[-2]
    with ZipFile(BytesIO(control.package)) as archive:
        charts = [archive.read(f"xl/charts/chart{n}.xml").decode() for n in range(1, len(TABLES) + 1)]
    for spec, chart in zip(TABLES, charts, strict=True):
        area = Area.parse(page.tables[spec.key].ref)
        rows = area._replace(top=area.top + 1)
        drawn = chart.partition("</c:title>")[2]
        used = {Area.parse(ref.replace("$", "")) for ref in re.findall(r"<c:f>[^<]*!([^<]+)</c:f>", drawn)}
        headers = {a for a in used if a.top == a.bottom == area.top}
        assert used - headers == {
            rows._replace(left=column, right=column) for column in range(area.left, area.right + 1)
        }
        assert {a.left for a in headers} == set(range(area.left + 1, area.right + 1))
        title = control.book.defined_names[title_name(spec)].attr_text
        assert f"<c:f>{title}</c:f>" in chart
        assert page[title.rpartition("!")[2]].value.startswith(spec.title(control.lang))


def _links(page: Any) -> set[str]:
    """The sheets that cells of the page lead to."""
    found = {cell.hyperlink.location for row in page.iter_rows() for cell in row if cell.hyperlink}
    return {place.removesuffix("!A1").strip("'") for place in found}


def test_every_tile_leads_to_its_sheet_and_every_sheet_back(control: Built) -> None:
    names = {sheet.key: sheet.name(control.lang) for sheet in control.spec.sheets}
    home = names["dashboard"]
    assert _links(control.book[home]) == {names[tile.sheet] for tile in TILES}
    for key, name in names.items():
        assert key == "dashboard" or home in _links(control.book[name]), key
    assert control.book.worksheets[0].title == names["start"]
    assert _links(control.book[names["start"]]) == {name for key, name in names.items() if key != "start"}


def test_columns_that_stand_aside_are_in_closed_groups(built: Built) -> None:
    for sheet, spec in built.spec.tables():
        page = built.book[sheet.name(built.lang)]
        for place, column in enumerate(spec.columns, start=1):
            found = column_of(page, place)
            shown = spec.in_view(column, built.lang)
            aside = not (column.hidden or shown)
            assert (found.outlineLevel, found.hidden) == (int(aside), not shown)
            after = spec.columns[place] if place < len(spec.columns) else None
            if aside and (after is None or spec.in_view(after, built.lang)):
                assert column_of(page, place + 1).collapsed
            assert not (aside and after and after.hidden), "a plus sign above a hidden column is never seen"


def test_rows_with_long_text_are_high_enough_and_free_to_grow(built: Built) -> None:
    at = 4 if built.lang == "zh" else 6
    key, at = ("rulebook", at) if built.spec.key == "control" else ("selfcheck", 2)
    sheet = built.spec.sheet(key)
    page = built.book[sheet.name(built.lang)]
    width = page.column_dimensions[column_letters(at)].width
    with ZipFile(BytesIO(built.package)) as archive:
        part = archive.read(f"xl/worksheets/sheet{built.book.worksheets.index(page) + 1}.xml").decode()
    for row in range(5, page.max_row + 1):
        tag = re.search(rf'<row r="{row}"[^>]*>', part)
        assert tag
        assert "customHeight" not in tag[0]
        height = page.row_dimensions[row].height or page.sheet_format.defaultRowHeight
        # A Chinese letter of 10 points is as wide as two digits less a tenth.
        text = str(page.cell(row, at).value)
        wide = sum(1.9 for letter in text if letter >= "⺀")
        assert height >= 12.75 * wide / width
