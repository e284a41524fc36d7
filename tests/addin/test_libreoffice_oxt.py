"""The extension's package: what is in it, and that the same sources give the same bytes."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from softenv_xl.addin import oxt, press, pressing, ribbon
from softenv_xl.captions import BUTTONS, SHOWN
from softenv_xl.installation.extension import identity
from softenv_xl.installation.places import EXTENSION
from softenv_xl.stop_catalogue import STOPS

_XML = (".xml", ".xcu", ".xlb", ".xba", ".svg")
_OOR = "{http://openoffice.org/2001/registry}"


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = oxt.build(tmp_path / "a"), oxt.build(tmp_path / "b")
    assert first.name == EXTENSION
    assert first.read_bytes() == second.read_bytes()


def test_every_part_is_well_formed_and_everything_named_is_there(tmp_path: Path) -> None:
    with zipfile.ZipFile(oxt.build(tmp_path)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    trees = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith(_XML)}
    listed = [
        entry.get(f"{{{entry.nsmap['manifest']}}}full-path") for entry in trees["META-INF/manifest.xml"]
    ]
    assert all(any(name.startswith(str(path)) for name in parts) for path in listed)
    images = {value.text for value in trees["Addons.xcu"].iter("value") if "%origin%" in str(value.text)}
    assert {f"%origin%/{name}" for name in parts if name.startswith("icons/")} == images
    assert len(images) == 2 * len(SHOWN)


def test_it_is_known_by_its_name_and_version(tmp_path: Path) -> None:
    assert identity(oxt.build(tmp_path))[0] == oxt.IDENTIFIER


def test_every_button_is_there_in_both_languages() -> None:
    parts = oxt.parts()
    toolbars = etree.fromstring(parts["Addons.xcu"]).find(f".//node[@{_OOR}name='OfficeToolBar']")
    assert toolbars is not None
    captions = [
        {value.get("{http://www.w3.org/XML/1998/namespace}lang"): value.text for value in prop}
        for prop in toolbars.iterfind(f"node/node/prop[@{_OOR}name='Title']")
    ]
    groups = {name: ribbon.look(name).group for name in ribbon.ordered()}
    shown = [SHOWN[name][0] for name in sorted(groups, key=lambda name: groups[name] == ribbon.EXCHANGE)]
    assert captions == [{"en": text.en, "zh-CN": text.zh, "zh-TW": text.zh} for text in shown]
    macro = etree.fromstring(parts["SoftEnv/Buttons.xba"]).text or ""
    for name, (caption, _) in BUTTONS.items():
        assert (
            f'Sub {name}\n\tPress("{name}", IIf(Language() = "zh", "{caption.zh}", "{caption.en}"))' in macro
        )


def test_the_source_is_in_it_to_the_letter() -> None:
    module = etree.fromstring(oxt.parts()["SoftEnv/SoftEnv.xba"])
    assert module.text == (oxt.SOURCES / "SoftEnv.bas").read_text("utf-8")


def test_macro_and_python_write_the_note_alike() -> None:
    source = (oxt.SOURCES / "SoftEnv.bas").read_text("utf-8")
    assert f'Const LISTENING = "{pressing.LISTENING}"' in source
    assert f'Const DONE = "{pressing.DONE}"' in source
    assert {pressing.LISTENING, pressing.DONE}.isdisjoint(
        text[0] for pair in STOPS.values() for text in pair[0]
    )


@pytest.mark.libreoffice
def test_an_office_that_is_gone_is_said_in_the_note(tmp_path: Path) -> None:
    note = tmp_path / "note"
    note.touch()
    asked = [
        "validate",
        "--pipe",
        "nobody-listens-here",
        "--document",
        "1",
        "--lang",
        "zh",
        "--note",
        str(note),
    ]
    assert press.main(asked) == 1
    assert note.read_text("utf-8").startswith("Python 连接不上 LibreOffice：")
