"""Returns of the small school, issued with passports, as files and as the gate hands them over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import mkdtemp
from zipfile import ZipFile

from softenv_xl import flow
from softenv_xl.control.workbook import Control
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.exchange.passport.record import issuance_of
from softenv_xl.hosts.returns import file_name
from softenv_xl.intake.returns import CheckedReturn, check_return
from softenv_xl.words import Lang
from tests.support import small_school as school

DAY = date(2026, 8, 31)


@cache
def place(lang: Lang = "zh") -> Path:
    """A folder with the control workbook from which everything here is issued, and what was issued."""
    folder = Path(mkdtemp(prefix="softenv-xl-issued-"))
    path = folder / "control.xlsx"
    path.write_bytes(school.register(lang))
    issuer = Issuer(school.control(lang), path, DAY)
    flow.distribute(school.control(lang), folder / "out", sign=issuer.for_return)
    issuer.keep()
    return path


@cache
def control(lang: Lang = "zh") -> Control:
    """The control workbook, with what was issued from it."""
    known = school.control(lang)
    return replace(known, passports=issuance_of(known, place(lang)))


@cache
def sent(who: int = 0, lang: Lang = "zh") -> bytes:
    """One of the three returns, as it was sent."""
    return (place(lang).parent / "out" / file_name(control(lang).people[who])).read_bytes()


def with_parts(package: bytes, **parts: bytes | None) -> bytes:
    """The package with parts replaced, or taken out where None is given; `customXml/item1.xml` is called item1."""
    names = {"item1": "customXml/item1.xml", "custom": "docProps/custom.xml"}
    wanted = {names[key]: data for key, data in parts.items()}
    file = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            data = wanted.get(name, old.read(name))
            if data is not None:
                new.writestr(name, data)
    return file.getvalue()


def part(package: bytes, name: str) -> bytes:
    with ZipFile(BytesIO(package)) as parts:
        return parts.read(name)


def checked(package: bytes, lang: Lang = "zh", by: Control | None = None) -> CheckedReturn:
    """As a collect checks it."""
    return check_return(school.delivered(package), by or control(lang), school.TODAY)


def codes(result: CheckedReturn) -> list[str]:
    """What is told of its passport."""
    return [issue.code for issue in result.issues if issue.code.startswith("passport.")]
