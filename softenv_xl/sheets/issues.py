"""The Issues sheet: what is wrong now, gravest first; what the office noted beside an issue goes with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

from softenv_xl import books
from softenv_xl.control.workbook import Control
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value
from softenv_xl.issues import Issue
from softenv_xl.registers.words import rank
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.issue_keys import IssueKey, IssueKeys
from softenv_xl.views.issue_list import SPEC
from softenv_xl.words import Lang


class Sender(NamedTuple):
    """Whose return it is, as far as the return tells."""

    number: str | None
    name: str | None


NO_SENDER = Sender(None, None)


def issue_rows(
    control: Control,
    of_returns: Mapping[str, tuple[Sender, Iterable[Issue]]],
    own: Iterable[Issue],
    keys: IssueKeys,
    live: frozenset[str],
) -> list[Placed]:
    """`of_returns` maps the submissions checked just now to whose they are and their issues; the rows of
    other submissions stay while these are `live`. `own` are the control workbook's, computed anew each time,
    with the keys that they are looked up by.
    """
    old = {str(row.values["id"]): row for row in control.checked[SPEC.key].rows}
    called = {} if control.knows_listing else _called_by_marks(control)
    rows = [
        {**row, "sheet": called.get(str(row["sheet"]), row["sheet"])}
        for issue, keys in zip(own, keys.keys, strict=True)
        if (row := _row(issue, None, NO_SENDER, control.lang, keys))
    ]
    for submission, (who, issues) in of_returns.items():
        rows += [_row(issue, submission, who, control.lang) for issue in issues]
    kept = [
        Placed(row.index, row.values)
        for row in old.values()
        if row.values["submission"] in live and row.values["submission"] not in of_returns
    ]
    fresh = {str(values["id"]): values for values in _numbered(rows)}
    placed = [Placed(old[i].index if i in old else None, values) for i, values in fresh.items()]
    return sorted([*placed, *kept], key=lambda row: _order(row.values))


def _called_by_marks(control: Control) -> dict[str, str]:
    """What the marks of a workbook made earlier call its sheets: as they were built, whatever their titles are now."""
    return {
        control.tables[spec.key].grid.sheet: sheet.name(control.lang)
        for sheet, spec in books.CONTROL.tables()
    }


def _row(
    issue: Issue, submission: str | None, who: Sender, lang: Lang, keys: IssueKey | None = None
) -> dict[str, Value]:
    record = issue.as_record(lang)
    return {
        "severity": issue.severity.value,
        "number": who.number,
        "who": who.name,
        **{
            key: record[key] or None
            for key in ("file", "sheet", "cell", "column", "message", "remedy", "code", "row_id")
        },
        "submission": submission,
        "key": keys.cell_key if keys else None,
        "about": keys.row_key if keys else None,
        "said": keys.verdict if keys else None,
    }


def _numbered(rows: Iterable[dict[str, Value]]) -> Iterable[dict[str, Value]]:
    """Gives each issue an id that stays the same as long as the issue does."""
    seen: dict[str, int] = {}
    for row in rows:
        place = row["row_id"] or row["cell"]
        parts = (row["submission"] or row["file"], row["sheet"], place, row["column"], row["code"])
        name = sha256("|".join(str(part) for part in parts).encode(errors="surrogatepass")).hexdigest()[:10]
        seen[name] = seen.get(name, 0) + 1
        yield {**row, "id": name if seen[name] == 1 else f"{name}-{seen[name]}"}


def _order(values: Mapping[str, Value]) -> tuple[object, ...]:
    try:
        cell = Address.parse(str(values["cell"]))
    except ValueError:
        cell = Address(0, 0)
    texts = (str(values[key] or "") for key in ("file", "sheet"))
    return (rank(str(values["severity"])), *texts, *cell, str(values["id"]))
