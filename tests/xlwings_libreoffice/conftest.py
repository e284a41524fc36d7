"""One LibreOffice for all the tests of the engine."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import xlwings as xw

from tests.libreoffice.running import require_bridge
from xlwings_libreoffice import engine


@pytest.fixture(scope="session", autouse=True)
def office_is_there() -> None:
    """Every test of this folder is one of the running program."""
    require_bridge()


@pytest.fixture(scope="session")
def office_engine(office_is_there: None) -> xw.Engine:
    xw.engines.add(xw.Engine(impl=engine))
    xw.engines["libreoffice"].activate()
    return xw.engines["libreoffice"]


@pytest.fixture(scope="session")
def app(office_engine: xw.Engine) -> Iterator[xw.App]:
    app = office_engine.apps.add(visible=False)
    yield app
    app.quit()


@pytest.fixture(scope="session")
def book(app: xw.App) -> xw.Book:
    """A new workbook whose first sheet is Sheet1; tests add sheets of their own."""
    return app.books.add()


@pytest.fixture
def sheet(book: xw.Book) -> Iterator[xw.Sheet]:
    """An empty sheet for one test."""
    sheet = book.sheets.add()
    yield sheet
    sheet.delete()
