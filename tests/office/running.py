"""A program with xlwings at its other end, for tests on an open workbook."""

from __future__ import annotations

import xlwings as xw

from tests.office import require


def running(name: str = "libreoffice") -> xw.App:
    """A program of its own for the tests. Without LibreOffice the test is skipped; in CI it fails."""
    if name == "libreoffice":
        require()
        from softenv_xl.hosts.libreoffice import engine

        if name not in [known.name for known in xw.engines]:
            xw.engines.add(xw.Engine(impl=engine))
    return xw.engines[name].apps.add(visible=False, add_book=False)
