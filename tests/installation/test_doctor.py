"""The doctor's checks, on homes of three systems and on this computer."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from softenv_xl import ADDIN, __version__
from softenv_xl.addin import build_all
from softenv_xl.errors import Stop
from softenv_xl.gate.holds import Hold
from softenv_xl.installation import doctor, registry
from softenv_xl.installation.doctor import excel, libreoffice, policy, python, reading, surroundings
from softenv_xl.installation.doctor.finding import Finding, Level, Machine
from softenv_xl.installation.extension import Extensions, identity, unopkg
from softenv_xl.installation.install import install, uninstall
from softenv_xl.installation.places import EXTENSION, Places, System
from softenv_xl.reporting import Reporter
from softenv_xl.words import Text
from tests.installation.homes import english, office_home, places, stand_in
from tests.libreoffice import require

THIS = Path(sys.executable)
SECURITY = r"HKCU\Software\Policies\Microsoft\Office\16.0\Excel\Security"
LOCATIONS = rf"{SECURITY}\Trusted Locations"
RULE = "d4f940ab-401b-4efc-aadc-ad5f3c50688a"
RULES = r"HKLM\SOFTWARE\Policies\Microsoft\Windows Defender\Windows Defender Exploit Guard\ASR\Rules"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    folder = tmp_path / "dist"
    folder.mkdir()
    _addin(folder / ADDIN, version("xlwings"))
    stand_in(folder / EXTENSION)
    return folder


def machine(
    where: Places,
    dist: Path,
    values: Mapping[tuple[str, str], str | int] | None = None,
    root: Path = Path("/"),
) -> Machine:
    """A computer without LibreOffice, whose registry holds these values by key and name."""
    said = values or {}
    return Machine(where, THIS, None, dist, lambda key, name: said.get((key, name)), root)


def levels(found: list[Finding]) -> list[tuple[str, str]]:
    return [(finding.check, finding.level.value) for finding in found]


def _addin(file: Path, made_for: str) -> None:
    with Workbook(str(file)) as workbook:
        workbook.set_custom_property("softenv-xl.xlwings", made_for)


@pytest.mark.parametrize("system", [System.WINDOWS, System.MAC])
def test_after_installing_all_is_fine(system: System, home: Path, dist: Path) -> None:
    where = places(system, home)
    assert levels(list(python.configured(machine(where, dist)))) == [("configuration", "error")]
    english(install(where, THIS, None, dist))
    computer = machine(where, dist)
    found = [*python.configured(computer), *python.runs(computer), *excel.addin(computer)]
    found += excel.mac_script(computer)
    assert {finding.level for finding in found} == {Level.FINE}
    assert found[1].message.en == f"{THIS}: softenv-xl {__version__}, xlwings {version('xlwings')}"


def test_a_python_that_is_gone_or_has_no_softenv_is_an_error(home: Path, dist: Path, tmp_path: Path) -> None:
    where = places(System.WINDOWS, home)
    venv.create(tmp_path / "bare")
    for path, said in (
        (tmp_path / "bare/bin/python", "No module named 'softenv_xl'"),
        (tmp_path / "gone/python", "No such file"),
    ):
        english(install(where, path, None, dist))
        (found,) = python.runs(machine(where, dist))
        assert found.level is Level.ERROR
        assert said in found.message.en
        assert found.remedy.zh
        assert levels(list(python.configured(machine(where, dist)))) == [("configuration", "warning")]


def test_a_python_with_another_version_is_an_error(home: Path, dist: Path, tmp_path: Path) -> None:
    environment = tmp_path / "older"
    venv.create(environment)
    packages = next(environment.glob("lib/python*/site-packages"))
    for name, number in (("softenv_xl", "0.0.1"), ("xlwings", "0.1")):
        (packages / f"{name}.py").write_text(f'__version__ = "{number}"\n')
    where = places(System.WINDOWS, home)
    english(install(where, environment / "bin/python", None, dist))
    (found,) = python.runs(machine(where, dist))
    assert found.level is Level.ERROR
    assert "softenv-xl 0.0.1, xlwings 0.1" in found.message.en


def test_what_lies_in_the_current_folder_is_no_module_of_a_button(
    home: Path, dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "softenv_xl.py").write_text("raise SystemExit('taken from the current folder')\n")
    monkeypatch.chdir(tmp_path)
    where = places(System.WINDOWS, home)
    english(install(where, THIS, None, dist))
    assert levels(list(python.runs(machine(where, dist)))) == [("interpreter", "fine")]


def test_the_addin_missing_changed_marked_or_old_is_told(home: Path, dist: Path) -> None:
    where = places(System.WINDOWS, home)
    assert where.addin
    computer = machine(where, dist)
    assert levels(list(excel.addin(computer))) == [("addin", "error")]

    english(install(where, THIS, None, dist))
    installed = where.addin.read_bytes()
    Path(f"{where.addin}:Zone.Identifier").write_text("[ZoneTransfer]\nZoneId=3\n")
    assert [finding.message.en for finding in excel.addin(computer)][1] == (
        f"Excel takes {where.addin} for a file from the internet."
    )

    where.addin.write_bytes(b"something else")
    assert next(excel.addin(computer)).message.en == f"{where.addin} was changed since it was installed."

    where.addin.write_bytes(installed)
    _addin(dist / ADDIN, "0.38.0")
    assert next(excel.addin(computer)).level is Level.WARNING

    english(install(where, THIS, None, dist))
    assert levels(list(excel.addin(computer)))[-1] == ("xlwings", "error")


def test_an_addin_that_does_not_say_its_xlwings_is_not_judged(home: Path, dist: Path) -> None:
    (dist / ADDIN).write_bytes(b"no workbook")
    where = places(System.WINDOWS, home)
    english(install(where, THIS, None, dist))
    assert "xlwings" not in dict(levels(list(excel.addin(machine(where, dist)))))


def test_the_script_of_another_xlwings_is_an_error(home: Path, dist: Path) -> None:
    where = places(System.MAC, home)
    assert where.scripts
    english(install(where, THIS, None, dist))
    next(where.scripts.iterdir()).write_text("-- another\n")
    assert levels(list(excel.mac_script(machine(where, dist)))) == [("script", "error")]


def test_excel_is_looked_for(home: Path, dist: Path, tmp_path: Path) -> None:
    path = (r"HKLM\SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\excel.exe", "")
    windows = machine(places(System.WINDOWS, home), dist, {path: r"C:\Office\EXCEL.EXE"})
    assert levels(list(excel.program(windows))) == [("excel", "fine")]
    mac = machine(places(System.MAC, home), dist, root=tmp_path)
    assert levels(list(excel.program(mac))) == [("excel", "warning")]
    (tmp_path / "Applications/Microsoft Excel.app").mkdir(parents=True)
    assert levels(list(excel.program(mac))) == [("excel", "fine")]
    assert not list(excel.program(machine(places(System.LINUX, home), dist)))


@pytest.mark.parametrize(
    ("values", "level"),
    [
        ({}, "fine"),
        ({(SECURITY, "VBAWarnings"): 4}, "fine"),  # the start-up folder is trusted
        ({(SECURITY, "VBAWarnings"): 4, (LOCATIONS, "AllLocationsDisabled"): 1}, "error"),
        ({(SECURITY, "VBAWarnings"): 3, (LOCATIONS, "AllLocationsDisabled"): 1}, "error"),
        ({(LOCATIONS, "AllLocationsDisabled"): 1}, "warning"),
        (
            {
                (
                    r"HKCU\Software\Policies\Microsoft\Office\16.0\Common\Security\Trusted Locations",
                    "Allow User Locations",
                ): 0
            },
            "warning",
        ),
        ({(r"HKLM\Software\Policies\Microsoft\Office\16.0\Common", "VBAOff"): 1}, "error"),
        ({(SECURITY, "DisableAllAddins"): 1}, "error"),
        ({(r"HKCU\Software\Microsoft\Office\16.0\Excel\Security", "RequireAddinSig"): 1}, "error"),
    ],
)
def test_rules_for_macros(values: dict[tuple[str, str], int], level: str, home: Path, dist: Path) -> None:
    found = list(policy.macros(machine(places(System.WINDOWS, home), dist, values)))
    assert levels(found) == [("macros", level)]
    assert level == "fine" or found[0].remedy.en


def test_a_rule_goes_before_the_users_own_choice(home: Path, dist: Path) -> None:
    own = r"HKCU\Software\Microsoft\Office\16.0\Excel\Security"
    values = {(LOCATIONS, "AllLocationsDisabled"): 1, (own, "VBAWarnings"): 4}
    where = places(System.WINDOWS, home)
    assert levels(list(policy.macros(machine(where, dist, values)))) == [("macros", "error")]
    values[(SECURITY, "VBAWarnings")] = 2
    assert levels(list(policy.macros(machine(where, dist, values)))) == [("macros", "warning")]


def test_blocked_files_from_the_internet_are_no_trouble(home: Path, dist: Path) -> None:
    values = {(SECURITY, "BlockContentExecutionFromInternet"): 1}
    found = list(policy.macros(machine(places(System.WINDOWS, home), dist, values)))
    assert {finding.level for finding in found} == {Level.FINE}
    assert "from the internet are blocked" in found[1].message.en


@pytest.mark.parametrize(
    ("value", "level"), [("1", "error"), (1, "error"), ("6", "warning"), ("2", "fine"), (0, "fine")]
)
def test_defenders_rule_set_by_policy(value: str | int, level: str, home: Path, dist: Path) -> None:
    computer = machine(places(System.WINDOWS, home), dist, {(RULES, RULE): value})
    assert levels(list(policy.child_processes(computer))) == [("defender", level)]


@pytest.mark.parametrize(
    ("answer", "action"),
    [
        ({"Ids": [RULE.upper(), "3b576869-a4ec-4529-8536-b80a7769e899"], "Actions": [1, 2]}, 1),
        ({"Ids": ["3b576869-a4ec-4529-8536-b80a7769e899"], "Actions": [1]}, 0),
        ({"Ids": None, "Actions": None}, 0),
    ],
)
def test_defenders_rule_in_what_powershell_says(answer: dict[str, object], action: int) -> None:
    said = json.dumps({f"AttackSurfaceReductionRules_{key}": value for key, value in answer.items()})
    assert policy.rule_in(said) == action


@pytest.mark.parametrize("answer", ["", "N/A", "{}", "[]", "null", '{"AttackSurfaceReductionRules_Ids": 3}'])
def test_an_answer_that_says_nothing_is_not_taken_for_one(answer: str) -> None:
    assert policy.rule_in(answer) is None


def test_defender_is_asked_through_powershell(
    home: Path, dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = places(System.WINDOWS, home)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert levels(list(policy.child_processes(machine(where, dist)))) == [("defender", "warning")]
    said = json.dumps({"AttackSurfaceReductionRules_Ids": [RULE], "AttackSurfaceReductionRules_Actions": [1]})
    (tmp_path / "powershell").write_text(f"#!/bin/sh\nprintf '%s' '{said}'\n")
    (tmp_path / "powershell").chmod(0o755)
    assert levels(list(policy.child_processes(machine(where, dist)))) == [("defender", "error")]


@pytest.mark.parametrize("check", [policy.macros, policy.child_processes])
@pytest.mark.parametrize("system", [System.MAC, System.LINUX])
def test_nothing_is_said_of_windows_elsewhere(check: object, system: System, home: Path, dist: Path) -> None:
    assert callable(check)
    assert not list(check(machine(places(system, home), dist)))


@pytest.mark.skipif(sys.platform == "win32", reason="there is a registry")
def test_without_a_registry_there_are_no_values() -> None:
    assert registry.read(SECURITY, "VBAWarnings") is None


def test_folders_in_onedrive_are_told(home: Path, dist: Path) -> None:
    where = Places(System.WINDOWS, home, {"OneDrive": str(home / "Cloud")})
    folders = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
    assert not list(surroundings.onedrive(machine(where, dist)))
    for place in (r"%USERPROFILE%\OneDrive - 学校\桌面", str(home / "Cloud/Desktop")):
        (found,) = surroundings.onedrive(machine(where, dist, {(folders, "Desktop"): place}))
        assert found.level is Level.WARNING
        assert "Desktop" in found.message.en


def test_on_a_mac_a_folder_that_is_a_link_into_onedrive_is_told(home: Path, dist: Path) -> None:
    cloud = home / "Library/CloudStorage/OneDrive-School/Documents"
    cloud.mkdir(parents=True)
    (home / "Documents").symlink_to(cloud)
    found = list(surroundings.onedrive(machine(places(System.MAC, home), dist)))
    assert levels(found) == [("onedrive", "warning")]


def test_wps_is_told_with_what_opens_workbooks(home: Path, dist: Path, tmp_path: Path) -> None:
    opened = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsx\UserChoice"
    where = places(System.WINDOWS, home)
    assert not list(surroundings.wps(machine(where, dist, root=tmp_path)))
    (home / "AppData/Local/Kingsoft/WPS Office").mkdir(parents=True)
    for values, level in (({}, "warning"), ({(opened, "ProgId"): "Excel.Sheet.12"}, "fine")):
        assert levels(list(surroundings.wps(machine(where, dist, values, tmp_path)))) == [("wps", level)]


@pytest.mark.parametrize(
    ("system", "file"),
    [(System.WINDOWS, "Windows/Fonts/simsun.ttc"), (System.MAC, "System/Library/Fonts/PingFang.ttc")],
)
def test_fonts_for_chinese_are_looked_for(
    system: System, file: str, home: Path, dist: Path, tmp_path: Path
) -> None:
    computer = machine(places(system, home), dist, root=tmp_path)
    assert levels(list(surroundings.fonts(computer))) == [("fonts", "warning")]
    (tmp_path / file).parent.mkdir(parents=True)
    (tmp_path / file).touch()
    assert levels(list(surroundings.fonts(computer))) == [("fonts", "fine")]


def test_without_fontconfig_nothing_is_said_of_fonts(
    home: Path, dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not list(surroundings.fonts(machine(places(System.LINUX, home), dist)))


@pytest.mark.parametrize(("system", "level"), [(System.LINUX, "error"), (System.MAC, "fine")])
def test_a_computer_without_libreoffice(system: System, level: str, home: Path, dist: Path) -> None:
    computer = machine(places(system, home), dist)
    assert levels(list(libreoffice.program(computer))) == [("libreoffice", level)]
    assert not list(libreoffice.extension(computer))


def test_a_broken_record_is_a_finding(home: Path, dist: Path) -> None:
    where = places(System.WINDOWS, home)
    english(install(where, THIS, None, dist))
    (where.state / "installed.json").write_text("{")
    with pytest.raises(Stop):
        english(install(where, THIS, None, dist))
    found = [finding for finding in doctor.examine(machine(where, dist)) if finding.check == "addin"]
    assert [finding.level for finding in found] == [Level.ERROR]
    assert "The record of the installation" in found[0].message.en


@pytest.mark.libreoffice
def test_libreoffice_and_its_extension(dist: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    require()
    with office_home() as (home, environ):
        monkeypatch.setenv("PATH", environ["PATH"])
        where = Places(System.LINUX, home, environ)
        package = stand_in(home / EXTENSION)
        computer = Machine(where, THIS, unopkg(), home, registry.read, Path("/"))
        assert levels(list(libreoffice.extension(computer))) == [("extension", "error")]
        english(install(where, THIS, computer.unopkg, home))
        found = list(doctor.examine(computer))
        assert set(levels(found)) >= {
            ("configuration", "fine"),
            ("interpreter", "fine"),
            ("bridge", "fine"),
            ("extension", "fine"),
        }
        stand_in(package, "2.0")
        assert levels(list(libreoffice.extension(computer))) == [("extension", "warning")]
        package.unlink()
        assert levels(list(libreoffice.extension(computer))) == [("extension", "error")]


@pytest.mark.libreoffice
def test_what_is_built_is_installed_found_fine_and_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    require()
    with office_home() as (home, environ):
        monkeypatch.setenv("PATH", environ["PATH"])
        build_all(home / "dist")
        where = Places(System.LINUX, home, environ)
        computer = Machine(where, THIS, unopkg(), home / "dist", registry.read, Path("/"))
        assert computer.unopkg
        extensions = Extensions(computer.unopkg, where)
        english(install(where, THIS, computer.unopkg, computer.source))
        assert extensions.installed() == dict([identity(computer.source / EXTENSION)])
        assert not [finding for finding in doctor.examine(computer) if finding.level is not Level.FINE]
        english(uninstall(where, computer.unopkg))
        assert extensions.installed() == {}
        assert not where.configuration.exists()


@pytest.mark.libreoffice
def test_a_python_that_cannot_talk_to_libreoffice(dist: Path, tmp_path: Path) -> None:
    require()
    with office_home() as (home, environ):
        venv.create(tmp_path / "bare")
        where = Places(System.LINUX, home, environ)
        stand_in(home / EXTENSION)
        where.configuration.parent.mkdir(parents=True)
        where.configuration.write_text(f"INTERPRETER={tmp_path / 'bare/bin/python'}\n")
        computer = Machine(where, THIS, unopkg(), home, registry.read, Path("/"))
        assert levels(list(libreoffice.program(computer))) == [("bridge", "error")]


def test_the_report_for_people_and_for_programs(capsys: pytest.CaptureFixture[str]) -> None:
    found = [
        Finding("fonts", Level.FINE, Text("有字体。", "There is a font.")),
        Finding("addin", Level.ERROR, Text("没有。" * 80, "None. " * 80), Text("安装。", "Install.")),
    ]
    assert doctor.report(Reporter("en", json=True), found) == 1
    assert json.loads(capsys.readouterr().out) == [
        {"check": "fonts", "level": "fine", "message": "There is a font.", "remedy": ""},
        {"check": "addin", "level": "error", "message": "None. " * 80, "remedy": "Install."},
    ]
    assert doctor.report(Reporter("zh"), found[:1]) == 0
    assert capsys.readouterr().out == "✓ 有字体。\n错误 0，警告 0，正常 1。\n"


def test_the_button_tells_only_what_is_in_the_way() -> None:
    found = [
        Finding("fonts", Level.FINE, Text("有字体。", "There is a font.")),
        Finding("addin", Level.ERROR, Text("没有。", "None."), Text("安装。", "Install.")),
    ]
    assert doctor.summary(found).en == "✗ None.\n  → Install.\nErrors 1, warnings 0, fine 1."
    assert doctor.summary(found[:1]).en == "Nothing is in the buttons' way: all 1 checks are fine."


def test_the_commands(home: Path) -> None:
    """As a terminal runs them; the home is empty, so nothing is installed there."""
    environ = {**os.environ, "HOME": str(home), "LANG": "C.UTF-8"}
    environ = {key: value for key, value in environ.items() if not key.startswith("XDG_")}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(THIS), "-m", "softenv_xl", *words]
        return subprocess.run(command, env=environ, capture_output=True, text=True)

    assert run("uninstall", "--lang", "zh").stdout == "没有安装过，无需卸载。\n"
    examined = run("doctor", "--json")
    assert examined.returncode in {0, 1}
    levels = {record["level"] for record in json.loads(examined.stdout)}
    assert examined.returncode == ("error" in levels)


def test_what_the_reader_is_kept_from_is_told(
    home: Path, dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    computer = machine(places(System.LINUX, home), dist)
    monkeypatch.setattr(reading, "holds", lambda: (Hold.MEMORY, Hold.WRITING))
    kept, not_kept = reading.reader(computer)
    assert (
        kept.message.en
        == "The system keeps the reader of returns from taking too much memory, writing files."
    )
    assert not_kept.message.zh == "本系统无法禁止读取自查表的程序：读取其他文件、使用网络、启动程序。"
    monkeypatch.undo()
    told = " ".join(finding.message.en for finding in reading.reader(computer))
    assert all(
        words.en in told for words in (Text("", "taking too much memory"), Text("", "using the network"))
    )
