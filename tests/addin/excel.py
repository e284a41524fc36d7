"""The built add-in in an Excel that lives in memory: pyOpenVBA's VBA interpreter, on Windows or on a Mac.

The macros run as they are built. Replaced, one by one and each only if it is there, is what reaches out of Excel:
files, the environment, other programs, and three of Excel's own properties that the interpreter doesn't know.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pyopenvba.apps.excel import ExcelApplication

from softenv_xl.addin import sources
from tests.addin.built import built

HOME = {False: r"C:\Users\李", True: "/Users/li"}
# Procedures of xlwings whose place the ones below take.
_OUTWARD = (
    "WScript",
    "FileExists",
    "GetConfigFromFile",
    "CreateGUID",
    "ToPosixPath",
    "GetMacDir",
    "ReadFile",
)
_MACHINE = """
Public Function Environ(name As String) As String
    Environ = "{home}"
End Function
Public Function WScript() As Object
    Set WScript = New Shell
End Function
Public Function FileExists(path As String) As Boolean
    Debug.Print "looks for " & path
    FileExists = True
End Function
Public Function GetConfigFromFile(file As String, key As String, Optional value As String) As Boolean
    Debug.Print "reads " & file
    If key = "INTERPRETER_WIN" Or key = "INTERPRETER_MAC" Then value = "{python}"
    GetConfigFromFile = (value <> "")
End Function
Public Function CreateGUID() As String
    CreateGUID = "1"
End Function
Public Function ToPosixPath(path As String) As String
    ToPosixPath = path
End Function
Public Function GetMacDir(name As String, normalized As Boolean) As String
    GetMacDir = "{home}"
End Function
Public Function ReadFile(file As String) As String
End Function
Public Function AppleScriptTask(script As String, handler As String, parameter As String) As String
    Debug.Print "hands to " & script & " " & parameter
End Function
Public Sub Outward(done As String)
    Debug.Print done
End Sub
"""
_ASKED = """
Public Function Asked(callback As String, id As String, tag As String) As Variant
    Dim control As New RibbonControl, answer As Variant
    control.ID = id
    control.Tag = tag
    Select Case callback
        Case "RibbonLabel": RibbonLabel control, answer
        Case "RibbonTip": RibbonTip control, answer
        Case "RibbonEnabled": RibbonEnabled control, answer
    End Select
    Asked = answer
End Function
"""
_CONTROL = """
Public ID As String
Public Tag As String
"""
_SHELL = """
Public Function Run(command As String, style As Long, wait As Boolean) As Long
    Debug.Print "status " & Application.StatusBar
    Debug.Print "runs " & command
    {meanwhile}
    Run = {exit_code}
End Function
Public Function ExpandEnvironmentStrings(text As String) As String
    ExpandEnvironmentStrings = text
End Function
Public Sub Popup(text As String, seconds As Long, title As String, kind As Long)
    Debug.Print "says " & text
End Sub
"""


_OURS = (
    ("Machine", _MACHINE, "standard"),
    ("Shell", _SHELL, "class"),
    ("Ribbon", _ASKED, "standard"),
    ("RibbonControl", _CONTROL, "class"),
)
# Statements and properties, by the module that has them.
_REPLACED = {
    "SoftEnv": {
        "Application.LanguageSettings.LanguageID(msoLanguageIDUI)": "{language}",
        "Application.EnableCancelKey = ": 'Outward "Esc is " & ',
    },
    "SoftEnvPython": {"FileCopy logFile, kept": 'Outward "copies " & logFile & " to " & kept'},
    "xlwings": {
        "Application.Hwnd": "4711",
        "Kill LOG_FILE": 'Outward "deletes " & LOG_FILE',
        'GetConfig("SHOW CONSOLE", False) = True': 'GetConfig("SHOW CONSOLE") = "True"',
    },
}


class Excel:
    """Excel with the add-in and a workbook in front; `python` is what the user's configuration names.

    `language` is that of Excel's menus, `exit_code` what a program ends with that is run, `meanwhile` what happens
    in VBA while it runs, `esc` whether Esc is pressed then.
    """

    def __init__(
        self,
        front: Path,
        python: str,
        *,
        mac: bool = False,
        language: int = 1033,
        exit_code: int = 0,
        meanwhile: str = "",
        esc: bool = False,
    ) -> None:
        addin = front.with_name("softenv_xl.xlam")
        addin.write_bytes(built()[addin.name])
        self.app = ExcelApplication.open(addin, with_vba=False)
        for module in sources.addin()[1:]:
            text = _inward(module, language, mac=mac)
            text = text.replace("DoEvents", "Err.Raise 18" if esc else 'Outward "lets clicks through"')
            self.app.add_module(text, name=module.name)
        values = {"home": HOME[mac], "python": python, "exit_code": str(exit_code), "meanwhile": meanwhile}
        for name, text, kind in _OURS:
            for key, value in values.items():
                text = text.replace(f"{{{key}}}", value)
            self.app.add_module(text, name=name, kind=kind)
        self.app.activate_workbook(self.app.open_workbook(front))

    def run(self, macro: str, *arguments: str) -> None:
        self.app.run(macro, *arguments)

    def ribbon_asks(self, callback: str, control: Mapping[str, str]) -> object:
        """What the ribbon is told for one of its controls."""
        arguments = (callback, control["id"], control.get("tag", ""))
        return self.app.run("Asked", *arguments)

    def did(self, what: str) -> list[str]:
        """What followed each line of the kind: `runs`, `reads`, `looks for`, `says`, `status` …"""
        return [line.removeprefix(f"{what} ") for line in self.app.console if line.startswith(f"{what} ")]

    @property
    def status(self) -> object:
        return self.app.evaluate("Application.StatusBar")


def _inward(module: sources.Module, language: int, *, mac: bool) -> str:
    text = module.text
    for old, new in _REPLACED.get(module.name, {}).items():
        assert old in text, old
        text = text.replace(old, new.replace("{language}", str(language)))
    if module.name == "xlwings":
        for name in _OUTWARD:
            text, found = re.subn(
                rf"^(?:Public )?Function {name}\(.*?^End Function\n", "", text, flags=re.MULTILINE | re.DOTALL
            )
            assert found == 1, name
    # The interpreter is Excel on Windows.
    return text.replace("#If Mac Then", "#If True Then") if mac else text
