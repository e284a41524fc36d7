"""Notes, comment threads and links go with the row that they are about."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.support.packages import SHEET, book, edit, parts, patched, root, rows, shown, surgery, with_part

STAFF = """
Id | Name | Link
T1 | 王芳 | -
T2 | 李强 | -
T3 | 张伟 | -
"""
THREADS = (
    b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
    b'<threadedComment ref="B3" dT="2026-09-01T00:00:00.00" personId="{P}" id="{A}"><text>why?</text></threadedComment>'
    b'<threadedComment ref="E9" dT="2026-09-01T00:00:00.00" personId="{P}" id="{B}"><text>far</text></threadedComment>'
    b"</ThreadedComments>"
)
THREAD_PART = "xl/threadedComments/threadedComment1.xml"


def noted(workbook: Any, sheet: Any) -> None:
    sheet.write_comment("B3", "about 李强")
    sheet.write_comment("A4", "about T3")
    sheet.write_comment("E3", "outside")
    sheet.write_url("C3", "https://example.com/2", string="evidence")
    sheet.write_url("C4", "https://example.com/3", string="evidence")
    sheet.insert_button("H2", {"macro": "go", "caption": "Go"})


def staff() -> bytes:
    return with_part(
        book(STAFF, more=noted),
        THREAD_PART,
        THREADS,
        SHEET,
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "application/vnd.ms-excel.threadedcomments+xml",
    )


def places(package: bytes) -> dict[str, list[Any]]:
    """Where everything hangs: notes, threads, links, and the yellow boxes by (row, column, first row of the box)."""
    vml = parts(package)["xl/drawings/vmlDrawing1.vml"].decode()
    boxes = []
    for shape in re.findall(r"<v:shape .*?</v:shape>", vml, re.DOTALL):
        if 'ObjectType="Note"' in shape:
            row, column = (int(re.findall(rf"<x:{name}>(\d+)<", shape)[0]) for name in ("Row", "Column"))
            anchor = re.findall(r"<x:Anchor>([^<]*)<", shape)[0].split(",")
            boxes.append((row, column, int(anchor[2])))
    return {
        "notes": [one.get("ref") for one in root(package, "xl/comments1.xml").iter("{*}comment")],
        "threads": [one.get("ref") for one in root(package, THREAD_PART).iter("{*}threadedComment")],
        "links": [one.get("ref") for one in root(package).iter("{*}hyperlink")],
        "boxes": boxes,
    }


@pytest.mark.parametrize(
    ("patch", "expected"),
    [
        (
            "from | Id\n1 | T2\n0 | T1\n2 | T3",
            {
                "notes": ["B2", "E3", "A4"],
                "threads": ["B2", "E9"],
                "links": ["C2", "C4"],
                "boxes": [(1, 1, 0), (2, 4, 1), (3, 0, 2)],
            },
        ),
        (
            "from | Id\n0 | T1\n2 | T3",
            {"notes": ["E3", "A3"], "threads": ["E9"], "links": ["C3"], "boxes": [(2, 4, 1), (2, 0, 1)]},
        ),
        (
            "from | Id\nnew | T9\nnew | T8\nnew | T7",
            {"notes": ["E3"], "threads": ["E9"], "links": [], "boxes": [(2, 4, 1)]},
        ),
    ],
)
def test_notes_and_links_follow_their_row(patch: str, expected: dict[str, list[Any]]) -> None:
    package = staff()
    assert places(package) == {
        "notes": ["B3", "E3", "A4"],
        "threads": ["B3", "E9"],
        "links": ["C3", "C4"],
        "boxes": [(2, 1, 1), (2, 4, 1), (3, 0, 2)],
    }
    result = patched(package, rows(patch))
    assert places(result) == expected
    assert (root(result).find("{*}hyperlinks") is not None) == bool(expected["links"])
    drawing = "xl/drawings/vmlDrawing1.vml"
    assert b'ObjectType="Button"' in parts(result)[drawing]
    assert not "".join(shape.tail or "" for shape in root(result, drawing)).strip()


def test_notes_stay_untouched_while_no_row_moves() -> None:
    package = staff()
    result = patched(package, rows("from | Id\n0 | T1\n1 | T2\n2 | changed\nnew | T4"))
    assert places(result) == places(package)
    for part in ("xl/comments1.xml", THREAD_PART, "xl/drawings/vmlDrawing1.vml"):
        assert parts(result)[part] == parts(package)[part]
    assert shown(result)[3][0] == "changed"


def test_a_link_over_several_rows_stays() -> None:
    package = surgery(book(STAFF, more=noted), {SHEET: edit(('ref="C3"', 'ref="C2:C3"'))})
    result = patched(package, rows("from | Id\n1 | T2\n0 | T1\n2 | T3"))
    assert [one.get("ref") for one in root(result).iter("{*}hyperlink")] == ["C2:C3", "C4"]
