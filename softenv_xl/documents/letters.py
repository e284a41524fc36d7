"""S2: what the letters of the departments and the pledges of the teachers say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from softenv_xl.documents.dates import written
from softenv_xl.documents.filling import Fields
from softenv_xl.grid.cell import display_text
from softenv_xl.registers import letters
from softenv_xl.registers.letter_words import LETTER_KIND
from softenv_xl.registers.school import Row
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text

_BOTH = {
    "school": Text("学校", "the school"),
    "year": Text("年度", "the year"),
    "department": Text("部门", "the department"),
    "duties": Text("责任事项（列表）", "duties taken on (a list)"),
    "valid_from": Text("有效期自", "valid from"),
    "valid_until": Text("有效期至", "valid until"),
}
LETTER = {
    **_BOTH,
    "kind": Text("类别，如“部门责任书”", "what kind of letter it is"),
    "head": Text("部门负责人", "the department's head"),
    "copies": Text("份数", "how many copies"),
}
PLEDGE = {
    **_BOTH,
    "name": Text("姓名", "the name"),
    "bans": Text("各条禁令的编号和名称（列表）", "the bans: number and title (a list)"),
    "bans_whole": Text("各条禁令的全文（列表）", "the bans: their texts (a list)"),
}
"""What a template may name, and what it is."""

_APART = re.compile(r"[\n；;]+")
_COPIES = 2
_NONE: Row = {}


def letter_fields(result: Result) -> Iterator[Fields]:
    """A letter for every department, by its row of the register where it has one; and every other letter of a row."""
    rows = [row for row in _rows(result) if row["kind"] != "personal"]
    lang = result.control.lang
    for group in result.school.departments:
        own = [row for row in rows if row["department"] == group.name]
        if not any(row["kind"] == "department" for row in own):
            own = [{"kind": "department"}, *own]
        for row in own:
            yield {
                **_shared(result, row),
                "kind": LETTER_KIND.word(str(row["kind"]), lang),
                "department": group.name,
                "head": display_text(row.get("name")) or group.head or "",
                "duties": _parts(row.get("goals")) or _parts(group.duty),
                "copies": display_text(row.get("copies")) or str(_COPIES),
            }


def pledge_fields(result: Result) -> Iterator[Fields]:
    """A pledge for everybody on the register who hasn't left."""
    lang, bans = result.control.lang, result.control.rulebook.bans
    rows = {str(row["number"]): row for row in _rows(result) if row["kind"] == "personal"}
    for person in result.control.people:
        if person.vanished or person.has_left(result.as_of):
            continue
        row = rows.get(person.number, _NONE)
        yield {
            **_shared(result, row),
            "name": person.name,
            "department": person.department,
            "duties": _parts(row.get("goals")),
            "bans": [ban.label(lang) for ban in bans],
            "bans_whole": [ban.text(lang) for ban in bans],
        }


def _rows(result: Result) -> list[Row]:
    return list(result.snapshot(letters.REGISTER).rows)


def _shared(result: Result, row: Row) -> dict[str, object]:
    campaign = result.control.campaign
    year = campaign.year or result.as_of.year
    begins, ends = campaign.span() or (date(year, 1, 1), date(year, 12, 31))
    return {
        "school": campaign.school or "",
        "year": str(year),
        "valid_from": written(row.get("valid_from") or begins, result.control.lang),
        "valid_until": written(row.get("valid_until") or ends, result.control.lang),
    }


def _parts(words: object) -> list[str]:
    """Duties as they stand in one cell, one after another."""
    return [part.strip(" 。.") for part in _APART.split(str(words or "")) if part.strip(" 。.")]
