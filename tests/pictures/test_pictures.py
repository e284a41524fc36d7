"""Somebody who asks for pictures gets one of each sheet in view and of each printed page."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from softenv_xl import templates
from tests.addin.screen import require_screen
from tests.libreoffice import require
from tests.pictures.__main__ import LAPTOP, main


@pytest.mark.clicks
@pytest.mark.libreoffice
@pytest.mark.slow
@pytest.mark.xdist_group("screen")
def test_every_sheet_in_view_has_a_picture(tmp_path: Path) -> None:
    require()
    require_screen()
    main([str(tmp_path), str(templates.path("return", "zh"))])
    screens = sorted((tmp_path / "screen").iterdir())
    names = ["填表说明", "基本信息", "自查", "问题与整改"]
    assert [file.stem.split("-", 2)[2] for file in screens] == names
    assert {struct.unpack(">II", file.read_bytes()[16:24]) for file in screens} == {LAPTOP}
    assert len({file.read_bytes() for file in screens}) == len(screens)
    assert len(list((tmp_path / "print").iterdir())) >= len(screens)
