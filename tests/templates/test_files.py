"""The committed workbooks are what the code builds, to the byte of every part."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from lxml import etree

from softenv_xl import templates
from softenv_xl.books import BOOKS
from softenv_xl.views import dashboard
from softenv_xl.words import LANGS, Lang

if TYPE_CHECKING:
    from pathlib import Path

    from tests.templates.conftest import Built


def _parts(package: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_committed_workbooks_are_what_the_code_builds(built: Built) -> None:
    committed = _parts(templates.path(built.spec.key, built.lang).read_bytes())
    fresh = _parts(built.package)
    assert committed.keys() == fresh.keys()
    different = [name for name, part in fresh.items() if committed[name] != part]
    assert not different, "run `softenv-xl build`"


def test_the_same_sources_build_the_same_bytes(tmp_path: Path) -> None:
    written = templates.build_all(tmp_path / "new")
    assert [path.name for path in written] == [
        templates.path(b.key, lang).name for b in BOOKS for lang in LANGS
    ]
    again = [templates.build(book, lang) for book in BOOKS for lang in LANGS]
    assert [path.read_bytes() for path in written] == again


def test_nothing_depends_on_the_day_of_building(built: Built) -> None:
    assert b"<dcterms:created" in _parts(built.package)["docProps/core.xml"]
    assert b"2026-01-01T00:00:00Z" in _parts(built.package)["docProps/core.xml"]


@pytest.mark.parametrize("lang", LANGS)
def test_charts_leave_nothing_to_the_program_that_opens_them(lang: Lang) -> None:
    """Programs guess differently, and differently again once another program than Excel is named in the file."""
    chart = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
    with ZipFile(templates.path("control", lang)) as package:
        roots = [
            etree.fromstring(package.read(name)) for name in package.namelist() if "charts/chart" in name
        ]
    assert len(roots) == len(dashboard.FIGURES)
    for root in roots:
        for labels in root.iter(f"{chart}dLbls"):
            said = {
                child.tag.removeprefix(chart): child.get("val") for child in labels if "show" in child.tag
            }
            assert said == {
                "showLegendKey": "0",
                "showVal": "1",
                "showCatName": "0",
                "showSerName": "0",
                "showPercent": "0",
                "showBubbleSize": "0",
            }
            assert [child.tag for child in labels][-6:] == [f"{chart}{name}" for name in said]
        for line in root.iterfind(f".//{chart}lineChart/{chart}ser"):
            assert [smooth.get("val") for smooth in line.iter(f"{chart}smooth")] == ["0"]
        assert [gaps.get("val") for gaps in root.iter(f"{chart}dispBlanksAs")] == ["gap"]


def test_the_check_of_many_ready_rows_is_spelt_once(blank_return: Built) -> None:
    """Its forty rows would be three quarters of what a return holds."""
    (problems,) = [
        data for name, data in _parts(blank_return.package).items() if data.count(b'<f t="shared"') > 30
    ]
    assert problems.count(b"</f>") == 1
