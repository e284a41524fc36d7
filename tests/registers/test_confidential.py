"""What stands in a confidential column is told in its own cell and nowhere else: canaries are planted there, and everything
that the program writes and says is searched for them.
"""

from __future__ import annotations

import os
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.errors import Stop
from softenv_xl.fault_localization import locating_faults
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Book
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import cases, rectification
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import LANGS, Lang
from tests.support.command import ALONE, command
from tests.support.small_school import GROUPS, NUMBERS, filled, register

TODAY = date(2026, 10, 20)
BOTH = pytest.mark.parametrize("lang", LANGS)
NAME, PHONE, STREET, CROWD = "Kanarienvogel", "139-0001-7734", "Quittenweg 77", "734519"
CANARIES = (NAME, PHONE, STREET, CROWD)
TOLD = {
    "cell.too-long",
    "text.unseen",
    "number.as-text",
    "cell.out-of-range",
    "cell.not-a-number",
    "case.anonymous-named",
    "case.maybe-same",
    "case.exposure-names",
    "case.not-informed",
    "case.many-people",
    "case.petitioner-missing",
}


def _rows(lang: Lang) -> list[dict[str, Value]]:
    """Cases that have something wrong with just these cells, in every way that the check knows."""
    entry = read_control(Draft("control.xlsx", register(lang)).read()).rulebook.entry_with("tutoring")
    assert entry
    plain: dict[str, Value] = {
        "received": date(2026, 9, 1),
        "channel": "letter",
        "matter": "redress",
        "anonymous": "no",
        "text": "What it says",
        "department": GROUPS[0](lang),
        "complainant": NAME,
        "contact": PHONE,
    }
    about: dict[str, Value] = {"number": NUMBERS[0], "item": entry.label(lang)}
    shown: dict[str, Value] = {
        "route": "accept",
        "informed": date(2026, 9, 2),
        "accepted": date(2026, 9, 2),
        "closed": date(2026, 9, 3),
        "replied": date(2026, 9, 3),
        "outcome": "true",
        "exposure": "anonymous",
        "exposure_on": date(2026, 9, 4),
        "exposure_by": "Group",
        "exposure_text": f"{NAME} said so.",
    }
    return [
        {**plain, **about, "finding": "substantiated"},  # not told in time: an item in the tracker, a claim
        {**plain, **about, "received": date(2026, 9, 20)},
        {**plain, "complainant": NAME * 6},
        {**plain, "contact": STREET + " " * 120},
        {**plain, "group_size": CROWD},
        {**plain, "group_size": int(CROWD)},
        {**plain, "group_size": f"some {CROWD} people"},
        {**plain, "group_size": 7},
        {**plain, "anonymous": "yes"},
        {**plain, "complainant": None, "contact": None},
        {**plain, **about, **shown},
    ]


def _planted(lang: Lang) -> bytes:
    control = read_control(Draft("control.xlsx", register(lang)).read())
    rows = [Placed(None, row) for row in _rows(lang)]
    return apply(register(lang), Patch((table_patch(control, cases.SPEC, rows),)), "control.xlsx")


def _outside(package: bytes, lang: Lang) -> str:
    """All that stands in a control workbook, but for the cells that may say it: of the cases, by cell and by part."""
    book = load_workbook(BytesIO(package))
    own = book[cases.SHEET.name(lang)]
    allowed = {
        at
        for at, column in enumerate(cases.SPEC.columns, 1)
        if column.confidential or column.key == "exposure_text"  # the clerk typed the name there
    }
    cells = [
        f"{cell.value} {cell.comment.text if cell.comment else ''}"
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None and not (sheet is own and cell.column in allowed)
    ]
    with ZipFile(BytesIO(package)) as parts:
        found = {name: parts.read(name).decode("utf-8", "replace") for name in parts.namelist()}
    holding = {name for name, text in found.items() if any(canary in text for canary in CANARIES)}
    at = book.sheetnames.index(own.title) + 1
    assert holding <= {f"xl/worksheets/sheet{at}.xml", "xl/sharedStrings.xml"}
    return "\n".join(cells)


def _silent(text: str) -> None:
    assert [canary for canary in CANARIES if canary in text] == []


@BOTH
def test_no_sheet_but_their_own_says_who_petitioned(lang: Lang) -> None:
    draft = Draft("control.xlsx", _planted(lang))
    result, _ = flow.refresh(draft, TODAY)
    assert {issue.code for issue in result.issues} >= TOLD
    for issue in result.issues:
        for each in LANGS:
            _silent(str(issue.as_record(each)))
    _silent(str([item.row for item in result.tracker]))
    _silent(repr(result.assessment))
    assert [item.row["id"] for item in result.tracker] == ["FX-CA-001"]
    _silent(_outside(draft.content, lang))
    control = read_control(draft.read())
    patch = Patch((table_patch(control, rectification.SPEC, [Placed(0, {"status": "withdrawn"})]),))
    draft = Draft("control.xlsx", apply(draft.content, patch, "control.xlsx"))
    flow.highlight_issues(draft, TODAY)
    _silent(_outside(draft.content, lang))
    # The search finds what it looks for.
    assert NAME in str(_rows(lang))
    with pytest.raises(AssertionError):
        _silent(f"… {PHONE} …")


@BOTH
def test_no_command_says_it_and_no_return_has_it(lang: Lang, tmp_path: Path) -> None:
    control = tmp_path / "control.xlsx"
    control.write_bytes(_planted(lang))
    inbox, out = tmp_path / "inbox", tmp_path / "out"
    inbox.mkdir()
    (inbox / "return.xlsx").write_bytes(filled(lang))
    day = ("--as-of", TODAY.isoformat(), "--lang", lang)
    said = [
        _typed("validate", control, "--json", *day),
        _typed("validate", control, "--verbose", *day),
        _typed("collect", control, inbox, "--json", *day),
        _typed("collect", control, inbox, "--verbose", *day),
        _typed("refresh", control, "--json", *day),
        _typed("mark", control, *day),
        _typed("distribute", control, out, "--lang", lang),
        _typed("undo", control, "--lang", lang),
    ]
    assert "cell.too-long" in said[0]
    _silent("\n".join(said))
    returns = sorted(out.rglob("*.xlsx"))
    assert len(returns) == len(NUMBERS)
    for file in returns:
        with ZipFile(file) as parts:
            _silent("".join(parts.read(name).decode("utf-8", "replace") for name in parts.namelist()))
    _silent(_outside(control.read_bytes(), lang))


def _typed(*words: str | Path) -> str:
    """What a command says, in a terminal that takes everything."""
    ran = command(*words, environ={**ALONE, "XDG_DATA_HOME": os.environ["XDG_DATA_HOME"]})
    assert ran.code in (0, 1), ran.err
    return ran.out + ran.err


def test_a_log_leaves_out_what_made_the_program_fail() -> None:
    book = Draft("control.xlsx", _planted("en")).read()

    def attempt(_: Book) -> None:
        raise KeyError(NAME, PHONE, STREET, int(CROWD), "and the rest")

    with pytest.raises(Stop) as stopped, locating_faults(book, "control.xlsx", attempt):
        attempt(book)
    log = Path(str(stopped.value.arguments["log"])).read_text("utf-8")
    assert "KeyError" in log
    assert "and the rest" in log
    _silent(log)
    assert "test_confidential.py" in log
