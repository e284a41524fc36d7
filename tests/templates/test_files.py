"""The committed workbooks are what the code builds, to the byte of every part."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

from softenv_xl import templates
from softenv_xl.registers.books import BOOKS
from softenv_xl.words import LANGS

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
