"""The VBA modules of the add-in and of a workbook with buttons, as text.

Most stand as they are in `macros/excel`. Two are made: one macro for every button, and the part of xlwings' own
module that runs Python, taken from the installed xlwings (BSD-3, its notice stays in place).
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import xlwings

from softenv_xl.captions import SHOWN
from softenv_xl.errors import Stop

MACROS = Path(__file__).parents[2] / "macros" / "excel"


class Module(NamedTuple):
    """A module's name and its text, with lines that end in a line feed."""

    name: str
    text: str


# What of xlwings is taken. By name, so that nothing that a later release adds comes in unread: neither its search
# for settings in workbooks and their folders, nor code embedded in sheets, nor its server for cell functions.
KEPT = (
    "ExecuteMac",
    "ExecuteWindows",
    "GetConfigFilePath",
    "GetConfigFromFile",
    "WScript",
    "FileExists",
    "FileExistsOnWindows",
    "FileOrFolderExistsOnMac",
    "ParentFolder",
    "GetDirectory",
    "ToMacPath",
    "GetMacDir",
    "ToPosixPath",
    "ExpandEnvironmentStrings",
    "ReadFile",
    "CreateGUID",
    "CheckConda",
)

# What is changed in it, each of which must be there once: a file's name may hold what a command line takes for its
# own, and what xlwings says in a box of its own becomes a sentence of ours.
_NO_SCRIPT = "To enable RunPython, please run 'xlwings runpython install' in a terminal once and try again."
CHANGES = (
    ('#Const App = "Microsoft Excel" \'Adjust when using outside of Excel\n', ""),
    ('PROJECT_NAME As String = "myaddin"', 'PROJECT_NAME As String = "softenv_xl"'),
    ('" --wb=" & """" & ActiveWorkbook.Name & """', '" --wb=" & """" & InCmd(ActiveWorkbook.Name) & """'),
    ('"|" + ActiveWorkbook.Name', '"|" + InShell(ActiveWorkbook.Name)'),
    ('MsgBox "Could not find Interpreter!", vbCritical', 'Tell "not-installed", GetConfigFilePath()'),
    (
        f'MsgBox "{_NO_SCRIPT}", vbCritical',
        'Tell "not-installed", "xlwings-" & XLWINGS_VERSION & ".applescript"',
    ),
)

_CONSTANTS = ("XLWINGS_VERSION", "PROJECT_NAME")
_PROCEDURE = re.compile(
    r"^(?:Public |Private )?(?:Sub|Function) (\w+)\b.*?^End (?:Sub|Function)\n", re.MULTILINE | re.DOTALL
)


def addin() -> list[Module]:
    """The add-in's modules; the first is the code of its workbook."""
    return [_own("ThisWorkbook.cls"), _own("SoftEnv.bas"), buttons(), _own("SoftEnvPython.bas"), runner()]


def workbook() -> list[Module]:
    """The modules of a workbook with buttons: they only pass a press on to the add-in."""
    return [_own("SoftEnvWorkbook.bas"), buttons()]


def buttons() -> Module:
    """One macro for every button, in the add-in as well as in workbooks."""
    name = "SoftEnvButtons"
    lines = [
        f'Attribute VB_Name = "{name}"',
        "' One macro for every button.",
        "Option Explicit",
    ]
    for button in SHOWN:
        lines += ["", f"Public Sub {macro(button)}()", f'    Press "{button}"', "End Sub"]
    return Module(name, "\n".join(lines) + "\n")


def macro(button: str) -> str:
    """How a button's macro is called: `NextIssue` for `next_issue`."""
    return "".join(part.capitalize() for part in button.split("_"))


def runner(original: str | None = None) -> Module:
    """The procedures of xlwings that run Python; Stop(addin.xlwings-changed) where its text isn't as expected."""
    text = _installed() if original is None else original.replace("\r\n", "\n")
    notice, found, _ = text.partition('\'Attribute VB_Name = "Main"\n')
    procedures = {match[1]: match[0] for match in _PROCEDURE.finditer(text)}
    constants = [
        re.search(rf"^Public Const {name} As String = .*\n", text, re.MULTILINE) for name in _CONSTANTS
    ]
    if not found or None in constants or not procedures.keys() >= set(KEPT):
        raise Stop("addin.xlwings-changed", text=", ".join(sorted(set(KEPT) - procedures.keys())) or "Main")
    parts = [
        notice.rstrip("\n") + "\n",
        "' Of that module only the procedures that run Python are here, with a few lines changed for softenv-xl.\n",
        "".join(constant[0] for constant in constants if constant),
        *(procedures[name] for name in KEPT),
    ]
    kept = "\n".join(parts)
    for old, new in CHANGES:
        if kept.count(old) != 1:
            raise Stop("addin.xlwings-changed", text=old)
        kept = kept.replace(old, new)
    return Module("xlwings", kept)


def _installed() -> str:
    return (Path(xlwings.__file__).parent / "xlwings_custom_addin.bas").read_text(encoding="ascii")


def _own(file: str) -> Module:
    path = MACROS / file
    return Module(path.stem, path.read_text(encoding="ascii"))
