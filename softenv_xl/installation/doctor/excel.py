"""Excel's side: the add-in in its place, as it was installed, and made for the xlwings that is there."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

from lxml import etree

from softenv_xl import ADDIN
from softenv_xl.installation.doctor.finding import INSTALL, Finding, Machine, error, fine, warning
from softenv_xl.installation.install import script
from softenv_xl.installation.mark_of_the_web import is_marked
from softenv_xl.installation.places import MADE_FOR, System
from softenv_xl.installation.record import Record, content_or_none, digest
from softenv_xl.words import Text

_ADDIN, _EXCEL = "addin", "excel"
_MADE_FOR = f"string(//*[@name = '{MADE_FOR}'])"
_APP_PATH = r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe"


def program(machine: Machine) -> Iterator[Finding]:
    """Excel itself is installed."""
    if machine.places.addin is None:
        return
    found = machine.registry(_APP_PATH, "") or next(_mac_program(machine), None)
    if found:
        yield fine(_EXCEL, Text("Excel：{path}", "Excel: {path}").format(path=str(found)))
    else:
        message = Text("没有找到 Excel。", "Excel was not found.")
        yield warning(
            _EXCEL, message, Text("按钮需要 Excel 或 LibreOffice。", "Buttons need Excel or LibreOffice.")
        )


def addin(machine: Machine) -> Iterator[Finding]:
    """The add-in is where Excel looks for it, nobody changed it since, and it is the newest one there is."""
    place = machine.places.addin
    if place is None:
        return
    content = content_or_none(place)
    if content is None:
        yield error(
            _ADDIN,
            Text("加载项不在 {path}。", "The add-in isn't at {path}.").format(path=str(place)),
            INSTALL,
        )
        return
    yield _known(machine, place, content)
    if is_marked(machine.places.system, place):
        message = Text(
            "Excel 把 {path} 看作来自网络的文件。", "Excel takes {path} for a file from the internet."
        )
        yield error(_ADDIN, message.format(path=str(place)), INSTALL)
    yield from _made_for(content)


def mac_script(machine: Machine) -> Iterator[Finding]:
    """The AppleScript that starts Python is there, of the installed xlwings."""
    if machine.places.scripts is None:
        return
    place = machine.places.scripts / script().name
    if content_or_none(place) == script().read_bytes():
        yield fine("script", Text("{path} 正确。", "{path} is right.").format(path=str(place)))
    else:
        message = Text("{path} 不在，或与 xlwings 不符。", "{path} is missing, or not that of xlwings.")
        yield error("script", message.format(path=str(place)), INSTALL)


def _mac_program(machine: Machine) -> Iterator[Path]:
    if machine.places.system is System.MAC:
        for folder in (machine.root / "Applications", machine.places.home / "Applications"):
            if (found := folder / "Microsoft Excel.app").exists():
                yield found


def _known(machine: Machine, place: Path, content: bytes) -> Finding:
    recorded = Record.load(machine.places.state).files.get(str(place))
    newest = content_or_none(machine.source / ADDIN)
    if recorded and recorded.sha256 != digest(content):
        message = Text("{path} 安装后被改动过。", "{path} was changed since it was installed.")
        return error(_ADDIN, message.format(path=str(place)), INSTALL)
    if newest is not None and newest != content:
        message = Text("{path} 不是本版本的加载项。", "{path} isn't the add-in of this version.")
        return warning(_ADDIN, message.format(path=str(place)), INSTALL)
    return fine(_ADDIN, Text("加载项在 {path}。", "The add-in is at {path}.").format(path=str(place)))


def _made_for(content: bytes) -> Iterator[Finding]:
    wanted, there = _xlwings_of(content), version("xlwings")
    if wanted and wanted != there:
        message = Text(
            "加载项是为 xlwings {wanted} 制作的，装的是 {there}。",
            "The add-in was made for xlwings {wanted}; {there} is installed.",
        ).format(wanted=wanted, there=there)
        remedy = Text(
            "请安装 xlwings {wanted}：pip install xlwings=={wanted}", "pip install xlwings=={wanted}"
        )
        yield error("xlwings", message, remedy.format(wanted=wanted))
    elif wanted:
        yield fine(
            "xlwings",
            Text("加载项与 xlwings {there} 相符。", "The add-in fits xlwings {there}.").format(there=there),
        )


def _xlwings_of(content: bytes) -> str:
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return str(etree.fromstring(package.read("docProps/custom.xml")).xpath(_MADE_FOR))
    except (KeyError, zipfile.BadZipFile, etree.XMLSyntaxError):  # an add-in that doesn't say
        return ""
