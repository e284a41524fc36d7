"""Where LibreOffice cannot do what Excel does: what it gives instead, and why."""

from __future__ import annotations

from typing import Any, NamedTuple


class Deviation(NamedTuple):
    gives: Any
    reason: str


DEVIATIONS = {
    "formulas: kept: =TRUE": Deviation(
        "TRUE", "LibreOffice opens a file's truth value as this formula, so the two cannot be told apart"
    ),
    "values: #NULL! as text": Deviation(
        "#REF!", "LibreOffice has no error of its own for areas without a common cell"
    ),
    "values: #VALUE! of a function as text": Deviation(
        "#NUM!", "LibreOffice has one error for a function's argument of a wrong kind and of a wrong size"
    ),
}
