"""A program with xlwings at its other end, for tests on an open workbook."""

from __future__ import annotations

import xlwings as xw

from tests.libreoffice import missing, require


def running(name: str = "libreoffice") -> xw.App:
    """A program of its own for the tests. Without LibreOffice the test is skipped; in CI it fails.

    `model-zh` and `model-en` are the model of Excel (tests/excel), installed in Chinese and in English, `model-mac`
    is the one for a Mac.
    """
    if name.startswith("model-"):
        from tests.excel import started
        from tests.excel.mac import started_mac

        return started_mac("zh") if name == "model-mac" else started("zh" if name == "model-zh" else "en")
    if name == "libreoffice":
        require_bridge()
        from xlwings_libreoffice import engine

        if name not in [known.name for known in xw.engines]:
            xw.engines.add(xw.Engine(impl=engine))
    return xw.engines[name].apps.add(visible=False, add_book=False)


def require_bridge() -> None:
    """LibreOffice, and its bridge for this very Python: `uno` of another version can't be loaded."""
    from xlwings_libreoffice import OfficeMissing
    from xlwings_libreoffice.uno_runtime import uno

    require()
    try:
        uno()
    except OfficeMissing as absent:
        missing(str(absent))
