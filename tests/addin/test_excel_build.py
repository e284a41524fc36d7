"""The built files, looked at with other tools than those that made them."""

from __future__ import annotations

import re
import struct
import sys
from io import BytesIO
from pathlib import Path

import pytest
import xlwings
from lxml import etree
from olefile import OleFileIO
from oletools.olevba import VBA_Parser, decompress_stream

from softenv_xl import addin
from softenv_xl.addin import ribbon, sources
from softenv_xl.addin.phrases import NO_ADDIN
from softenv_xl.addin.xlam import words
from softenv_xl.books import BOOKS, is_control
from softenv_xl.captions import BUTTONS, SHOWN
from softenv_xl.errors import Stop
from softenv_xl.words import LANGS, Lang
from tests.addin.built import built, parts

XLAM = "softenv_xl.xlam"
WORKBOOKS = ["control.zh.xlsm", "control.en.xlsm"]
_UI = "{http://schemas.microsoft.com/office/2009/07/customui}"
_CALLBACKS = ("onLoad", "onAction", "getLabel", "getScreentip", "getSupertip", "getEnabled")
_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def test_the_same_sources_build_the_same_bytes(tmp_path: Path) -> None:
    again = {path.name: path.read_bytes() for path in addin.build_all(tmp_path / "dist")}
    assert again == built()
    assert {XLAM, *WORKBOOKS} <= again.keys()


@pytest.mark.parametrize("file", [XLAM, *WORKBOOKS])
def test_olevba_gives_the_sources_back_to_the_letter(file: str) -> None:
    expected = {one.name: one.text for one in (sources.addin() if file == XLAM else sources.workbook())}
    parser = VBA_Parser(file, data=built()[file])
    found = {Path(name).stem: text for *_, name, text in parser.extract_macros()}
    for name, text in expected.items():
        header = "".join(line for line in found[name].splitlines(True) if line.startswith("Attribute VB_"))
        body = found[name].removeprefix(header) if name == "ThisWorkbook" else found[name]
        assert body == text.replace("\n", "\r\n")
    for name in found.keys() - expected.keys():
        assert re.fullmatch(r"ThisWorkbook|Sheet\d+", name)
        assert not re.sub(r"Attribute VB_.*\r\n", "", found[name])
    assert not parser.detect_vba_stomping()


@pytest.mark.parametrize("file", [XLAM, *WORKBOOKS])
def test_the_project_holds_text_alone(file: str) -> None:
    """[MS-OVBA] 2.3.4: no code compiled for one version of Office, which would run instead of the text."""
    with OleFileIO(BytesIO(parts(file)["xl/vbaProject.bin"])) as container:
        assert container.openstream("VBA/_VBA_PROJECT").read() == b"\xcc\x61\xff\xff\x00\x01\x00"
        listed = bytes(decompress_stream(bytearray(container.openstream("VBA/dir").read())))
        records = list(_records(listed))
        streams = {path[1] for path in container.listdir() if path[0] == "VBA"}
        project = container.openstream("PROJECT").read().decode("ascii")
    modules = [record.decode("cp1252") for kind, record in records if kind == 0x1A]
    offsets = [struct.unpack("<I", record)[0] for kind, record in records if kind == 0x31]
    assert records[-1] == (0x10, b"")
    assert len(listed) == sum(6 + len(record) for _, record in records)
    assert offsets == [0] * len(modules)
    assert {*modules, "dir", "_VBA_PROJECT"} == streams
    assert set(re.findall(r"^(?:Document|Module)=(\w+)", project, re.MULTILINE)) == set(modules)


def _records(listed: bytes) -> list[tuple[int, bytes]]:
    """Id, size, content; only the record of the version says a size that leaves out its last two bytes."""
    records, at = [], 0
    while at < len(listed):
        kind, size = struct.unpack_from("<HI", listed, at)
        size += 2 if kind == 0x09 else 0
        records.append((kind, listed[at + 6 : at + 6 + size]))
        at += 6 + size
    return records


def test_the_addin_is_a_package_that_excel_takes_for_one() -> None:
    found = parts(XLAM)
    for name, part in found.items():
        if not name.endswith(".bin"):
            etree.fromstring(part)
    types = found["[Content_Types].xml"].decode()
    assert (
        'PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.addin.macroEnabled.main+xml"'
        in types
    )
    assert "application/vnd.ms-office.vbaProject" in types
    links = etree.fromstring(found["_rels/.rels"]).findall(f"{_RELATIONS}Relationship")
    assert [link.get("Target") for link in links if link.get("Type", "").endswith("ui/extensibility")] == [
        "customUI/customUI14.xml"
    ]
    assert len({link.get("Id") for link in links}) == len(links)


def test_the_addin_says_which_xlwings_it_was_made_for() -> None:
    """Doctor compares it with the xlwings that is installed."""
    properties = etree.fromstring(parts(XLAM)["docProps/custom.xml"])
    assert properties.xpath("string(//*[@name = 'softenv-xl.xlwings'])") == xlwings.__version__


def test_the_ribbon_has_every_button_once() -> None:
    root = etree.fromstring(parts(XLAM)["customUI/customUI14.xml"])
    buttons = [dict(button.attrib) for button in root.iter(f"{_UI}button")]
    assert sorted(button["id"] for button in buttons) == sorted(SHOWN)
    assert len({button["keytip"] for button in buttons}) == len(buttons)
    ids = [element.get("id") for element in root.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    ours = sources.addin()[1].text
    called = {element.get(name) for element in root.iter() for name in _CALLBACKS} - {None}
    for callback in called:
        taken = re.search(rf"^Public Sub {callback}\((.*)\)", ours, re.MULTILINE)
        assert taken, callback
        assert len(taken[1].split(",")) == (1 if callback in ("RibbonLoaded", "RibbonPressed") else 2)


def test_the_macros_find_all_their_words() -> None:
    known = {key for key, *_ in words()}
    text = "\n".join(one.text for one in sources.addin())
    looked_up = set(re.findall(r'(?:Tell|Word\() ?"([\w-]+)"', text)) - {"tables-"}
    assert looked_up
    assert looked_up <= known
    assert {f"tables-{kind}" for kind in ("control", "return")} <= known
    assert all(len(text) < 32767 and text.zh and text.en for key, text, _ in words() if key)


def test_a_workbooks_kind_is_told_by_its_own_tables() -> None:
    tables = {book.key: {table.key for _, table in book.tables()} for book in BOOKS}
    assert all(set(names) <= tables[kind] for kind, names in ribbon.KIND_TABLES.items())
    assert is_control(ribbon.KIND_TABLES["control"])
    assert not is_control(ribbon.KIND_TABLES["return"])


def test_no_buttons_macro_hides_a_function_of_the_language() -> None:
    """A macro called Split would take the place of VBA's own function in every module."""
    macros = {sources.macro(button).lower() for button in SHOWN}
    text = "\n".join(one.text for one in (*sources.addin(), *sources.workbook()))
    called = {name.lower() for name in re.findall(r"(?<![\w.])(\w+)\(", text)}
    declared = {name.lower() for name in re.findall(r"(?:Sub|Function) (\w+)\(", text)}
    assert "split" in called - declared
    assert not macros & (
        called - declared | {"split", "filter", "join", "replace", "left", "right", "mid", "format"}
    )


@pytest.mark.parametrize("lang", LANGS)
def test_the_workbooks_buttons_call_its_macros(lang: Lang) -> None:
    found = parts(f"control.{lang}.xlsm")
    assert b"sheet.macroEnabled.main+xml" in found["[Content_Types].xml"]
    drawing = found["xl/drawings/vmlDrawing1.vml"].decode()
    shown = [
        "prepare",
        "collect",
        "appraisal",
        "validate",
        "next_issue",
        "refresh",
        "why",
        "prepare_packs",
        "merge_back",
        "send_back",
        "send",
        "documents",
        "report",
        "bulletin",
        "undo",
    ]
    macros = [sources.macro(button) for button in shown]
    assert re.findall(r"<x:FmlaMacro>\[0\]!(\w+)</x:FmlaMacro>", drawing) == macros
    assert all(BUTTONS[button][0](lang) in drawing for button in shown)
    assert (
        f'<definedName name="no_addin">"{NO_ADDIN(lang)}"</definedName>' in found["xl/workbook.xml"].decode()
    )
    assert len(NO_ADDIN(lang)) <= 255  # the most that a text in a formula may have


def test_a_build_without_what_it_expects_of_xlwings_stops() -> None:
    text = sources._installed()
    for old, _ in sources.CHANGES:
        with pytest.raises(Stop, match="not as expected"):
            sources.runner(text.replace(old, ""))
    with pytest.raises(Stop, match="GetConfigFromFile"):
        sources.runner(text.replace("Function GetConfigFromFile(", "Function GetConfigOfFile("))


def test_a_build_without_its_tool_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyopenvba", None)
    with pytest.raises(Stop, match="--group addin"):
        addin.build_all(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_only_what_runs_python_is_taken_of_xlwings() -> None:
    """Neither settings in a workbook or beside it, nor code in its sheets, nor anything of xlwings' paid part."""
    text = sources.runner().text
    assert "Redistributions of source code must retain the above copyright notice" in text
    others = set(
        re.findall(r"^(?:Public |Private )?(?:Sub|Function) (\w+)", sources._installed(), re.MULTILINE)
    )
    ours = {"GetConfig", "ShowError"}
    for name in others - set(sources.KEPT) - ours:
        assert not re.search(rf"\b{name}\b", re.sub(r"'.*", "", text)), name
    for word in ("xlwings.pro", "LICENSE", "Declare ", ".conf sheet", "Worksheet", ".Sheets"):
        assert word not in text
