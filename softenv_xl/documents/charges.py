"""S8: the public notice of what is charged in the present term, on what basis, who pays and who needn't."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from softenv_xl.documents.dates import written
from softenv_xl.documents.filling import Fields
from softenv_xl.grid.cell import display_text
from softenv_xl.registers import fees
from softenv_xl.registers.findings import FOUND
from softenv_xl.registers.school import Row
from softenv_xl.schema.column import worded
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang, Text

_ROW = ", ".join(
    f"row.{key}" for key in ("nature", "name", "unit", "charged", "basis", "scope", "waiver", "hotline")
)
FEES = {
    "school": Text("学校", "the school"),
    "term": Text("学期", "the term"),
    "rows": Text(f"各项收费（表，各行有 {_ROW}）", f"the charges (a table; each row has {_ROW})"),
    "date": Text("落款日期", "the day of the notice"),
}
"""What a template may name, and what it is."""


def fee_fields(result: Result) -> Iterator[Fields]:
    """One notice, of the term whose charging began last. What was found in breach isn't told as something that may be charged."""
    rows = [
        row
        for row in result.snapshot(fees.REGISTER).rows
        if row["finding"] not in FOUND and isinstance(row["start"], date)
    ]
    if not rows:
        return
    lang, term = result.control.lang, max(rows, key=lambda row: str(row["start"]))["term"]
    yield {
        "school": result.control.campaign.school or "",
        "term": display_text(term),
        "rows": [_charge(row, lang) for row in rows if row["term"] == term],
        "date": written(result.as_of, lang),
    }


def _charge(row: Row, lang: Lang) -> dict[str, str]:
    column = fees.SPEC.column
    return {
        **{key: display_text(worded(column(key), row[key], lang)) for key in ("nature", "unit")},
        **{key: display_text(row[key]) for key in ("name", "charged", "scope", "waiver", "hotline")},
        "basis": " ".join(filter(None, (display_text(row[key]) for key in ("authority", "document")))),
    }
