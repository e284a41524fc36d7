"""Run by `test_one_file` in a copy of the tree that has one register more: `gifts.py`."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from docs.generate import reference
from softenv_xl import books, flow, templates, upgrading
from softenv_xl.compliance.state import State
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import CellError, Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import REGISTERS, gifts, rectification  # type: ignore[attr-defined]
from softenv_xl.registers.words import STATUS
from softenv_xl.schema.expression import Scope
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.verdict import formula, verdict
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.views import dashboard, issue_list, today
from softenv_xl.words import LANGS, NO_DATA, Lang, Text
from tests.support.package_rules import broken
from tests.support.small_school import GROUPS, NUMBERS, loaded, register, values

TODAY = date(2026, 10, 20)
OLDER = Path(__file__).parents[1] / "upgrade" / "workbooks"
BOTH = pytest.mark.parametrize("lang", LANGS)
ROWS: list[dict[str, Value]] = [
    {"number": NUMBERS[0], "received": date(2026, 9, 1), "handed_in": date(2026, 9, 5), "asked": "no"},
    {"number": NUMBERS[1], "received": date(2026, 9, 1), "handed_in": date(2026, 9, 20), "asked": "yes"},
    {"number": NUMBERS[2], "received": date(2026, 9, 1), "asked": "yes"},
]


@cache
def typed_in(lang: Lang) -> bytes:
    package = register(lang)
    control = read_control(Draft("control.xlsx", package).read())
    return apply(
        package,
        Patch((table_patch(control, gifts.SPEC, [Placed(None, row) for row in ROWS]),)),
        "control.xlsx",
    )


def pressed(lang: Lang) -> tuple[Result, Draft]:
    draft = Draft("control.xlsx", typed_in(lang))
    result, changed = flow.refresh(draft, TODAY)
    assert changed
    return result, draft


def column(sheet: Any, spec: Any, key: str, count: int) -> list[object]:
    at = [each.key for each in spec.columns].index(key) + 1
    return [sheet.cell(spec.header_row + 1 + down, at).value for down in range(count)]


@BOTH
def test_its_sheet_is_in_the_template(lang: Lang) -> None:
    book = loaded(templates.path("control", lang).read_bytes())
    sheet = book[gifts.SHEET.name(lang)]
    assert [cell.value for cell in sheet[gifts.SPEC.header_row]] == [
        c.label(lang) for c in gifts.SPEC.columns
    ]
    assert gifts.SPEC.key in sheet.tables
    bands = [sheet.cell(gifts.SPEC.header_row - 1, at).value for at in range(1, len(gifts.SPEC.columns) + 1)]
    gift, finding = Text("礼品", "Gift")(lang), Text("认定", "Finding")(lang)
    assert bands == [gift, *[None] * 7, finding, None, None, None, None, finding]
    closed = [letter for letter, one in sheet.column_dimensions.items() if one.outlineLevel and one.hidden]
    assert closed == ["I", "J", "K", "L", "M"]


@BOTH
def test_a_press_completes_and_checks_its_rows(lang: Lang) -> None:
    result, draft = pressed(lang)
    sheet = values(draft.content)[gifts.SHEET.name(lang)]
    assert column(sheet, gifts.SPEC, "check_finding", 3) == ["✓"] * 3
    assert column(sheet, gifts.SPEC, "id", 3) == ["G-001", "G-002", "G-003"]
    assert column(sheet, gifts.SPEC, "of_person", 3) == [1, 1, 1]
    assert [str(value)[:10] for value in column(sheet, gifts.SPEC, "due", 3)] == ["2026-09-08"] * 3
    assert None not in column(sheet, gifts.SPEC, "name", 3)
    brief = Text("上交太晚", "handed in late")(lang)
    assert [str(value)[0] for value in column(sheet, gifts.SPEC, "check", 3)] == ["✓", "✗", "△"]
    assert brief in str(column(sheet, gifts.SPEC, "check", 3)[1])
    assert {(i.code, i.place.row_id) for i in result.issues if i.code.startswith("gifts")} == {
        ("gifts.kept-too-long", "G-002"),
        ("gifts.withheld", "G-003"),
    }
    assert column(sheet, gifts.SPEC, "breaches", 3) == [None, None, Text("未上交", "not handed in")(lang)]
    assert not set(broken(draft.content))
    assert flow.refresh(draft, TODAY)[1] is False


@BOTH
def test_the_check_alone_finds_the_same(lang: Lang) -> None:
    draft = Draft("control.xlsx", typed_in(lang))
    result, _ = flow.highlight_issues(draft, TODAY)
    assert {issue.code for issue in result.issues if issue.code.startswith("gifts")} == {
        "gifts.kept-too-long",
        "gifts.withheld",
    }
    sheet = values(draft.content)[gifts.SHEET.name(lang)]
    assert [str(value)[0] for value in column(sheet, gifts.SPEC, "check", 3)] == ["✓", "✗", "△"]


@BOTH
def test_rules_over_the_whole_table_reach_the_list_and_the_row(lang: Lang) -> None:
    # Two rows that are alike, the second of which would claim something by itself; nobody of Mathematics.
    control = read_control(Draft("control.xlsx", register(lang)).read())
    alike = {**ROWS[2], "number": NUMBERS[0]}
    rows = [Placed(None, ROWS[2]), Placed(None, alike), Placed(None, {**alike, "asked": "no"})]
    content = apply(register(lang), Patch((table_patch(control, gifts.SPEC, rows),)), "control.xlsx")
    draft = Draft("control.xlsx", content)
    result, _ = flow.refresh(draft, TODAY)
    sheet, without = gifts.SHEET.name(lang), GROUPS[1](lang)
    found = {
        i.code: i for i in result.issues if i.code in ("gifts.entered-twice", "gifts.department-without")
    }
    twice, missing = found["gifts.entered-twice"], found["gifts.department-without"]
    assert (twice.place.sheet, twice.place.cell, twice.place.row_id) == (sheet, "D8", "G-003")
    assert "2026-09-01" in twice.message(lang)
    assert "G-002" in twice.message(lang)
    assert (missing.place.sheet, missing.place.cell, missing.place.row_id) == (sheet, "", without)
    assert without in missing.message(lang)
    assert [whole.counts for whole in result.registers["gifts"]] == [True, True, False]
    book = values(draft.content)
    assert [str(value)[0] for value in column(book[sheet], gifts.SPEC, "check", 3)] == ["△", "△", "✗"]
    codes = [row[-1].value for row in book[issue_list.SHEET.name(lang)].iter_rows(min_row=5)]
    assert {"gifts.entered-twice", "gifts.department-without"} <= set(codes)
    assert flow.refresh(draft, TODAY)[1] is False


@BOTH
def test_what_it_claims_shows_in_the_matrix_and_counts_once(lang: Lang) -> None:
    # The second row asks for one too, but has an error.
    result, draft = pressed(lang)
    result, _ = flow.refresh(draft, TODAY)
    states = {number: person.states["6"].value for number, person in result.assessment.people.items()}
    assert states == {NUMBERS[0]: "unknown", NUMBERS[1]: "unknown", NUMBERS[2]: "alleged"}


@BOTH
@pytest.mark.parametrize(
    ("finding", "state"),
    [
        (None, "alleged"),
        ("to_decide", "alleged"),
        ("substantiated", "substantiated"),
        ("dismissed", "unknown"),
        ("rectified", "substantiated"),  # its item isn't closed
    ],
)
def test_a_breach_counts_as_the_office_has_decided(lang: Lang, finding: str | None, state: str) -> None:
    control = read_control(Draft("control.xlsx", typed_in(lang)).read())
    rows = [Placed(0, {}), Placed(1, {}), Placed(2, {"finding": finding})]
    content = apply(typed_in(lang), Patch((table_patch(control, gifts.SPEC, rows),)), "control.xlsx")
    draft = Draft("control.xlsx", content)
    first, _ = flow.refresh(draft, TODAY)
    again, changed = flow.refresh(draft, TODAY)
    assert not changed
    for result in (first, again):
        assert result.assessment.people[NUMBERS[2]].states["2"].value == state
        assert result.assessment.school.counts["2"][State.COMPLIANT] == 0


def _named(book: Any, name: str) -> object:
    sheet, cell = next(book.defined_names[name].destinations)
    return book[sheet][cell].value


def decided(package: bytes, **cells: Value) -> bytes:
    """The third row, as the office decides on it."""
    control = read_control(Draft("control.xlsx", package).read())
    rows = [Placed(0, {}), Placed(1, {}), Placed(2, cells)]
    return apply(package, Patch((table_patch(control, gifts.SPEC, rows),)), "control.xlsx")


@BOTH
def test_a_breach_that_is_found_makes_one_item_and_its_closing_mends_it(lang: Lang) -> None:
    draft = Draft("control.xlsx", decided(typed_in(lang), finding="substantiated"))
    result, _ = flow.refresh(draft, TODAY)
    assert flow.refresh(draft, TODAY)[1] is False
    (item,) = result.tracker
    levies = result.control.rulebook.entry_with("levies")
    withheld, where = Text("未上交", "not handed in")(lang), gifts.SHEET.name(lang)
    assert {key: item.row[key] for key in ("id", "number", "standing", "deadline", "item", "problem")} == {
        "id": "FX-G-003",
        "number": NUMBERS[2],
        "standing": "open",
        "deadline": date(2026, 11, 19),  # thirty days on, within the rectify stage
        "item": levies and levies.label(lang),
        "problem": Text(f"{where} G-003：{withheld}", f"{where} G-003: {withheld}")(lang),
    }
    sheet = values(draft.content)[gifts.SHEET.name(lang)]
    status = dict(STATUS.words)
    assert column(sheet, gifts.SPEC, "fix", 3) == [None, None, "FX-G-003"]
    assert column(sheet, gifts.SPEC, "fix_state", 3) == [None, None, status["open"](lang)]
    closed = draft
    for step in ({"status": "remediating"}, {"status": "closed", "decision": "seen", "signed_off": "head"}):
        patch = Patch((table_patch(read_control(closed.read()), rectification.SPEC, [Placed(0, step)]),))
        closed = Draft("control.xlsx", apply(closed.content, patch, "control.xlsx"))
        result, _ = flow.refresh(closed, TODAY)
    assert result.assessment.people[NUMBERS[2]].states["2"] is State.RECTIFIED
    assert len(result.tracker) == 1
    sheet = values(closed.content)[gifts.SHEET.name(lang)]
    assert column(sheet, gifts.SPEC, "fix_state", 3) == [None, None, status["closed"](lang)]


@BOTH
def test_today_has_what_is_to_be_done_and_to_be_decided(lang: Lang) -> None:
    _, draft = pressed(lang)
    sheet = loaded(draft.content)[today.SHEET.name(lang)]
    place = gifts.SHEET.name(lang)
    due = [str(value)[:10] for value in column(sheet, today.SPEC, "due", 8)]
    what = column(sheet, today.SPEC, "what", 8)
    where = list(
        zip(column(sheet, today.SPEC, "sheet", 8), column(sheet, today.SPEC, "cell", 8), strict=True)
    )
    mine = [at for at, (name, _) in enumerate(where) if name == place]
    assert [(due[at], what[at], where[at][1]) for at in mine] == [
        (
            "2026-09-08",
            Text("上交礼品", "Hand the gift in")(lang),
            "F8",
        ),  # the third row: the second has an error
        ("None", Text("认定违规", "Decide on a breach")(lang), "I8"),
    ]
    assert due == sorted(due)  # what has no date comes last
    state = column(sheet, today.SPEC, "state", 8)
    assert [state[at] for at in mine] == [
        Text("✗ 已超期", "✗ Overdue")(lang),
        Text("○ 无期限", "○ No date")(lang),
    ]
    assert str(column(sheet, today.SPEC, "link", 8)[mine[0]]).startswith("=IF(")


@BOTH
def test_a_register_that_is_not_used_claims_nothing(lang: Lang) -> None:
    package = apply(
        decided(typed_in(lang), finding="substantiated"),
        Patch(cells=(CellPatch("options_use_gifts", Text("否", "No")(lang)),)),
        "control.xlsx",
    )
    draft = Draft("control.xlsx", package)
    result, _ = flow.refresh(draft, TODAY)
    assert result.tracker == ()
    book = values(draft.content)
    unused = Text("本校未使用", "not used")(lang)
    assert [_named(book, name) for name in ("dash_gifts", "dash_gifts_note")] == [NO_DATA, unused]
    assert str(_named(book, "fig_gifts_title")).endswith(unused)
    assert gifts.SHEET.name(lang) not in column(book[today.SHEET.name(lang)], today.SPEC, "sheet", 9)
    assert {person.states["2"] for person in result.assessment.people.values()} == {State.UNKNOWN}
    assert not [issue for issue in result.issues if issue.code.startswith("gifts")]


@BOTH
def test_its_tile_and_its_chart_are_on_the_dashboard(lang: Lang) -> None:
    _, draft = pressed(lang)
    book = loaded(draft.content, data_only=True)
    assert (_named(book, "dash_gifts"), _named(book, "dash_gifts_note")) == (
        1,
        Text("共 2 件", "of 2 gifts")(lang),
    )
    figures = next(sheet for sheet in book if "fig_gifts" in sheet.tables)
    left, top = figures.tables["fig_gifts"].ref.split(":")[0], 5
    at = figures[left].column + 1
    assert [figures.cell(top, at).value, figures.cell(top + 1, at).value] == [1, 1]
    with ZipFile(templates.path("control", lang)) as package:
        charts = [name for name in package.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == len(dashboard.FIGURES)


def test_the_reference_pages_name_its_sheet_and_its_issue() -> None:
    pages = dict(reference.pages())
    assert "Gifts" in pages["workbooks.en.md"]
    assert "礼品登记" in pages["workbooks.zh.md"]
    assert "`gifts.kept-too-long`" in pages["issues.en.md"]
    assert "`gifts.entered-twice`" in pages["issues.en.md"]
    assert "`gifts.entered-twice`" in pages["workbooks.en.md"]


@BOTH
def test_an_older_workbook_lacks_it_says_so_and_gets_it_by_upgrade(lang: Lang, tmp_path: Path) -> None:
    from softenv_xl.hosts.workbook import FileWorkbook

    file = tmp_path / "control.xlsx"
    file.write_bytes((OLDER / f"94917c8.{lang}.xlsx").read_bytes())
    result, _ = flow.refresh(FileWorkbook(file), TODAY)
    told = [issue for issue in result.issues if issue.code == "workbook.older"]
    assert [gifts.SPEC.title(lang) in issue.message(lang) for issue in told] == [True]
    assert gifts.SPEC.key in result.control.lacking
    assert not [issue for issue in result.issues if issue.code == "gifts.department-without"]
    additions = upgrading.upgrade(FileWorkbook(file), TODAY)
    assert ("sheet", gifts.SHEET.name(lang)) in {(one.kind, one.sheet) for one in additions}
    assert not set(broken(file.read_bytes()))
    book = loaded(file.read_bytes())
    assert gifts.SPEC.key in book[gifts.SHEET.name(lang)].tables
    assert "dash_gifts" in book.defined_names
    assert upgrading.upgrade(FileWorkbook(file), TODAY) == ()


def test_an_error_in_a_computed_cell_that_a_rule_reads_is_named_in_the_check() -> None:
    refs = {column.key: f"<{column.key}>" for column in gifts.SPEC.columns}
    guard = formula(gifts.SPEC, refs.__getitem__, "en", listed=True).split(",")[0]
    assert guard.startswith("IF(ISERROR(")
    assert "<due>" in guard
    scope = Scope({key: CellError("#N/A") if key == "due" else None for key in refs}, {}, {})
    assert verdict(gifts.SPEC, scope, "en") == "✗ error value"
    assert verdict(gifts.SPEC, scope, "en", block=gifts.SPEC.blocks[1]) == ""


@BOTH
def test_each_check_column_judges_its_own_columns(lang: Lang) -> None:
    control = read_control(Draft("control.xlsx", typed_in(lang)).read())
    rows = [Placed(0, {"finding": "substantiated"}), Placed(1, {}), Placed(2, {})]
    content = apply(typed_in(lang), Patch((table_patch(control, gifts.SPEC, rows),)), "control.xlsx")
    draft = Draft("control.xlsx", content)
    flow.refresh(draft, TODAY)
    sheet = values(draft.content)[gifts.SHEET.name(lang)]
    assert [str(value)[0] for value in column(sheet, gifts.SPEC, "check", 3)] == ["✓", "✗", "△"]
    assert [str(value)[0] for value in column(sheet, gifts.SPEC, "check_finding", 3)] == ["△", "✓", "✓"]
    formulas = loaded(draft.content)[gifts.SHEET.name(lang)]
    one, other = (column(formulas, gifts.SPEC, key, 1)[0] for key in ("check", "check_finding"))
    assert '"gifts|"' in str(one)
    assert '"gifts.1|"' in str(other)


def test_it_is_listed() -> None:
    assert gifts.REGISTER in REGISTERS
    assert gifts.SHEET in books.CONTROL.sheets
