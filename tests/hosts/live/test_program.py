"""How Excel on Windows is asked to lift and restore a sheet's protection: the very calls, against its documentation.

Excel can't be run here, so a stand-in with the members of Worksheet that the documentation lists writes down
what it is asked; LibreOffice's side of the same room is run for real in the contract suite.
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from softenv_xl.errors import Stop
from softenv_xl.hosts.live.program import ExcelOnMac, ExcelOnWindows

# Worksheet.Protect of the VBA reference takes these; Unprotect takes Password.
PROTECT = {
    "Password", "DrawingObjects", "Contents", "Scenarios", "UserInterfaceOnly", "AllowFormattingCells",
    "AllowFormattingColumns", "AllowFormattingRows", "AllowInsertingColumns", "AllowInsertingRows",
    "AllowInsertingHyperlinks", "AllowDeletingColumns", "AllowDeletingRows", "AllowSorting", "AllowFiltering",
    "AllowUsingPivotTables",
}  # fmt: skip


class Worksheet:
    """A sheet that is protected with a password, and lets people sort."""

    def __init__(self, name: str, password: str | None) -> None:
        self.Name, self._password = name, password
        self.ProtectContents = password is not None
        self.ProtectDrawingObjects, self.ProtectScenarios, self.ProtectionMode = True, False, False
        self.Protection = SimpleNamespace(
            **{name: name == "AllowSorting" for name in PROTECT if "Allow" in name}
        )
        self.protected: list[dict[str, Any]] = []

    def Unprotect(self, password: str) -> None:  # noqa: N802 - Excel's name
        if password != self._password:
            raise RuntimeError("1004")
        self.ProtectContents = False

    def Protect(self, **options: Any) -> None:  # noqa: N802
        assert options.keys() <= PROTECT
        self.ProtectContents = True
        self.protected.append(options)


def sheets(*worksheets: Worksheet) -> list[Any]:
    return [SimpleNamespace(api=one, name=one.Name) for one in worksheets]


def test_a_protection_without_password_comes_back_with_its_options() -> None:
    free, locked = Worksheet("Free", None), Worksheet("Locked", "")
    put_back = ExcelOnWindows().unprotect(sheets(free, locked))
    assert not locked.ProtectContents
    put_back()
    (options,) = locked.protected
    assert free.protected == []
    assert {name for name, value in options.items() if value} == {
        "Contents",
        "DrawingObjects",
        "AllowSorting",
    }
    assert options.keys() == PROTECT - {"Password"}


def test_a_password_stops_the_press_with_every_sheet_as_it_was() -> None:
    locked, secret = Worksheet("Locked", ""), Worksheet("Secret", "word")
    with pytest.raises(Stop) as stop:
        ExcelOnWindows().unprotect(sheets(locked, secret))
    assert (stop.value.code, stop.value.values["sheet"]) == ("sheet.protected", "Secret")
    assert locked.ProtectContents
    assert secret.ProtectContents


def test_on_a_mac_a_protected_sheet_stops_the_press() -> None:
    protected = SimpleNamespace(protect_contents=SimpleNamespace(get=lambda: True))
    with pytest.raises(Stop) as stop:
        ExcelOnMac().unprotect([SimpleNamespace(api=protected, name="Tracker")])  # type: ignore[list-item]
    assert stop.value.code == "sheet.protected"
