"""The add-in's macros, run: what they say, what they read, and what they have the system run."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
import xlwings
from lxml import etree
from pyopenvba.apps.excel import ExcelApplication

from softenv_xl import templates
from softenv_xl.addin import ribbon, sources
from softenv_xl.addin.phrases import PHRASES
from softenv_xl.addin.workbook import on_sheet
from softenv_xl.captions import BUTTONS, SHOWN
from softenv_xl.words import Lang
from tests.addin.built import built, parts
from tests.addin.excel import HOME, Excel

PYTHON = r"C:\Program Files\Python 3\python.exe"
MAC_PYTHON = "/opt/softenv/bin/python"
NAMES = [
    "control.xlsx",
    "two words.xlsx",
    "R&D ^& more.xlsx",
    "100% %PATH%.xlsx",
    "it's (1), done.xlsx",
    "总台账 2026.xlsx",
]
MAC_NAMES = [*NAMES, 'a "quote".xlsx', "$(touch stray) `touch stray`.xlsx", "back\\slash.xlsx"]


def _workbook(path: Path, kind: str = "control") -> Path:
    path.write_bytes(templates.path(kind, "en").read_bytes())
    return path


@pytest.mark.parametrize("button", BUTTONS)
def test_a_button_says_so_before_python_starts(tmp_path: Path, button: str) -> None:
    excel = Excel(_workbook(tmp_path / "control.xlsx"), PYTHON)
    excel.run(sources.macro(button))
    assert excel.did("status") == [f"softenv-xl: {BUTTONS[button][0].en} ..."]
    assert f"from softenv_xl import buttons; buttons.{button}()" in excel.did("runs")[0]
    assert excel.did("says") == []


@pytest.mark.parametrize(("language", "lang"), [(2052, "zh"), (1028, "zh"), (1033, "en"), (1031, "en")])
def test_the_ribbon_speaks_the_language_of_the_menus(tmp_path: Path, language: int, lang: Lang) -> None:
    excel = Excel(_workbook(tmp_path / "control.xlsx"), PYTHON, language=language)
    for control in _controls():
        if control["id"] in SHOWN:
            label, tip = (text(lang) for text in SHOWN[control["id"]])
            assert excel.ribbon_asks("RibbonLabel", control) == label
            assert excel.ribbon_asks("RibbonTip", control) == tip
        else:
            assert excel.ribbon_asks("RibbonLabel", control) == ribbon.GROUPS[control["id"]](lang)


def test_settings_in_the_workbook_or_beside_it_are_ignored(tmp_path: Path) -> None:
    """A workbook that came by mail must not choose the program that is run."""
    front = _workbook(tmp_path / "control.xlsx")
    evil = tmp_path / "evil.exe"
    book = openpyxl.load_workbook(front)
    for name in ("softenv_xl.conf", "xlwings.conf", "evil.py"):
        sheet = book.create_sheet(name)
        for row in (
            ("INTERPRETER_WIN", str(evil)),
            ("PYTHONPATH", str(tmp_path)),
            ("USE UDF SERVER", "True"),
        ):
            sheet.append(row)
    book.save(front)
    for name in ("softenv_xl.conf", "xlwings.conf"):
        (tmp_path / name).write_text(f'"INTERPRETER_WIN","{evil}"\n"PYTHONPATH","{tmp_path}"\n')
    excel = Excel(front, PYTHON)
    excel.run("Validate")
    configuration = rf"{HOME[False]}\.softenv_xl\softenv_xl.conf"
    assert set(excel.did("reads")) == {configuration}
    assert set(excel.did("looks for")) == {configuration, PYTHON}
    assert f'"{PYTHON}"' in excel.did("runs")[0]
    assert str(tmp_path) not in excel.did("runs")[0].partition("--app=")[0]
    assert 'prepare_sys_path(\\"false;;;;;\\")' in excel.did("runs")[0]


@pytest.mark.parametrize("python", ["", "python", "python.exe"])
def test_without_a_place_for_python_nothing_is_run(tmp_path: Path, python: str) -> None:
    """A bare name would be looked for in the current folder, which may be the workbook's."""
    excel = Excel(_workbook(tmp_path / "control.xlsx"), python)
    excel.run("Validate")
    assert excel.did("runs") == []
    assert "softenv-xl install" in excel.did("says")[0]


def test_a_python_that_fails_is_a_sentence_with_the_place_of_its_log(tmp_path: Path) -> None:
    excel = Excel(_workbook(tmp_path / "control.xlsx"), PYTHON, exit_code=1)
    excel.run("Validate")
    kept = rf"{HOME[False]}\softenv-xl-failed.log"
    assert excel.did("copies") == [rf"{HOME[False]}\xlwings-1.log to {kept}"]
    assert len(excel.did("says")) == 1
    assert kept in excel.did("says")[0]
    assert excel.status == f"softenv-xl: {excel.did('says')[0]}"


def test_an_error_in_the_macro_is_a_sentence_too(tmp_path: Path) -> None:
    excel = Excel(_workbook(tmp_path / "control.xlsx"), PYTHON)
    excel.run("Press", "validate(); import os")
    assert excel.did("runs") == []
    assert "softenv-xl doctor" in excel.did("says")[0]


@pytest.mark.parametrize(("name", "mac"), [("a=b.xlsx", False), ("a=b.xlsx", True), ("a|b.xlsx", True)])
def test_a_file_name_that_cannot_be_passed_on_is_refused(tmp_path: Path, name: str, *, mac: bool) -> None:
    excel = Excel(_workbook(tmp_path / name), MAC_PYTHON if mac else PYTHON, mac=mac)
    excel.run("Validate")
    assert excel.did("runs") + excel.did("hands") == []
    assert name in str(excel.status)


@pytest.mark.parametrize(
    ("kind", "enabled"),
    [
        ("control", set(SHOWN)),
        ("return", {"validate", "next_issue", "undo", "cancel", "show_help", "doctor"}),
        ("other", {"cancel", "show_help", "doctor"}),
    ],
)
def test_buttons_that_make_no_sense_for_the_workbook_are_grey(
    tmp_path: Path, kind: str, enabled: set[str]
) -> None:
    front = tmp_path / "book.xlsx"
    if kind == "other":
        openpyxl.Workbook().save(front)
    else:
        _workbook(front, kind)
    excel = Excel(front, PYTHON)
    shown = [control for control in _controls() if control["id"] in SHOWN]
    assert {one["id"] for one in shown if excel.ribbon_asks("RibbonEnabled", one)} == enabled


def _controls() -> list[dict[str, str]]:
    """The groups and buttons of the built ribbon."""
    root = etree.fromstring(parts("softenv_xl.xlam")["customUI/customUI14.xml"])
    return [
        {str(name): str(value) for name, value in one.items()} for one in root.iter() if one.get("getLabel")
    ]


@pytest.mark.parametrize(("meanwhile", "told"), [("", ["False"]), ('Press "cancel"', ["True"])])
def test_python_is_told_whether_somebody_pressed_cancel(
    tmp_path: Path, meanwhile: str, told: list[str]
) -> None:
    asking = f'{meanwhile}: Debug.Print "cancelled " & Cancelled()'.removeprefix(": ")
    excel = Excel(_workbook(tmp_path / "control.xlsx"), PYTHON, meanwhile=asking)
    excel.run("Collect")
    assert excel.did("cancelled") == told
    assert excel.did("says") == []
    excel.run("Collect")  # a press begins without the Cancel of the one before
    assert excel.did("cancelled") == told * 2


def test_esc_is_noticed_only_where_python_asks(tmp_path: Path) -> None:
    """Excel's xlErrorHandler (2) turns Esc into an error of the macro at work; xlDisabled (0) keeps it for later."""
    excel = Excel(
        _workbook(tmp_path / "control.xlsx"),
        PYTHON,
        meanwhile='Debug.Print "cancelled " & Cancelled()',
        esc=True,
    )
    excel.run("Collect")
    assert excel.did("Esc is") == ["0", "2", "0"]
    assert excel.did("cancelled") == ["True"]
    assert excel.did("says") == []


@pytest.mark.parametrize("mac", [False, True])
def test_cancel_with_nothing_at_work_says_so_where_that_is_known(tmp_path: Path, *, mac: bool) -> None:
    excel = Excel(_workbook(tmp_path / "control.xlsx"), MAC_PYTHON if mac else PYTHON, mac=mac)
    excel.run("Cancel")
    assert excel.did("runs") + excel.did("hands") == []
    said = PHRASES["cancelling" if mac else "idle"].en
    assert excel.status == f"softenv-xl: {said}"


@pytest.mark.parametrize("button", on_sheet())
def test_a_button_on_a_sheet_hands_over_to_the_addin(tmp_path: Path, button: str) -> None:
    front = tmp_path / "control.zh.xlsm"
    front.write_bytes(built()[front.name])
    app = ExcelApplication.open(front, with_vba=False)
    thin, buttons = sources.workbook()
    call = "Application.Run \"'softenv_xl.xlam'!Press\", "
    assert thin.text.count(call) == 1
    app.add_module(thin.text.replace(call, "Debug.Print "), name=thin.name)
    app.add_module(buttons.text, name=buttons.name)
    app.run(sources.macro(button))
    assert app.console == [button]
    assert app.dialogs == []


@pytest.mark.parametrize("name", NAMES)
def test_the_command_line_on_windows_gives_python_the_files_name(tmp_path: Path, name: str) -> None:
    excel = Excel(_workbook(tmp_path / name), PYTHON)
    excel.run("RunPython", "import sys, json; print(json.dumps([sys.argv, sys.path]))")
    commands = _by_cmd(excel.did("runs")[0], {"PATH": "C:\\evil"})
    assert [command[0] for command in commands] == ["C:", "cd", PYTHON]
    assert commands[1] == ["cd", str(Path(PYTHON.replace("\\", "/")).parent).replace("/", "\\")]
    run = subprocess.run([sys.executable, *commands[2][1:]], capture_output=True, check=True)
    arguments, path = json.loads(run.stdout)
    assert {f"--wb={name}", "--from_xl=1"} <= set(arguments)
    assert str(tmp_path) not in path


@pytest.mark.parametrize("name", MAC_NAMES)
def test_the_shells_command_line_on_a_mac_gives_python_the_files_name(tmp_path: Path, name: str) -> None:
    excel = Excel(_workbook(tmp_path / name), MAC_PYTHON, mac=True)
    seen = tmp_path / "seen.json"
    excel.run("RunPython", f"import sys, json; json.dump(sys.argv, open('{seen}', 'w'))")
    script, _, parameter = excel.did("hands to")[0].partition(" ")
    command = _by_applescript(script, parameter).replace(MAC_PYTHON, sys.executable, 1)
    command = re.sub(r'2>".*" & $', "", command)  # its log lies in Excel's own folder; and wait for the end
    subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, check=True)
    assert f"--wb={name}" in json.loads(seen.read_text())
    assert not (tmp_path / "stray").exists()


def _by_cmd(line: str, environment: dict[str, str]) -> list[list[str]]:
    """What cmd.exe makes of `cmd.exe /C …`: variables, then carets and `&` outside quotes; then C's argv of each."""
    line = line.removeprefix("cmd.exe /C ")
    for (
        name,
        value,
    ) in environment.items():  # a sign that begins no known name stays, and the search goes on after it
        line = re.sub(f"%{name}%", value.replace("\\", r"\\"), line, flags=re.IGNORECASE)
    commands, quoted, at = [""], False, 0
    while at < len(line):
        sign = line[at]
        quoted ^= sign == '"'
        if sign == "^" and not quoted:
            at += 1
            commands[-1] += line[at]
        elif sign == "&" and not quoted:
            commands.append("")
        elif line.startswith("2>", at) and not quoted:
            break
        else:
            commands[-1] += sign
        at += 1
    return [_argv(command) for command in commands]


def _argv(command: str) -> list[str]:
    """Arguments as Microsoft's C takes them: `\\"` is a quotation mark, others come in pairs around blanks."""
    arguments = re.findall(r'(?:\\"|"(?:\\"|[^"])*"|[^\s"])+', command)
    return [re.sub(r'(\\")|"', lambda found: '"' if found[1] else "", one) for one in arguments]


def _by_applescript(script: str, parameter: str) -> str:
    """The command that the script of the installed xlwings hands to the shell."""
    text = (Path(xlwings.__file__).parent / script).read_text(encoding="utf-8").replace("¬\n", "")
    names = re.search(r"set {(.*)} to SplitString", text)
    expression = re.search(r"set ShellCommand to (.*)\n", text)
    assert names
    assert expression
    values = dict(zip(names[1].split(", "), parameter.split("|"), strict=True))
    pieces = re.findall(r'"((?:\\.|[^"\\])*)"|(\w+)', expression[1])
    return "".join(values[name] if name else re.sub(r"\\(.)", r"\1", said) for said, name in pieces)
