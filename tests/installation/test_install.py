"""Installing into the homes of three systems, and taking it all away again."""

from __future__ import annotations

import locale
import os
import re
import sys
from pathlib import Path

import platformdirs
import pytest
import xlwings

from softenv_xl import ADDIN
from softenv_xl.errors import Stop
from softenv_xl.installation import configuration
from softenv_xl.installation.extension import Extensions, identity, unopkg
from softenv_xl.installation.install import install, trust, uninstall
from softenv_xl.installation.places import EXTENSION, Places, System
from softenv_xl.installation.trust import trusted_folders
from tests.installation.homes import IDENTIFIER, PYTHON, english, office_home, places, stand_in, tree
from tests.libreoffice import require
from xlwings_libreoffice.office import Office

EXCEL_SYSTEMS = [System.WINDOWS, System.MAC]


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A folder of stand-ins for what is built."""
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / ADDIN).write_bytes(b"the add-in")
    stand_in(folder / EXTENSION)
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder


def test_windows_gets_the_addin_and_a_configuration(home: Path, dist: Path) -> None:
    lines = english(install(places(System.WINDOWS, home), PYTHON, None, dist))
    addin = home / "AppData/Roaming/Microsoft/Excel/XLSTART/softenv_xl.xlam"
    settings = home / ".softenv_xl/softenv_xl.conf"
    assert addin.read_bytes() == b"the add-in"
    assert settings.read_bytes() == f'"INTERPRETER_WIN","{PYTHON}"\r\n'.encode()
    assert lines[:2] == [
        f"Installed the add-in for Excel: {addin}",
        f"Installed the configuration: {settings}",
    ]


def test_a_mac_gets_the_script_that_starts_python_too(home: Path, dist: Path) -> None:
    english(install(places(System.MAC, home), PYTHON, None, dist))
    start = home / "Library/Group Containers/UBF8T346G9.Office/User Content.localized/Startup.localized/Excel"
    settings = home / "Library/Containers/com.microsoft.Excel/Data/softenv_xl.conf"
    name = f"xlwings-{xlwings.__version__}.applescript"
    script = home / "Library/Application Scripts/com.microsoft.Excel" / name
    assert (start / "softenv_xl.xlam").read_bytes() == b"the add-in"
    assert settings.read_text().startswith(f'"INTERPRETER_MAC","{PYTHON}"\n')
    assert script.read_bytes() == (Path(xlwings.__file__).parent / name).read_bytes()


def test_folders_that_windows_keeps_elsewhere_are_found(home: Path, dist: Path, tmp_path: Path) -> None:
    moved = Places(System.WINDOWS, home, {"APPDATA": str(tmp_path / "server")})
    english(install(moved, PYTHON, None, dist))
    assert (tmp_path / "server/Microsoft/Excel/XLSTART/softenv_xl.xlam").exists()


@pytest.mark.parametrize("system", EXCEL_SYSTEMS)
def test_uninstalling_leaves_a_home_as_it_was(system: System, home: Path, dist: Path) -> None:
    here = places(system, home)
    (home / "Documents").mkdir()
    (home / "Documents/own.txt").write_text("mine")
    before = tree(home)
    english(install(here, PYTHON, None, dist))
    assert tree(home) != before
    english(uninstall(here, None))
    assert tree(home) == before
    assert english(uninstall(here, None)) == ["Nothing was installed, so there is nothing to take away."]


@pytest.mark.parametrize("system", EXCEL_SYSTEMS)
def test_a_file_that_was_there_comes_back(system: System, home: Path, dist: Path) -> None:
    here = places(system, home)
    for path, content in ((here.addin, b"older add-in"), (here.excel_configuration, b"own settings")):
        assert path
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    before = tree(home)
    english(install(here, PYTHON, None, dist))
    english(install(here, Path("/opt/other/python"), None, dist))
    english(uninstall(here, None))
    assert tree(home) == before


def test_installing_twice_changes_nothing_more(home: Path, dist: Path) -> None:
    here = places(System.WINDOWS, home)
    english(install(here, PYTHON, None, dist))
    once = tree(home)
    lines = english(install(here, PYTHON, None, dist))
    assert tree(home) == once
    assert lines[0].startswith("Up to date, the add-in")


def test_a_new_build_and_another_python_replace_the_old_ones(home: Path, dist: Path) -> None:
    here = places(System.WINDOWS, home)
    before = tree(home)
    english(install(here, PYTHON, None, dist))
    (dist / ADDIN).write_bytes(b"a newer add-in")
    lines = english(install(here, Path("/opt/other/python"), None, dist))
    assert [line.split()[0] for line in lines[:2]] == ["Updated", "Updated"]
    assert here.addin
    assert here.addin.read_bytes() == b"a newer add-in"
    english(uninstall(here, None))
    assert tree(home) == before


def test_what_somebody_changed_since_is_left(home: Path, dist: Path) -> None:
    here = places(System.WINDOWS, home)
    assert here.excel_configuration
    assert here.addin
    english(install(here, PYTHON, None, dist))
    here.excel_configuration.write_bytes(b"my own")
    (here.addin.parent / "other.xlam").write_bytes(b"another add-in")
    lines = english(uninstall(here, None))
    assert f"Changed since, so left as it is: {here.excel_configuration}" in lines
    assert [name for name, digest in tree(home).items() if digest] == [
        ".softenv_xl/softenv_xl.conf",
        "AppData/Roaming/Microsoft/Excel/XLSTART/other.xlam",
    ]


def test_a_file_of_the_same_content_that_was_there_before_is_not_ours(home: Path, dist: Path) -> None:
    here = places(System.WINDOWS, home)
    assert here.addin
    here.addin.parent.mkdir(parents=True)
    here.addin.write_bytes(b"the add-in")
    before = tree(home)
    english(install(here, PYTHON, None, dist))
    english(uninstall(here, None))
    assert tree(home) == before


def test_the_record_is_written_before_the_file(home: Path, dist: Path) -> None:
    """An installation that ends in the middle can be undone: here the third file's folder cannot be made."""
    here = places(System.MAC, home)
    assert here.scripts
    here.scripts.parent.parent.mkdir()
    here.scripts.parent.write_text("in the way")
    before = tree(home)
    with pytest.raises(Stop) as stop:
        english(install(here, PYTHON, None, dist))
    assert stop.value.code == "file.not-writable"
    english(uninstall(here, None))
    assert tree(home) == before


def test_nothing_is_done_when_something_is_missing(home: Path, dist: Path) -> None:
    (dist / ADDIN).unlink()
    for code, system, python in (
        ("install.not-built", System.WINDOWS, PYTHON),
        ("install.no-program", System.LINUX, PYTHON),
    ):
        with pytest.raises(Stop) as stop:
            english(install(places(system, home), python, None, dist))
        assert stop.value.code == code
    assert tree(home) == {}


@pytest.mark.parametrize(
    ("system", "path"),
    [
        (System.MAC, "/Users/li/my python/bin/python"),
        (System.MAC, "/Users/李/bin/python"),
        (System.MAC, "/Users/li/a|b/python"),
        (System.WINDOWS, r"C:\%TEMP%\python.exe"),
    ],
)
def test_a_python_that_excel_cannot_start_is_refused(
    system: System, path: str, home: Path, dist: Path
) -> None:
    with pytest.raises(Stop) as stop:
        english(install(places(system, home), Path(path), None, dist))
    assert stop.value.code == "install.interpreter-path"
    assert tree(home) == {}


def test_the_configuration_is_in_the_systems_own_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    path = Path(r"C:\用户\python.exe")
    monkeypatch.setattr(locale, "getencoding", lambda: "cp936")
    content = configuration.for_excel(System.WINDOWS, path)
    assert content == f'"INTERPRETER_WIN","{path}"\r\n'.encode("gbk")
    assert configuration.excel_interpreter(System.WINDOWS, content) == path
    monkeypatch.setattr(locale, "getencoding", lambda: "cp1252")
    with pytest.raises(Stop) as stop:
        configuration.for_excel(System.WINDOWS, path)
    assert "code page" in str(stop.value)


@pytest.mark.parametrize("path", [r"C:\Program Files\a & b\python.exe", r"C:\用户\李 雷\100%\python.exe"])
def test_the_configuration_names_what_was_put_there(path: str) -> None:
    content = configuration.for_excel(System.WINDOWS, Path(path))
    assert configuration.excel_interpreter(System.WINDOWS, content) == Path(path)
    content = configuration.for_libreoffice(Path(path))
    assert configuration.libreoffice_interpreter(content) == Path(path)


@pytest.mark.libreoffice
@pytest.mark.parametrize("path", [r"C:\Program Files\a & b, c\python.exe", r"D:\it's\100%;\python.exe"])
def test_the_macro_that_reads_the_configuration_finds_the_same(path: str, tmp_path: Path) -> None:
    """The function of xlwings' own text, run by LibreOffice's Basic, which reads the same form of file."""
    require()
    text = (Path(xlwings.__file__).parent / "xlwings_custom_addin.bas").read_text("ascii")
    function = re.search(r"^Function GetConfigFromFile.*?^End Function\n", text, re.MULTILINE | re.DOTALL)
    assert function
    asked = (
        "Function Asked(sFile As String, sName As String) As String\nDim sValue As String\n"
        "If GetConfigFromFile(sFile, sName, sValue) Then Asked = sValue\nEnd Function\n"
    )
    file = tmp_path / "softenv_xl.conf"
    file.write_bytes(configuration.for_excel(System.WINDOWS, Path(path)))
    office = Office.start()
    try:
        libraries = office.service("script.ApplicationScriptLibraryContainer")
        libraries.loadLibrary("Standard")
        module = "Option VBASupport 1\n" + function[0] + asked
        libraries.getByName("Standard").insertByName("Configuration", module)
        scripts = office.service("script.provider.MasterScriptProviderFactory").createScriptProvider("")
        macro = scripts.getScript(
            "vnd.sun.star.script:Standard.Configuration.Asked?language=Basic&location=application"
        )
        assert macro.invoke((str(file), "INTERPRETER_WIN"), (), ())[0] == path
    finally:
        office.quit()


def test_the_mark_of_the_web_comes_off_also_where_the_addin_is_up_to_date(home: Path, dist: Path) -> None:
    """A second stream of a file is, on a disk without streams, a file with that name."""
    here = places(System.WINDOWS, home)
    english(install(here, PYTHON, None, dist))
    mark = Path(f"{here.addin}:Zone.Identifier")
    mark.write_text("[ZoneTransfer]\nZoneId=3\n")
    assert f"Took off the mark of the web: {here.addin}" in english(install(here, PYTHON, None, dist))
    assert not mark.exists()


def test_on_a_mac_it_is_asked_for_and_taken_off(
    home: Path, dist: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = tmp_path / "commands"
    commands.mkdir()
    (commands / "xattr").write_text(f'#!/bin/sh\necho "$@" >> "{tmp_path}/asked"\n')
    (commands / "xattr").chmod(0o755)
    monkeypatch.setenv("PATH", f"{commands}:{os.environ['PATH']}")
    here = places(System.MAC, home)
    english(install(here, PYTHON, None, dist))
    assert (tmp_path / "asked").read_text().splitlines() == [
        f"-p com.apple.quarantine {here.addin}",
        f"-d com.apple.quarantine {here.addin}",
    ]


@pytest.mark.skipif(sys.platform == "win32", reason="compares with this system's own answer")
def test_this_users_places_are_those_that_the_system_says(monkeypatch: pytest.MonkeyPatch) -> None:
    here = Places.here()
    assert here.configuration.parent == platformdirs.user_config_path("softenv-xl", appauthor=False)
    assert here.state.parent == platformdirs.user_state_path("softenv-xl", appauthor=False)
    monkeypatch.setenv("XDG_CONFIG_HOME", "/somewhere")
    assert Places.here().configuration.parent == platformdirs.user_config_path("softenv-xl", appauthor=False)


@pytest.mark.libreoffice
def test_libreoffice_gets_the_extension_and_loses_it_again(
    dist: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    require()
    with office_home() as (home, environ):
        monkeypatch.setenv("PATH", environ["PATH"])
        program = unopkg()
        assert program
        here = Places(System.LINUX, home, environ)
        extensions = Extensions(program, here)
        package = stand_in(home / EXTENSION)
        assert extensions.installed() == {}
        own = {name for name in tree(home) if "libreoffice" not in name}
        english(install(here, PYTHON, program, home))
        assert extensions.installed() == {IDENTIFIER: "1.0"}
        assert here.configuration.read_text() == f"INTERPRETER={PYTHON}\n"

        assert f"Up to date, the extension for LibreOffice: {IDENTIFIER}" in english(
            install(here, PYTHON, program, home)
        )
        stand_in(package, "1.1")
        assert f"Updated the extension for LibreOffice: {IDENTIFIER} 1.1" in english(
            install(here, PYTHON, program, home)
        )
        assert extensions.installed() == {IDENTIFIER: "1.1"}

        english(uninstall(here, program))
        assert extensions.installed() == {}
        assert {name for name in tree(home) if "libreoffice" not in name} == own


@pytest.mark.libreoffice
def test_a_libreoffice_that_runs_is_not_changed(home: Path) -> None:
    require()
    here = places(System.LINUX, home)
    with trusted_folders(here.office_profile):  # it runs
        for change in (
            lambda: Extensions(Path("unopkg"), here).remove(IDENTIFIER),
            lambda: trust(here, home),
        ):
            with pytest.raises(Stop) as stop:
                change()
            assert stop.value.code == "libreoffice.refused"
            assert "it is running" in str(stop.value)


@pytest.mark.libreoffice
def test_an_extension_that_somebody_installed_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    require()
    with office_home() as (home, environ):
        monkeypatch.setenv("PATH", environ["PATH"])
        program = unopkg()
        assert program
        here = Places(System.LINUX, home, environ)
        extensions = Extensions(program, here)
        package = stand_in(home / EXTENSION)
        extensions.add(package)
        stand_in(package, "2.0")
        lines = english(install(here, PYTHON, program, home))
        assert any("left as it is" in line for line in lines)
        english(uninstall(here, program))
        assert extensions.installed() == {IDENTIFIER: "1.0"}


@pytest.mark.libreoffice
def test_without_libreoffice_its_extension_is_not_said_to_be_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    require()
    with office_home() as (home, environ):
        monkeypatch.setenv("PATH", environ["PATH"])
        here = Places(System.LINUX, home, environ)
        stand_in(home / EXTENSION)
        english(install(here, PYTHON, unopkg(), home))
        assert "LibreOffice was not found" in english(uninstall(here, None))[0]


@pytest.mark.libreoffice
def test_what_libreoffice_refuses_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    require()
    with office_home() as (home, environ):
        monkeypatch.setenv("PATH", environ["PATH"])
        program = unopkg()
        assert program
        with pytest.raises(Stop) as stop:
            Extensions(program, Places(System.LINUX, home, environ)).remove("org.nobody")
        assert stop.value.code == "libreoffice.refused"
        assert "no such extension" in str(stop.value)


def test_a_broken_package_is_told(tmp_path: Path) -> None:
    broken = tmp_path / EXTENSION
    broken.write_bytes(b"PK")
    with pytest.raises(Stop) as stop:
        identity(broken)
    assert stop.value.code == "install.file-broken"


@pytest.mark.libreoffice
def test_a_trusted_folder_is_added_and_taken_away_and_the_level_stays(home: Path) -> None:
    require()
    here, folder, own = places(System.LINUX, home), home / "总台账", "file:///somebody/own"
    folder.mkdir()
    with trusted_folders(here.office_profile) as listed:
        listed.add(own)
    settings = here.office_profile / "user/registrymodifications.xcu"
    assert trust(here, folder).en.endswith("now")
    assert trust(here, folder).en.endswith("already")
    assert folder.as_uri() in settings.read_text("utf-8")
    assert "MacroSecurityLevel" not in settings.read_text("utf-8")
    english(uninstall(here, Path("unopkg")))
    with trusted_folders(here.office_profile) as listed:
        assert own in listed
        assert folder.as_uri() not in listed


def test_a_folder_that_is_not_there_is_not_trusted(home: Path) -> None:
    with pytest.raises(Stop) as stop:
        trust(places(System.LINUX, home), home / "nowhere")
    assert stop.value.code == "file.not-found"
