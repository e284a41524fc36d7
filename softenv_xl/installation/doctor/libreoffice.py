"""LibreOffice's side: the program, its bridge to the Python that buttons run, and the extension."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.errors import Stop
from softenv_xl.installation.doctor.finding import INSTALL, Finding, Machine, error, fine, stopped, warning
from softenv_xl.installation.doctor.python import Failed, answer, interpreters
from softenv_xl.installation.extension import Extensions, identity
from softenv_xl.installation.places import EXTENSION
from softenv_xl.words import Text

_PROGRAM, _BRIDGE, _EXTENSION = "libreoffice", "bridge", "extension"
_LOAD = "from xlwings_libreoffice.uno_runtime import soffice, uno; uno(); print(soffice())"
_NOT_FOUND = Text("没有找到 LibreOffice。", "LibreOffice was not found.")
_NEEDED = Text(
    "要使用按钮，请安装 LibreOffice（含 Calc），再运行“softenv-xl install”。",
    "For buttons, install LibreOffice with Calc, then run “softenv-xl install”.",
)
_OPTIONAL = Text(
    "没有找到 LibreOffice，按钮只在 Excel 中。", "LibreOffice was not found; buttons are in Excel only."
)
_BRIDGE_REMEDY = Text(
    "请安装 LibreOffice 的 Python 组件（python3-uno），并用与它版本相同的 Python。",
    "Install LibreOffice's Python bridge (python3-uno), and use the version of Python that it is built for.",
)


def program(machine: Machine) -> Iterator[Finding]:
    """LibreOffice is there, and the Python that buttons run can talk to it."""
    if machine.unopkg is None:
        excel = machine.places.addin
        yield fine(_PROGRAM, _OPTIONAL) if excel else error(_PROGRAM, _NOT_FOUND, _NEEDED)
        return
    interpreter = interpreters(machine)[machine.places.configuration] or machine.interpreter
    path = str(interpreter)
    try:
        office = answer(interpreter, _LOAD).strip()
    except Failed as problem:
        message = Text(
            "{path} 不能与 LibreOffice 通信：{reason}", "{path} cannot talk to LibreOffice: {reason}"
        )
        yield error(_BRIDGE, message.format(path=path, reason=str(problem)), _BRIDGE_REMEDY)
    else:
        message = Text(
            "{path} 能与 LibreOffice（{office}）通信。", "{path} can talk to LibreOffice ({office})."
        )
        yield fine(_BRIDGE, message.format(path=path, office=office))


def extension(machine: Machine) -> Iterator[Finding]:
    """The extension is installed, in the version that this softenv-xl brings."""
    if machine.unopkg is None:
        return
    try:
        identifier, newest = identity(machine.source / EXTENSION)
        there = Extensions(machine.unopkg, machine.places).installed().get(identifier)
    except Stop as stop:
        yield stopped(_EXTENSION, stop)
        return
    message = Text(
        "扩展 {identifier} {there} 已装入 LibreOffice。",
        "LibreOffice has the extension {identifier} {there}.",
    )
    message = message.format(identifier=identifier, there=str(there))
    if there is None:
        missing = Text(
            "LibreOffice 中没有扩展 {identifier}。", "LibreOffice doesn't have the extension {identifier}."
        )
        yield error(_EXTENSION, missing.format(identifier=identifier), INSTALL)
    elif there != newest:
        yield warning(_EXTENSION, message, INSTALL)
    else:
        yield fine(_EXTENSION, message)
