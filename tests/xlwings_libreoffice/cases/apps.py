"""The application."""

from __future__ import annotations

from typing import Any

import xlwings as xw

from tests.xlwings_libreoffice.cases import Case, Step, given, put


def _set(attribute: str, value: object) -> Step:
    """Sets an attribute of the app, reads it, and sets it back."""

    def step(sheet: Any) -> Any:
        app = sheet.book.app
        before = getattr(app, attribute)
        setattr(app, attribute, value)
        try:
            return getattr(app, attribute)
        finally:
            setattr(app, attribute, before)

    return step


def _by_hand(sheet: Any) -> list[Any]:
    """B1 = A1 * 2: after a change under manual calculation, then after calculate()."""
    app = sheet.book.app
    app.calculation = "manual"
    try:
        sheet["A1"].value = 4
        before = sheet["B1"].value
        app.calculate()
        return [before, sheet["B1"].value]
    finally:
        app.calculation = "automatic"


def _properties(sheet: Any) -> list[Any]:
    app = sheet.book.app
    with app.properties(display_alerts=False):
        inside = app.display_alerts
    return [inside, app.display_alerts]


CASES = [
    Case("its process", lambda s: s.book.app.pid > 0, True),
    Case("its version", lambda s: s.book.app.version.major > 6, True),
    Case("it is among the apps", lambda s: s.book.app.pid in list(xw.engines["libreoffice"].apps.keys()), True),
    Case("it is found by its process", lambda s: xw.engines["libreoffice"].apps[s.book.app.pid] == s.book.app, True),
    Case("not visible", lambda s: s.book.app.visible, False),
    Case("screen updating off", _set("screen_updating", False), False),
    Case("screen updating on", _set("screen_updating", True), True),
    Case("alerts off", _set("display_alerts", False), False),
    Case("alerts on", _set("display_alerts", True), True),
    Case("events off", _set("enable_events", False), False),
    Case("events on", _set("enable_events", True), True),
    Case("calculation by hand", _set("calculation", "manual"), "manual"),
    Case("calculation by itself", _set("calculation", "automatic"), "automatic"),
    Case("calculate", _by_hand, [4.0, 8.0], (put("A1", 2), given("B1", formula="=A1*2"))),
    Case("properties for a while", _properties, [False, True]),
    Case("selection", lambda s: (s["B3"].select(), s.book.app.selection.address)[1], "$B$3"),
    Case("its books", lambda s: s.book in list(s.book.app.books), True),
    Case("its active book", lambda s: (s.book.activate(), s.book.app.books.active == s.book)[1], True),
]  # fmt: skip
