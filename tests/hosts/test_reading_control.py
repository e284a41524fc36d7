"""A control workbook with a sheet that can't be read is not opened: its register must not look deleted."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from softenv_xl import templates
from softenv_xl.errors import Stop
from softenv_xl.gate.inflated_package import Package
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.workbook import workbook
from softenv_xl.hosts.workbook import FileWorkbook


def test_a_broken_sheet_is_named_and_nothing_is_read(tmp_path: Path) -> None:
    content = templates.path("control", "en").read_bytes()
    (sheet,) = (each for each in workbook(Package(content, CONTROL)).sheets if each.name == "Evidence")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data.partition(b"</sheetData>")[0] if name == sheet.part else data)
    path = tmp_path / "control.xlsx"
    path.write_bytes(out.getvalue())
    with pytest.raises(Stop) as stop:
        FileWorkbook(path).read()
    assert stop.value.code == "workbook.unreadable"
    assert "Evidence" in stop.value.sentence("en")
    assert "Evidence" in stop.value.sentence("zh")
