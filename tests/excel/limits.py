"""How much fits."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.excel.refusing import Refused

# https://support.microsoft.com/office/excel-specifications-and-limits-1672b34d-7043-467e-8e27-269d656771c3
CELL_TEXT = 32_767

# "You may receive a run-time error 1004 when you programmatically set a large array string to a range": an array
# with a longer text is refused as a whole, though each of its cells could hold it. Microsoft KB 832136 and 818808;
# with the figure: https://stackoverflow.com/questions/30661564 . Excel 2010 and later no longer do it by that
# thread; older ones are still in offices, so the model does.
TEXT_IN_ARRAY = 8_203

# "Passed strings longer than 255 characters are truncated … or may fail": Microsoft KB 105416, 213841,
# http://support.microsoft.com/kb/213841 . Of array formulas it is documented that they fail; of the status bar no page
# says which of the two it does, so here it fails, which is the harder case.
PASSED_TEXT = 255


def check_text(text: str) -> None:
    if len(text.removeprefix("'").encode("utf-16-le")) // 2 > CELL_TEXT:
        raise Refused("refused")


def check_array(rows: Sequence[Sequence[Any]]) -> None:
    if any(isinstance(value, str) and len(value) > TEXT_IN_ARRAY for row in rows for value in row):
        raise Refused("refused")


def check_passed(text: object) -> None:
    if isinstance(text, str) and len(text) > PASSED_TEXT:
        raise Refused("unable")
