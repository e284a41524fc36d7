"""The built workbooks, opened with openpyxl: every book in both languages."""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from openpyxl import load_workbook

from softenv_xl import templates
from softenv_xl.books import BOOKS
from softenv_xl.templates import initial_content
from softenv_xl.words import LANGS

if TYPE_CHECKING:
    from softenv_xl.schema.table import BookSpec
    from softenv_xl.words import Lang


class Built(NamedTuple):
    """One built workbook: what was declared, the package, and how openpyxl reads it."""

    spec: BookSpec
    lang: Lang
    package: bytes
    book: Any


def column_of(page: Any, place: int) -> Any:
    """What the sheet says of a whole column; neighbours that are alike share one entry."""
    return next(d for d in page.column_dimensions.values() if d.min <= place <= d.max)


@cache
def _built(key: str, lang: Lang) -> Built:
    spec = next(book for book in BOOKS if book.key == key)
    package = templates.build(spec, lang)
    return Built(initial_content.with_bans(spec), lang, package, load_workbook(BytesIO(package)))


@pytest.fixture(params=[(book.key, lang) for book in BOOKS for lang in LANGS], ids=".".join)
def built(request: pytest.FixtureRequest) -> Built:
    return _built(*request.param)


@pytest.fixture(params=LANGS)
def control(request: pytest.FixtureRequest) -> Built:
    return _built("control", request.param)


@pytest.fixture(params=LANGS)
def blank_return(request: pytest.FixtureRequest) -> Built:
    return _built("return", request.param)
