"""Nothing that the office knows of others is in a copy: not in its notes, list, formats, properties or anywhere else."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.control.workbook import Control
from softenv_xl.demo import FAULTS
from softenv_xl.demo.corruptions import typed
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.exchange.returned import send_back
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries
from softenv_xl.intake.returns import check_return
from softenv_xl.registers import people
from softenv_xl.registers.cases import REGISTER as CASES
from softenv_xl.registers.opinions import REGISTER as OPINIONS
from softenv_xl.registers.register import Register
from softenv_xl.schema.column import Kind
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.table_patch import table_patch
from tests.exchange import planted
from tests.exchange.planted import with_leavings
from tests.exchange.returned.copies import copy_of, parts
from tests.support.small_school import (
    GROUPS,
    NAMES,
    NUMBERS,
    PLANS,
    TODAY,
    changed,
    control_of,
    delivered,
    filled,
    register,
)

COUNT = 1_000
OTHERS = [(f"77{number:05}", f"Canary{number:04}x") for number in range(COUNT)]
WHO_ELSE = (
    ("B13", OTHERS[1][0]),  # somebody else's number, and one's own name
    ("B14", OTHERS[2][1]),  # one's own number, and somebody else's name
)


@cache
def with_canaries() -> bytes:
    """A thousand other people on the register, and words in all that the office alone may see."""
    package = register("en")
    control = control_of(package)
    there = [Placed(row.index, {}) for row in control.checked[people.SPEC.key].rows]
    staff: list[dict[str, Value]] = [
        {"number": number, "name": name, "department": GROUPS[1].en, "email": f"{name}@school.example"}
        for number, name in OTHERS
    ]
    tables = [table_patch(control, people.SPEC, [*there, *(Placed(None, row) for row in staff)])]
    tables += [table_patch(control, one.spec, [Placed(None, _words(one))]) for one in (CASES, OPINIONS)]
    return apply(package, Patch(tuple(tables)), "control.xlsx")


def _words(one: Register) -> dict[str, Value]:
    texts = [column for column in one.spec.inputs if column.kind is Kind.TEXT and column.choices is None]
    return {column.key: f"Canary{one.key}{column.key}x" for column in texts}


@cache
def control() -> Control:
    return control_of(with_canaries())


def canaries_in(package: bytes) -> set[bytes]:
    held = b"\n".join(name.encode() + data for name, data in parts(package).items())
    numbers = {number.encode() for number, _ in OTHERS if number.encode() in held}
    return numbers | {b"Canary"} if b"Canary" in held else numbers


FAULTY = {
    fault.name: fault for fault in FAULTS if fault.readable and not fault.accepted and not fault.borrowed
}


def faulty(name: str) -> bytes:
    """The return with that fault, or with somebody else in that cell."""
    if fault := FAULTY.get(name):
        return fault.corruption(filled("en", plans=PLANS[:1]), "en")
    return changed(filled("en"), typed("identity", name, dict(WHO_ELSE)[name]), lang="en")


@pytest.mark.parametrize("name", [*FAULTY, *dict(WHO_ELSE)])
def test_a_copy_holds_no_canary_that_the_return_did_not_hold(name: str) -> None:
    package = faulty(name)
    result = check_return(delivered(package), control(), TODAY)
    assert result.issues
    assert canaries_in(copy_of(package, result, "en")) == canaries_in(package)


def test_what_departments_and_the_office_keep_is_in_no_return_nor_in_a_copy_of_one(tmp_path: Path) -> None:
    """A thousand words in every register, in notes, properties and hidden sheets, from the issue to the copy."""
    path, inbox = tmp_path / "control.xlsx", tmp_path / "inbox"
    path.write_bytes(with_leavings("en"))
    issuer = Issuer(control_of(path.read_bytes()), path, TODAY)
    flow.distribute(control_of(path.read_bytes()), inbox, sign=issuer.for_return)
    issuer.keep()
    issued = sorted(inbox.iterdir())
    assert len(issued) == len(NUMBERS)
    flow.collect(FileWorkbook(path), deliveries(issued, 1), TODAY)
    done = send_back(FileWorkbook(path), issued, deliveries(issued, 1), tmp_path / "out", TODAY)
    assert len(done.copies) == len(issued)
    for file in (*issued, *(copy.path for copy in done.copies)):
        assert planted.canaries(planted.unzipped(file.read_bytes()), *planted.OWN, planted.OFFICE) == []


def test_the_number_that_belongs_to_somebody_elses_name_is_not_told() -> None:
    changes = (typed("identity", "B13", "9900001"), typed("identity", "B14", OTHERS[3][1]))
    package = changed(filled("en"), *changes, lang="en")
    result = check_return(delivered(package), control(), TODAY)
    assert OTHERS[3][0] in {issue.arguments.get("near") for issue in result.issues}
    assert OTHERS[3][0].encode() not in canaries_in(copy_of(package, result, "en"))


def test_a_file_with_the_returns_of_several_people_is_not_sent_to_any_of_them(tmp_path: Path) -> None:
    path, inbox = tmp_path / "control.xlsx", tmp_path / "inbox"
    path.write_bytes(register("en"))
    inbox.mkdir()
    (inbox / "both.xlsx").write_bytes(two_people())
    files = [inbox / "both.xlsx"]
    flow.collect(FileWorkbook(path), deliveries(files, 1), TODAY)
    done = send_back(FileWorkbook(path), files, deliveries(files, 1), tmp_path / "out", TODAY)
    assert done.copies == ()
    assert [one.why.en for one in done.uncopied] == ["it holds the returns of several people"]


def two_people() -> bytes:
    def copied(book, lang):  # type: ignore[no-untyped-def]
        sheet = book.copy_worksheet(book["Identity"])
        sheet["B13"], sheet["B14"] = NUMBERS[1], NAMES[1].en

    return changed(filled("en"), copied, lang="en")
