"""Tables in plain text: read where the limits say so, in the encodings in use, within the limits."""

from __future__ import annotations

from dataclasses import replace

import pytest

from softenv_xl.gate.limits import RETURN, SURVEY
from softenv_xl.gate.read import read
from softenv_xl.gate.wire import decode_reading, encode_reading

ROWS = (("老师", "总体评价"), ("语文甲", "满意,但\n有建议"), ("语文乙", None))
TEXT = '老师,总体评价\r\n语文甲,"满意,但\n有建议"\r\n语文乙,\r\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_every_encoding_in_use_gives_the_same_rows(encoding: str) -> None:
    reading = read(TEXT.encode(encoding), SURVEY)
    assert reading.book
    (grid,) = reading.book.grids
    assert (grid.rows, reading.book.format) == (ROWS, "csv")
    assert decode_reading(encode_reading(reading), SURVEY) == reading


@pytest.mark.parametrize("mark", [",", ";", "\t", "，"])
def test_the_mark_between_cells_is_the_one_that_the_first_lines_have(mark: str) -> None:
    reading = read(
        mark.join(("a", "b", "c")).encode() + b"\n" + mark.join(("1", "x y", "3")).encode(), SURVEY
    )
    assert reading.book
    assert reading.book.grids[0].rows == (("a", "b", "c"), ("1", "x y", "3"))


def test_a_return_is_never_plain_text() -> None:
    (issue,) = read(TEXT.encode(), RETURN).issues
    assert issue.code == "file.not-a-workbook"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (TEXT.encode() + b"\0", "file.other-document"),
        (TEXT.encode() + b"x" * 9000 + b"\xff\xff\xff", "file.unreadable"),
        (b'a,b\n1,"' + b"x" * 40_000, "file.too-large"),
        (b"a,b\n" + b"," * 20_000, "file.too-large"),
        (b"a,b\n" + b"1,2\n" * 60, "file.too-large"),
        (b"a" + b",b" * 30 + b"\n" + b"1\n" * 40, "file.too-large"),
    ],
)
def test_more_than_the_limits_or_no_text_is_refused(content: bytes, code: str) -> None:
    small = replace(SURVEY, cells=100, area=1000) if len(content) < 1000 and b"\0" not in content else SURVEY
    reading = read(content, small)
    assert [issue.code for issue in reading.issues] == [code]
    assert reading.book is None
