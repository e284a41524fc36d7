"""Csv out, csv in: the workbook is equal; what files may not do to it."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.workbook import Draft
from softenv_xl.open_data.importing import Imported, read_folder
from softenv_xl.open_data.tables import tables
from softenv_xl.open_data.writing import as_csv, fields_of
from softenv_xl.registers import fees, milestones, people
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.patch import KEEP, Patch
from softenv_xl.sheets.table_patch import table_patch
from tests.publication.school import STAFF, STAFF_NUMBERS, TODAY, Row, computed, field, rows, typed, whole
from tests.support.small_school import GROUPS, register


def out(book: Book, day: date = TODAY) -> dict[str, bytes]:
    """The csv files of a workbook, confidential columns and all."""
    exported = tables(book, computed(book, day), confidential=True)
    return {f"{table.key}.csv": as_csv(fields_of(table, labels=False), table.rows) for table in exported}


def read_in(book: Book, files: dict[str, bytes], day: date = TODAY) -> Imported:
    return read_folder(book, computed(book, day), files)


def codes(imported: Imported) -> list[str]:
    return [issue.code for issue in imported.issues]


@cache
def files() -> dict[str, bytes]:
    return out(whole("zh"))


def edited(name: str, *changes: tuple[str, str]) -> dict[str, bytes]:
    """One file with words in it replaced, each of which is there."""
    text = files()[f"{name}.csv"].decode()
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    return {f"{name}.csv": text.encode()}


def parsed(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_file_is_what_programs_expect() -> None:
    content = files()["fees.csv"]
    assert content.startswith(b"\xef\xbb\xbfid,term,nature,")
    assert content.count(b"\r\n") == 2
    (fee,) = parsed(content)
    assert (fee["nature"], fee["charged"], fee["start"]) == ("admin", "300", "2026-09-01")
    assert "check" not in fee


def test_the_same_files_change_nothing() -> None:
    imported = read_in(whole("zh"), files())
    assert imported.patch == Patch()
    assert (imported.cells, imported.rows, imported.issues) == (0, 0, ())


def test_cells_of_another_kind_than_their_column_are_left_as_they_are() -> None:
    odd = {
        **rows("zh")[milestones.SPEC][0],
        "expected": True,
        "present": "about ten",
        "place": 7,
        "minutes": False,
    }
    book = typed(whole("zh"), milestones.SPEC, [odd], "zh")
    assert read_in(book, out(book)).patch == Patch()


def test_the_longest_cell_comes_back_whatever_else_was_read_before() -> None:
    csv.field_size_limit(100)
    words = "=" * 32_000
    book = typed(whole("zh"), milestones.SPEC, [{**rows("zh")[milestones.SPEC][0], "minutes": words}], "zh")
    assert read_in(book, out(book)).patch == Patch()


def patched(draft: Draft, imported: Imported) -> None:
    assert imported.patch is not None, codes(imported)
    draft.write(imported.patch)


@pytest.mark.slow
def test_a_workbook_that_lost_its_cells_is_equal_again() -> None:
    """Through real files: every cell that people filled in, written over, comes back from csv."""
    draft = Draft("control.xlsx", register("zh"))
    for spec, filled in rows("zh").items():
        control = read_control(draft.read())
        draft.write(Patch((table_patch(control, spec, [Placed(None, row) for row in filled]),)))
    flow.refresh(draft, TODAY)
    before, kept = draft.read(), out(draft.read())
    whole_ = {table.key: table for table in tables(before, computed(before), confidential=True)}
    control = computed(before).control
    lost = []
    for table in whole_.values():
        if isinstance(table.spec, TableSpec) and table.rows:
            columns = [column for column in table.inputs if column.key != table.spec.id_column]
            others = (
                {column.key: other(column, row[column.key]) for column in columns} for row in table.rows
            )
            placed = [Placed(at, cells) for at, cells in zip(table.places, others, strict=True)]
            lost.append(table_patch(control, table.spec, placed))
    draft.write(Patch(tuple(lost)))
    assert out(draft.read()) != kept
    patched(draft, read_folder(draft.read(), computed(draft.read()), kept))
    after = draft.read()
    assert out(after) == kept
    for table in tables(after, computed(after), confidential=True):
        assert table.rows == whole_[table.key].rows
    for grid, then in zip(before.grids, after.grids, strict=True):
        assert grid.sheet == then.sheet
    draft_again = Draft("control.xlsx", draft.content)
    assert read_folder(draft_again.read(), computed(draft_again.read()), kept).patch == Patch()


def other(column: Column, value: Value) -> Value:
    """Something that the cell doesn't hold."""
    if isinstance(column.choices, Vocabulary):
        return next((key for key, _ in column.choices.words if key != value), None)
    match column.kind:
        case Kind.DATE:
            return None if isinstance(value, date) else date(2026, 5, 5)
        case Kind.NUMBER | Kind.PERCENT:
            return value + 1 if isinstance(value, int | float) else 1
    return f"{value or ''}x"


WORDS = st.text(
    st.one_of(st.sampled_from("'=+-@\t\n\",;＝ 是"), st.characters(exclude_categories=("Cs", "Cc"))),
    min_size=1,
    max_size=20,
)


@settings(max_examples=25)
@given(WORDS, st.integers(0, 10**6), st.dates(date(2026, 1, 1), date(2026, 11, 1)))
def test_texts_numbers_and_days_come_back_to_the_letter(words: str, number: int, day: date) -> None:
    """Into a workbook in which other things stand by now."""
    other = {
        **rows("zh")[milestones.SPEC][0],
        "summary": words,
        "expected": number,
        "held": day,
        "title": words + "x",
    }
    book = typed(whole("zh"), milestones.SPEC, [other], "zh")
    exported = {"milestones.csv": out(book)["milestones.csv"]}
    imported = read_in(whole("zh"), exported)
    if imported.patch == Patch():
        assert not words.strip()
        return
    assert imported.patch is not None
    (table,) = imported.patch.tables
    (row,) = table.rows
    cells = dict(zip(table.columns, row.values, strict=True))
    columns = {column.label.zh: column.key for column in milestones.SPEC.columns}
    got = {
        columns[header]: value
        for header, value in cells.items()
        if columns.get(header) in other and value is not KEEP
    }
    assert got["summary"] == words
    assert got["title"] == words + "x"
    assert got["expected"] == number
    assert got.get("held", day) == day


def test_only_what_a_file_says_otherwise_is_written() -> None:
    imported = read_in(whole("zh"), edited("fees", ("Boarding", "Canteen")))
    assert imported.patch
    (table,) = imported.patch.tables
    assert (imported.cells, imported.rows) == (1, 0)
    names = [header for header in table.columns if not header.startswith("检查")]
    assert names == ["收费项目"]
    assert table.rows[0].source == 0


def test_computed_cells_are_never_written() -> None:
    imported = read_in(whole("zh"), edited("milestones", (",held,0,0,", ",late,9,9,")))
    assert imported.patch == Patch()
    header = files()["people.csv"].decode().splitlines()[0]
    assert "state" in header
    assert read_in(whole("zh"), edited("fees", ("5/6", "6/6"))).patch == Patch()


def test_rows_are_found_by_their_ids_in_any_order_and_left_alone_where_they_are_left_out() -> None:
    header, *lines = files()["people.csv"].decode().splitlines(keepends=True)
    turned = "".join((header, *reversed(lines[2:]))).encode()
    assert read_in(whole("zh"), {"people.csv": turned}).patch == Patch()


def test_new_rows() -> None:
    book = whole("zh")
    (line,) = files()["milestones.csv"].decode().splitlines()[1:]
    new = (
        files()["milestones.csv"]
        + line.replace("MS-001", "").replace("九月例会", "十月例会").encode()
        + b"\r\n"
    )
    imported = read_in(book, {"milestones.csv": new})
    assert imported.patch
    assert imported.rows == 1
    (table,) = imported.patch.tables
    assert [row.source for row in table.rows] == [0, None]
    assert "编号" not in table.columns
    people_csv = files()["people.csv"] + "P99,新老师,语文组\r\n".encode()
    imported = read_in(book, {"people.csv": people_csv})
    assert imported.rows == 1


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("fees", "FE-001", "FE-009"), "import.id-unknown"),
        (("fees", "id,term", "id,trem"), "import.header-unknown"),
        (("fees", "id,term", "id,id"), "import.header-twice"),
        (("fees", "2026,admin", "2026,x,admin"), "import.row-too-long"),
        ({"fees.csv": b"term,name\r\nx,y\r\n"}, "import.id-column-missing"),
        (("fees", "admin", "adminn"), "import.word-unknown"),
        ({"fees.csv": b'id,term\r\nFE-001,"open\r\n'}, "import.unreadable"),
        ({"fees.csv": b"\xff\xfe\x00\xd8\x81"}, "import.unreadable"),
        ({"fees.csv": b""}, "import.unreadable"),
        ({"appraisal_findings.csv": b"id,decided_by\r\nX,y\r\n"}, "import.id-unknown"),
    ],
)
def test_whatever_is_wrong_is_told_and_nothing_is_written(
    change: tuple[str, str, str] | dict[str, bytes], code: str
) -> None:
    wrong = change if isinstance(change, dict) else edited(change[0], (change[1], change[2]))
    imported = read_in(whole("zh"), {**edited("people", ("王芳", "王方")), **wrong})
    assert code in codes(imported)
    assert imported.patch is None
    first = next(issue for issue in imported.issues if issue.code == code)
    assert first.place.file in wrong
    assert first.message("zh")


def test_a_file_of_no_table_is_told_and_the_others_are_read() -> None:
    imported = read_in(
        whole("zh"),
        {"notes about.csv": b"a,b\r\n", "dictionary.csv": b"x", **edited("people", ("王芳", "王方"))},
    )
    assert codes(imported) == ["import.table-unknown"]
    assert imported.cells == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_as_spreadsheets_save_it(encoding: str, separator: str) -> None:
    stream = io.StringIO()
    lines = csv.reader(
        io.StringIO(edited("people", ("王芳", "王方"))["people.csv"].decode("utf-8-sig"), newline="")
    )
    csv.writer(stream, delimiter=separator).writerows(lines)
    imported = read_in(whole("zh"), {"people.csv": stream.getvalue().encode(encoding)})
    assert (imported.cells, codes(imported)) == (1, [])


def test_headers_may_be_the_workbooks_own_and_labels_stand_beside() -> None:
    text = edited("fees", ("Boarding", "Canteen"))["fees.csv"].decode()
    for column in fees.SPEC.columns:
        text = text.replace(f",{column.key},", f",{column.label.zh},", 1)
    assert read_in(whole("zh"), {"fees.csv": text.encode()}).cells == 1
    result = computed(whole("zh"))
    table = next(one for one in tables(whole("zh"), result, confidential=True) if one.key == "fees")
    from softenv_xl.open_data.writing import labelled

    content = as_csv(fields_of(table, labels=True), labelled(table, "zh"))
    (fee,) = parsed(content)
    assert (fee["nature"], fee["nature.label"]) == ("admin", "行政事业性收费")
    assert read_in(whole("zh"), {"fees.csv": content}).patch == Patch()


def test_settings_are_read_back() -> None:
    changed = {
        "options.csv": files()["options.csv"].replace(b",surname", b",full"),
        **edited("settings", ("School", "Academy")),
    }
    imported = read_in(field(whole("zh"), "options_exposure_form", "姓＋某某"), changed)
    assert imported.patch
    assert ("settings_school", "青禾 <Academy> & Co") in [
        (cell.name, cell.value) for cell in imported.patch.cells
    ]


def test_a_row_without_an_id_is_the_same_row() -> None:
    """Somebody typed half a row: nobody can tell it but by its cells."""
    staff: list[Row] = [
        {"number": number, "name": name.zh, "department": GROUPS[0].zh}
        for number, name in zip(STAFF_NUMBERS, STAFF, strict=True)
    ]
    book = typed(
        whole("zh"), people.SPEC, [*staff, {"name": "无号"}, {"name": "无号"}, {"name": "也无号"}], "zh"
    )
    kept = out(book)
    assert read_in(book, kept).patch == Patch()
    more = {"people.csv": kept["people.csv"] + ",还有,语文组\r\n".encode()}
    assert read_in(book, more).rows == 1
