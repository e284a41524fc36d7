"""The same job as people would write it with other libraries: read every return, check it, assess, fill two sheets.

Usage: peers.py pandas|openpyxl FOLDER OUT
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl

STAGE = (date(2026, 9, 11), date(2026, 12, 30))


def with_pandas(folder: Path) -> Iterator[tuple[str, dict[str, bool], list[dict[str, Any]], int]]:
    """pandas reads the sheets, pandera checks the frames."""
    import pandas as pd
    import pandera.pandas as pa

    answers_schema = pa.DataFrameSchema(
        {"Answer": pa.Column(str, pa.Check.isin(["Yes", "No"]), nullable=False)}
    )
    plans_schema = pa.DataFrameSchema(
        {
            "Problem": pa.Column(str, nullable=False),
            "Measure": pa.Column(str, nullable=False),
            "Responsible": pa.Column(str, nullable=False),
            "Found on": pa.Column("datetime64[ns]", nullable=False, coerce=True),
            "Deadline": pa.Column(
                "datetime64[ns]",
                pa.Check.in_range(*(pd.Timestamp(day) for day in STAGE)),
                nullable=False,
                coerce=True,
            ),
        }
    )
    for path in sorted(folder.glob("*.xlsx")):
        sheets = pd.read_excel(
            path, sheet_name=["Identity", "Self-check", "Problems"], header=None, engine="openpyxl"
        )
        identity = dict(zip(sheets["Identity"][0], sheets["Identity"][1], strict=True))
        answers = sheets["Self-check"].iloc[4:].set_axis(sheets["Self-check"].iloc[3], axis=1)
        plans = sheets["Problems"].iloc[4:].set_axis(sheets["Problems"].iloc[3], axis=1)
        plans = plans[plans["Problem"].notna()]
        errors = 0
        for schema, frame in ((answers_schema, answers), (plans_schema, plans)):
            try:
                schema.validate(frame, lazy=True)
            except pa.errors.SchemaErrors as found:
                errors += len(found.failure_cases)
        yes = {
            str(item): said == "Yes" for item, said in zip(answers["Item"], answers["Answer"], strict=True)
        }
        yield str(identity["Staff number"]), yes, plans.to_dict("records"), errors


def with_openpyxl(folder: Path) -> Iterator[tuple[str, dict[str, bool], list[dict[str, Any]], int]]:
    """openpyxl reads the sheets, pydantic checks the rows."""
    from typing import Literal

    from pydantic import BaseModel, Field, ValidationError

    class Answer(BaseModel):
        answer: Literal["Yes", "No"] = Field(alias="Answer")

    class Plan(BaseModel):
        problem: str = Field(alias="Problem")
        measure: str = Field(alias="Measure")
        owner: str = Field(alias="Responsible")
        found: datetime = Field(alias="Found on")
        deadline: datetime = Field(alias="Deadline", ge=datetime(*STAGE[0].timetuple()[:3]))  # noqa: DTZ001

    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        identity = {row[0]: row[1] for row in book["Identity"].iter_rows(values_only=True)}
        answers: list[dict[str, Any]]
        plans: list[dict[str, Any]]
        answers, plans = (
            [{str(k): v for k, v in zip(rows[3], row, strict=True)} for row in rows[4:]]
            for rows in (list(book[name].iter_rows(values_only=True)) for name in ("Self-check", "Problems"))
        )
        plans = [plan for plan in plans if plan["Problem"]]
        errors = 0
        checks: list[tuple[type[BaseModel], list[dict[str, Any]]]] = [(Answer, answers), (Plan, plans)]
        for model, rows in checks:
            for row in rows:
                try:
                    model.model_validate(row)
                except ValidationError as found:
                    errors += found.error_count()
        yes = {str(row["Item"]): row["Answer"] == "Yes" for row in answers}
        yield str(identity["Staff number"]), yes, plans, errors


def main() -> None:
    """Reads, assesses, and writes a tracker and a dashboard into a new workbook."""
    kind, folder, out = sys.argv[1:]
    read = with_pandas if kind == "pandas" else with_openpyxl
    book = openpyxl.Workbook()
    tracker, matrix, board = (book.create_sheet(name) for name in ("Tracker", "Compliance", "Dashboard"))
    states: Counter[str] = Counter()
    for number, yes, plans, errors in read(Path(folder)):
        states["accepted" if not errors else "changes"] += 1
        if errors:
            continue
        matrix.append([number, *("self-reported" if said else "clear" for said in yes.values())])
        for i, plan in enumerate(plans, 1):
            tracker.append([f"{number}-{i:02d}", number, *(str(value) for value in plan.values()), "open"])
    for state, count in states.items():
        board.append([state, count])
    book.save(out)


if __name__ == "__main__":
    main()
