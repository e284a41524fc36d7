"""What the gate reads of .ods, from content made by hand."""

from datetime import date, datetime, time, timedelta

import pytest

from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.cell import CellError
from softenv_xl.grid.grid import Book, Grid, TableArea
from tests.gate.packages import book_of, refusal, zipped

URN = "urn:oasis:names:tc:opendocument:xmlns"
SPACES = " ".join(f'xmlns:{each}="{URN}:{each}:1.0"' for each in ("office", "table", "text", "style"))
CALCEXT = 'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
MANIFEST = f'<m:manifest xmlns:m="{URN}:manifest:1.0">{{}}</m:manifest>'


def ods(tables: str, *, styles: str = "", manifest: str = "", **more: str) -> bytes:
    content = (
        f"<office:document-content {SPACES} {CALCEXT}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"content.xml": content, "META-INF/manifest.xml": MANIFEST.format(manifest), **more})


def table(*rows: str, name: str = "表") -> str:
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(*cells: str, times: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{times}">{"".join(cells)}</table:table-row>'


def cell(kind: str = "", words: str = "", attributes: str = "") -> str:
    typed = f'office:value-type="{kind}"' if kind else ""
    return (
        f"<table:table-cell {typed} {attributes}>{words and f'<text:p>{words}</text:p>'}</table:table-cell>"
    )


def blank(times: int = 1) -> str:
    return f'<table:table-cell table:number-columns-repeated="{times}"/>'


def grid_of(*rows: str) -> Grid:
    return book_of(ods(table(*rows))).grids[0]


def found(book: Book) -> list[str]:
    return [grid.sheet for grid in book.grids]


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (cell("float", "1", 'office:value="1.5"'), 1.5),
        (cell("percentage", "25%", 'office:value="0.25"'), 0.25),
        (cell("currency", "￥3", 'office:value="3"'), 3.0),
        (cell("boolean", "TRUE", 'office:boolean-value="true"'), True),
        (cell("date", "9月30日", 'office:date-value="2026-09-30"'), date(2026, 9, 30)),
        (
            cell("date", "", 'office:date-value="2026-09-30T08:05:00.5"'),
            datetime.fromisoformat("2026-09-30 08:05:00.5"),
        ),
        (cell("time", "", 'office:time-value="PT08H05M07.25S"'), time(8, 5, 7, 250_000)),
        (cell("time", "", 'office:time-value="PT30H00M00S"'), timedelta(hours=30)),
        (cell("time", "", 'office:time-value="-PT1H"'), -timedelta(hours=1)),
        (cell("string", "<text:s/>甲<text:s text:c='2'/>乙<text:tab/>丙\n  丁"), " 甲  乙\t丙 丁"),
        (
            cell("string", "甲<text:span>乙<text:a>丙</text:a></text:span>丁<text:line-break/>戊"),
            "甲乙丙丁\n戊",
        ),
        (cell("string", "甲</text:p><text:p>乙"), "甲\n乙"),
        (
            cell(
                "string",
                "<text:ruby><text:ruby-base>北</text:ruby-base><text:ruby-text>běi</text:ruby-text></text:ruby>京",
            ),
            "北京",
        ),
        (cell("string", "见", 'office:string-value="真"'), "真"),
        (
            cell(
                "string", "注</text:p><office:annotation><text:p>批注</text:p></office:annotation><text:p>释"
            ),
            "注\n释",
        ),
        (cell("string", "#REF!", 'calcext:value-type="error" table:formula="of:=X"'), CellError("#REF!")),
        (cell("string", "Err:508", 'table:formula="of:=("'), CellError("Err:508")),
        (cell("string", "#REF!"), "#REF!"),
    ],
)
def test_values_keep_their_types(said: str, value: object) -> None:
    grid = grid_of(row(said, cell("string", "末")))
    assert grid.rows == ((value, "末"),)
    assert type(grid.rows[0][0]) is type(value)


def test_repeated_cells_and_rows_stand_in_every_place() -> None:
    again = 'table:number-columns-repeated="2" table:formula="of:=1"'
    number = cell("float", "7", f'office:value="7" {again}')
    grid = grid_of(
        row(blank(3), times=2),
        row(blank(), number, blank(9), times=2),
        row(cell("string", "末")),
        row(blank(16384), times=1_048_571),
    )
    assert grid.rows == ((), (), (None, 7.0, 7.0), (None, 7.0, 7.0), ("末",))
    assert {address.a1 for address in grid.formulas} == {"B3", "C3", "B4", "C4"}


def test_merged_and_array_cells() -> None:
    merged = cell("string", "题", 'table:number-columns-spanned="3" table:number-rows-spanned="2"')
    array = cell("float", "", 'office:value="1" table:formula="of:=X" table:number-matrix-rows-spanned="2"')
    covered = '<table:covered-table-cell table:number-columns-repeated="2"/>'
    grid = grid_of(row(merged, covered, array), row(covered, blank(), cell("float", "", 'office:value="2"')))
    assert grid.merged == (Area.parse("A1:C2"),)
    assert grid.formulas == {Address.parse("D1"), Address.parse("D2")}


def test_names_tables_and_hidden_sheets() -> None:
    ranges = (
        "<table:named-expressions>"
        "<table:named-range table:name='staff_no' table:cell-range-address=\"$'第 一'.$B$2\"/>"
        "<table:named-range table:name='choices' table:cell-range-address='$乙.$A$1:.$B$9'/>"
        "<table:named-range table:name='moving' table:cell-range-address='乙.A1'/>"
        "</table:named-expressions><table:database-ranges>"
        "<table:database-range table:name='problems' table:target-range-address=\"'第 一'.A1:'第 一'.C9\"/>"
        "<table:database-range table:name='__Anonymous_Sheet_DB__0' table:target-range-address='乙.A1:乙.C9'/>"
        "</table:database-ranges>"
    )
    hidden = "<style:style style:name='t2'><style:table-properties table:display='false'/></style:style>"
    second = table(row(cell("string", "x")), name="乙").replace(
        "<table:table ", "<table:table table:style-name='t2' "
    )
    book = book_of(ods(table(row(cell("string", "a")), name="第 一") + second + ranges, styles=hidden))
    assert [grid.visible for grid in book.grids] == [True, False]
    assert book.names == {"staff_no": ("第 一", Area.parse("B2")), "choices": ("乙", Area.parse("A1:B9"))}
    assert book.table("problems") == (book.grids[0], TableArea("problems", Area.parse("A1:C9")))
    assert not book.grids[1].tables


def test_its_format_is_noted_and_what_it_carries_is_warned_of() -> None:
    entry = '<m:file-entry m:full-path="{}" m:media-type="application/{}"/>'
    chart = entry.format("Object 1/", "vnd.oasis.opendocument.chart")
    whole = entry.format("/", "vnd.oasis.opendocument.spreadsheet")
    plain = read(ods(table(), manifest=whole + chart), RETURN)
    assert [(issue.code, issue.arguments) for issue in plain.issues] == [
        ("file.other-format", {"format": ".ods"})
    ]
    linked = "<table:table table:name=\"'file:///b.ods'#甲\"><table:table-row/></table:table>" + table()
    text = entry.format("Object 2/", "vnd.oasis.opendocument.text")
    full = read(ods(linked, manifest=whole + text, **{"Basic/Standard/a.xml": "<x/>"}), RETURN)
    assert full.book is not None
    assert found(full.book) == ["表"]
    codes = [issue.code for issue in full.issues]
    assert codes == ["file.embedded-object", "file.external-link", "file.macros", "file.other-format"]


def test_when_it_was_saved() -> None:
    def saved(said: str) -> datetime | None:
        meta = f'<o:meta xmlns:o="o" xmlns:dc="dc"><dc:date>{said}</dc:date></o:meta>'
        return book_of(ods(table(), **{"meta.xml": meta})).saved_at

    assert saved("2026-09-30T21:05:06.123456789") == datetime.fromisoformat("2026-09-30 21:05:06.123456")
    assert saved("不详") is None
    assert book_of(ods(table())).saved_at is None


def test_a_password_is_said_to_be_one() -> None:
    locked = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    assert refusal(ods(table(), manifest=locked)).code == "file.encrypted"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (
            [
                row(
                    cell("float", "", 'office:value="1" table:number-columns-repeated="16384"'),
                    times=1_048_576,
                )
            ],
            "file.too-large",
        ),
        (
            [row(blank(16383), cell("string", "x")), row(blank(), times=1_048_000), row(cell("string", "x"))],
            "file.too-large",
        ),
        ([row(blank(), times=1_048_576), row(cell("string", "x"))], "file.unreadable"),
        ([row(blank(16384), cell("string", "x"))], "file.unreadable"),
        (
            [
                row(
                    cell(
                        "float",
                        "",
                        'office:value="1" table:formula="of:=1" table:number-columns-repeated="16384"',
                    ),
                    times=1_048_576,
                )
            ],
            "file.too-large",
        ),
        ([row(cell("float", "", 'office:value="一"'))], "file.unreadable"),
        ([row(cell("string", "x", 'table:number-columns-repeated="-1"'))], "file.unreadable"),
        (
            [
                row(
                    cell(
                        "string",
                        "x",
                        'table:number-columns-spanned="16384" table:number-rows-spanned="1048576"',
                    )
                )
            ],
            "file.suspicious",
        ),
        (["<table:table-row>"], "file.unreadable"),
    ],
)
def test_sheets_that_cannot_be(rows: list[str], code: str) -> None:
    issue = refusal(ods(table(*rows)))
    assert issue.code == code
    if code == "file.too-large":  # known before anything was made so often
        assert issue.arguments["what"].en.startswith("a sheet reaches to XFD")


def test_a_million_empty_rows_are_no_rows() -> None:
    assert grid_of(row(cell("string", "x")), row(blank(16384), times=1_048_575)).rows == (("x",),)


def test_a_gap_of_a_billion_spaces_is_cut() -> None:
    value = grid_of(row(cell("string", "a<text:s text:c='999999999'/>b"))).rows[0][0]
    assert isinstance(value, str)
    assert len(value) < 33_000


def test_entities_are_refused() -> None:
    content = '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'
    assert (
        refusal(zipped({"content.xml": content, "META-INF/manifest.xml": MANIFEST})).code == "file.suspicious"
    )
