"""A worksheet whose rows can be as high as their text needs now, and grow when people type more."""

from __future__ import annotations

from typing import Any, BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from softenv_xl.templates.formats import MEASURE, ROW_PIXELS, SIZE


class Sheet(Worksheet):  # type: ignore[misc]
    """XlsxWriter declares every height that it is given as set by hand; such rows never grow again.

    Rows without any height would grow in Excel when it loads them, but not in LibreOffice.
    """

    def __init__(self) -> None:
        super().__init__()
        self._fitted: dict[int, float] = {}
        self._shared: dict[str, tuple[int, str]] = {}
        self._groups = 0

    def fit_row(self, row: int, points: float | None) -> None:
        """Gives the row (zero-based) at least this height, which the program that opens it may change.

        None leaves it to the sheet's default.
        """
        if points is None:
            return
        self._fitted[row + 1] = max(points, self._fitted.get(row + 1, 0))
        self.set_row(row, self._fitted[row + 1])

    def share_formula(self, first: int, last: int, column: int) -> None:
        """The formula in the first of these rows (all zero-based) is that of the others too, moved along: spelt once."""
        for row in range(first, last + 1):
            whole = xl_range(first, column, last, column) if row == first else ""
            self._shared[xl_rowcol_to_cell(row, column)] = self._groups, whole
        self._groups += 1

    def _xml_formula_element(
        self, formula: str, result: object, attributes: list[tuple[str, Any]] | None = None
    ) -> None:
        """XlsxWriter knows no shared formulas."""
        told = dict(attributes or ())
        if told["r"] not in self._shared:
            super()._xml_formula_element(formula, result, attributes or [])
            return
        group, whole = self._shared[told["r"]]
        cell = "".join(f' {name}="{self._escape_attributes(value)}"' for name, value in told.items())
        text = (
            f' ref="{whole}" si="{group}">{self._escape_data(formula)}</f>' if whole else f' si="{group}"/>'
        )
        self.fh.write(f'<c{cell}><f t="shared"{text}<v>{self._escape_data(result)}</v></c>')

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        """XlsxWriter looks for two dozen newer functions in every formula: half of the time that a workbook takes. Ours
        use none (schema.expression).
        """
        return formula.removeprefix("=")

    def _xml_start_tag_unencoded(self, tag: str, attributes: list[tuple[str, Any]] | None = None) -> None:
        if attributes and tag == "row" and dict(attributes)["r"] in self._fitted:
            attributes = [(name, value) for name, value in attributes if name != "customHeight"]
        super()._xml_start_tag_unencoded(tag, attributes)


def new_workbook(file: BinaryIO) -> Workbook:
    """An empty workbook that is drawn into the file, in the letters and row heights that all of the product's have."""
    return Workbook(
        file,
        {
            "in_memory": True,
            "default_format_properties": {"font_name": MEASURE, "font_size": SIZE, "font_scheme": False},
            "default_row_height": ROW_PIXELS,
        },
    )
