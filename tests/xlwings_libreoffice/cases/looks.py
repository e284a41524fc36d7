"""How cells look."""

from __future__ import annotations

from typing import Any

from tests.xlwings_libreoffice.cases import BookCase, Case, Step, address, done, given, put

_CODES = (
    "General", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.00E+00", "# ?/?", "@", "yyyy-mm-dd", "yyyy/m/d",
    "mm/dd/yy;@", "m/d/yyyy", "d-mmm-yy", "h:mm", "h:mm:ss", "h:mm AM/PM", "yyyy-mm-dd hh:mm", "[h]:mm", "mm:ss",
    "#,##0.00_);[Red](#,##0.00)", '0.0 "pts"', 'yyyy"年"m"月"d"日"', "[>=100]0;[Blue]0.0", "¥#,##0.00",
    "_-* #,##0.00_-", "0.00;[Red]-0.00;;@", "000000", ";;;",
)  # fmt: skip


def _look(where: str, path: str) -> Step:
    """An attribute of a range; `font.bold` is its font's."""

    def step(sheet: Any) -> Any:
        target: Any = sheet[where]
        for name in path.split("."):
            target = getattr(target, name)
        return target

    return step


def _written(name: str, path: str, written: object, read: object = ...) -> Case:
    """A look of A1:B2 is written, and read from all its cells."""
    attribute = path.replace(".", "__")
    return Case(
        name,
        _look("A1:B2", path),
        written if read is ... else read,
        (given("A1:B2", **{attribute: written}),),
    )


NUMBER_FORMATS = [
    *(_written(f"number format {code}", "number_format", code) for code in _CODES),
    Case(
        "number formats that differ",
        _look("A1:B1", "number_format"),
        None,
        (given("A1", number_format="0.00"),),
    ),
    Case("no number format", given("A1", number_format="[>"), Exception),
]

COLOURS = [
    Case("no colour", _look("A1", "color"), None),
    _written("a colour", "color", (30, 100, 200)),
    _written("a colour in hex", "color", "#efefef", (239, 239, 239)),
    _written("a colour as Excel's number", "color", 0x0000FF, (255, 0, 0)),
    _written("black", "color", (0, 0, 0)),
    Case("a colour taken away", _look("A1", "color"), None, (given("A1", color=(1, 2, 3)), given("A1", color=None))),
    Case("colours cell by cell", lambda s: [c.color for c in s["A1:B1"]], [(255, 0, 0), None],
         (done("A1:B1", "set_colors", [["#ff0000", None]]),)),
]  # fmt: skip

FONTS = [
    Case("not bold", _look("A1", "font.bold"), False),
    _written("bold", "font.bold", True),
    Case("bold here and there", _look("A1:B1", "font.bold"), None, (given("A1", font__bold=True),)),
    Case("no longer bold", _look("A1", "font.bold"), False, (given("A1", font__bold=True), given("A1", font__bold=False))),
    Case("not italic", _look("A1", "font.italic"), False),
    _written("italic", "font.italic", True),
    _written("a size", "font.size", 33.0),
    Case("sizes that differ", _look("A1:B1", "font.size"), None, (given("A1", font__size=33),)),
    Case("a font is black", _look("A1", "font.color"), (0, 0, 0)),
    _written("a font's colour", "font.color", (255, 0, 0)),
    _written("a font's colour in hex", "font.color", "#00FF00", (0, 255, 0)),
    _written("a font's name", "font.name", "Arial"),
    Case("several at once", lambda s: (s["A1"].font.bold, s["A1"].font.size, s["A1"].font.color), (True, 14.0, (1, 2, 3)),
         (lambda s: s["A1"].font.set(bold=True, size=14, color=(1, 2, 3)),)),
]  # fmt: skip

ALIGNMENTS = [
    Case("not wrapped", _look("A1", "wrap_text"), False),
    _written("wrapped", "wrap_text", True),
    Case("wrapped here and there", _look("A1:B1", "wrap_text"), None, (given("A1", wrap_text=True),)),
    Case("horizontal by default", _look("A1", "horizontal_alignment"), "general"),
    *(
        _written(f"horizontal {name}", "horizontal_alignment", name)
        for name in ("left", "center", "right", "fill", "justify", "distributed", "general")
    ),
    Case("horizontal that differs", _look("A1:B1", "horizontal_alignment"), None,
         (given("A1", horizontal_alignment="left"),)),
    Case("horizontal nonsense", given("A1", horizontal_alignment="middle"), ValueError),
    Case("vertical by default", _look("A1", "vertical_alignment"), "bottom"),
    *(
        _written(f"vertical {name}", "vertical_alignment", name)
        for name in ("top", "center", "bottom", "justify", "distributed")
    ),
]  # fmt: skip

SIZES = [
    Case("column width", _look("A1", "column_width"), 10.0, (given("A1:B2", column_width=10),)),
    Case("column widths that differ", _look("A1:B2", "column_width"), None,
         (given("A1:B2", column_width=10), given("B2", column_width=20))),
    Case("a narrow column", _look("A1", "column_width"), 0.5, (given("A1", column_width=0.5),)),
    Case("width of a whole column", _look("A:D", "column_width"), 40.0, (given("A:D", column_width=40),)),
    Case("a column too wide", given("A1", column_width=256), Exception),
    Case("row height", _look("A1", "row_height"), 15.0, (given("A1:B2", row_height=15),)),
    Case("row heights that differ", _look("A1:B2", "row_height"), None,
         (given("A1:B2", row_height=15), given("B2", row_height=20))),
    Case("height of whole rows", _look("1:10", "row_height"), 40.0, (given("1:10", row_height=40),)),
    Case("a row too high", given("A1", row_height=410), Exception),
    Case("width in points", _look("A1:B1", "width"), 112.5, (given("A1:B1", column_width=10),)),
    Case("height in points", _look("A1:D4", "height"), 240.0, (given("A1:D4", row_height=60),)),
    Case("left of the first", _look("A1", "left"), 0.0),
    Case("left of the second", lambda s: s["B1"].left == s["A1"].width, True, (given("A1", column_width=20),)),
    Case("top of the first", _look("A1", "top"), 0.0),
    Case("top of the second", lambda s: s["A2"].top == s["A1"].height, True, (given("A1", row_height=20),)),
]  # fmt: skip

_FORTY = (put("A1:D4", "test_string"), given("A1:D4", row_height=40, column_width=40))


def _still_forty(sheet: Any) -> tuple[bool, bool]:
    return sheet["A1:D4"].column_width == 40, sheet["A1:D4"].row_height == 40


FITTED = [
    Case("autofit", _still_forty, (False, False), (*_FORTY, done("A1:D4", "autofit"))),
    Case("autofit rows", _still_forty, (True, False), (*_FORTY, lambda s: s["A1:D4"].rows.autofit())),
    Case("autofit columns", _still_forty, (False, True), (*_FORTY, lambda s: s["A1:D4"].columns.autofit())),
    Case("autofit whole columns", _still_forty, (False, True), (*_FORTY, lambda s: s["A:D"].columns.autofit())),
    Case("autofit a million rows", _still_forty, (True, False), (*_FORTY, lambda s: s["1:1000000"].rows.autofit())),
    Case("autofit a sheet", _still_forty, (False, False), (*_FORTY, lambda s: s.autofit())),
    Case("autofit a sheet's rows", _still_forty, (True, False), (*_FORTY, lambda s: s.autofit("rows"))),
    Case("autofit a sheet's columns", _still_forty, (False, True), (*_FORTY, lambda s: s.autofit("c"))),
    Case("autofit fits", lambda s: s["A1"].column_width > s["B1"].column_width, True,
         (put("A1", ["a long, long text", "x"]), done("A1:B1", "autofit"))),
]  # fmt: skip

HIDDEN = [
    Case("rows not hidden", lambda s: s["A1:A3"].rows.hidden, False),
    Case("rows hidden", lambda s: s["A1:A3"].rows.hidden, True, (lambda s: setattr(s["1:3"].rows, "hidden", True),)),
    Case("some rows hidden", lambda s: s["A1:A3"].rows.hidden, None, (lambda s: setattr(s["2:2"].rows, "hidden", True),)),
    Case("columns hidden", lambda s: s["A1:C1"].columns.hidden, True,
         (lambda s: setattr(s["A:C"].columns, "hidden", True),)),
    Case("some columns hidden", lambda s: s["A1:C1"].columns.hidden, None,
         (lambda s: setattr(s["B:B"].columns, "hidden", True),)),
    Case("a hidden column's width", lambda s: s["B1"].column_width, 0.0,
         (lambda s: setattr(s["B:B"].columns, "hidden", True),)),
    Case("a hidden row's height", lambda s: s["B2"].row_height, 0.0, (lambda s: setattr(s["2:2"].rows, "hidden", True),)),
    Case("a height shows a row", lambda s: s["A2"].rows.hidden, False,
         (lambda s: setattr(s["2:2"].rows, "hidden", True), given("A2", row_height=20))),
]  # fmt: skip

MERGED = [
    Case("not merged", lambda s: (s["A1"].merge_cells, s["A1"].merge_area.address), (False, "$A$1")),
    Case("merged", lambda s: (s["A1"].merge_cells, s["A1"].merge_area.address), (True, "$A$1:$A$2"),
         (done("A1:A2", "merge"),)),
    Case("the second cell is merged", lambda s: (s["A2"].merge_cells, s["A2"].merge_area.address), (True, "$A$1:$A$2"),
         (done("A1:A2", "merge"),)),
    Case("merged further", address(lambda s: s["A1"].merge_area), "$A$1:$B$2",
         (done("A1:A2", "merge"), done("A1:B2", "merge"))),
    Case("unmerged", address(lambda s: s["A1"].merge_area), "$A$1", (done("A1:B2", "merge"), done("A1:B2", "unmerge"))),
    Case("unmerged by a part", lambda s: s["A1"].merge_cells, False, (done("A1:B2", "merge"), done("B2", "unmerge"))),
    Case("merged across", lambda s: (s["A1"].merge_area.address, s["A2"].merge_area.address), ("$A$1:$B$1", "$A$2:$B$2"),
         (done("A1:B2", "merge", True),)),
    Case("merged in part", lambda s: s["A1:C1"].merge_cells, None, (done("A1:B1", "merge"),)),
    Case("merged areas side by side", lambda s: s["A1:D1"].merge_cells, True,
         (done("A1:B1", "merge"), done("C1:D1", "merge"))),
    Case("merging keeps the first value", lambda s: (s["A1"].value, s["B1"].value), ("x", None),
         (put("A1", ["x", "y"]), done("A1:B1", "merge"))),
]  # fmt: skip

SHEET = [
    BookCase("no print area", lambda s: s.page_setup.print_area, None),
    BookCase("print area", lambda s: s.page_setup.print_area, "$A$1:$B$2",
             (lambda s: setattr(s.page_setup, "print_area", "A1:B2"),)),
    BookCase("print area taken away", lambda s: s.page_setup.print_area, None,
             (lambda s: setattr(s.page_setup, "print_area", "A1:B2"),
              lambda s: setattr(s.page_setup, "print_area", None))),
    Case("hyperlink", lambda s: (s["A1"].hyperlink, s["A1"].value), ("http://www.xlwings.org", "www.xlwings.org"),
         (done("A1", "add_hyperlink", "www.xlwings.org"),)),
    Case("hyperlink with its own text", lambda s: (s["A1"].hyperlink, s["A1"].value),
         ("http://www.xlwings.org", "shown"), (done("A1", "add_hyperlink", "www.xlwings.org", "shown"),)),
    Case("hyperlink by a formula", lambda s: s["A1"].hyperlink, "http://xlwings.org",
         (given("A1", formula='=HYPERLINK("http://xlwings.org","xlwings")'),)),
    Case("no hyperlink", lambda s: s["A1"].hyperlink, Exception, (put("A1", "x"),)),
]  # fmt: skip

CASES = [*NUMBER_FORMATS, *COLOURS, *FONTS, *ALIGNMENTS, *SIZES, *FITTED, *HIDDEN, *MERGED, *SHEET]
