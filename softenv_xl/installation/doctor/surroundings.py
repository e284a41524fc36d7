"""What stands around: folders in a cloud, another office program, fonts for Chinese."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from softenv_xl.installation.doctor.finding import Finding, Machine, fine, warning
from softenv_xl.installation.places import System
from softenv_xl.words import Text

_ONEDRIVE, _WPS, _FONTS = "onedrive", "wps", "fonts"
_SHELL_FOLDERS = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\User Shell Folders"
_OPENED_BY = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Explorer\FileExts\.xlsx\UserChoice"
_MINE = {"Desktop": "Desktop", "Documents": "Personal"}  # a folder, and its name in the registry
_CLOUDS = ("OneDrive", "OneDriveConsumer", "OneDriveCommercial")
_SECONDS = 60

_CLOUD_REMEDY = Text(
    "请把总台账放在 OneDrive 以外的文件夹：OneDrive 中的工作簿在 Excel 里可能只有网址，“收表”就找不到旁边的收件箱。",
    "Keep the control workbook in a folder outside OneDrive: there Excel may know a workbook by its web address "
    "only, and then Collect doesn't find the inbox beside it.",
)
_WPS_REMEDY = Text(
    "按钮不在 WPS 中：请用 Excel 或 LibreOffice 打开总台账（右键，“打开方式”）。自查表可以用 WPS 填写。",
    "WPS has no buttons: open the control workbook with Excel or LibreOffice (right click, Open with). Returns may "
    "be filled in with WPS.",
)

# By the names of their files, any of which will do.
_CHINESE = {
    System.WINDOWS: ("msyh.ttc", "msyh.ttf", "simsun.ttc", "simhei.ttf", "Deng.ttf"),
    System.MAC: ("PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Light.ttc", "Songti.ttc"),
}
_FONT_FOLDERS = {
    System.WINDOWS: ("Windows/Fonts",),
    System.MAC: ("System/Library/Fonts", "System/Library/Fonts/Supplemental", "Library/Fonts"),
}


def onedrive(machine: Machine) -> Iterator[Finding]:
    """Whether people's own folders are kept in OneDrive."""
    for name in _MINE:
        place = _own_folder(machine, name)
        if any(Path(place).is_relative_to(cloud) for cloud in _clouds(machine)) or "OneDrive" in place:
            message = Text(
                "文件夹 {name} 在 OneDrive 中：{place}", "The folder {name} is in OneDrive: {place}"
            )
            yield warning(_ONEDRIVE, message.format(name=name, place=place), _CLOUD_REMEDY)


def wps(machine: Machine) -> Iterator[Finding]:
    """Whether WPS is there, and opens workbooks when they are double-clicked."""
    found = next((place for place in _wps_places(machine) if place.exists()), None)
    if found is None:
        return
    opened_by = machine.registry(_OPENED_BY, "ProgId")
    if opened_by and str(opened_by).startswith("Excel."):
        message = Text(
            "装有 WPS（{path}），.xlsx 文件由 Excel 打开。", "WPS is there ({path}); Excel opens .xlsx files."
        )
        yield fine(_WPS, message.format(path=str(found)))
    else:
        message = Text("装有 WPS：{path}", "WPS is there: {path}")
        yield warning(_WPS, message.format(path=str(found)), _WPS_REMEDY)


def fonts(machine: Machine) -> Iterator[Finding]:
    """Chinese can be shown."""
    found = _listed() if machine.places.system is System.LINUX else next(_font_files(machine), None)
    if found:
        yield fine(_FONTS, Text("中文字体：{name}", "A font for Chinese: {name}").format(name=str(found)))
    elif found is not None or machine.places.system is not System.LINUX:
        message = Text("没有找到中文字体。", "No font for Chinese was found.")
        remedy = Text(
            "请安装中文字体，如 Noto Sans CJK（fonts-noto-cjk）。",
            "Install one, say Noto Sans CJK (fonts-noto-cjk).",
        )
        yield warning(_FONTS, message, remedy)


def _own_folder(machine: Machine, name: str) -> str:
    """Where a folder of the user really is."""
    folder = machine.registry(_SHELL_FOLDERS, _MINE[name])
    if folder:
        return str(folder).replace("%USERPROFILE%", str(machine.places.home))
    return str((machine.places.home / name).resolve())


def _clouds(machine: Machine) -> list[str]:
    return [folder for name in _CLOUDS if (folder := machine.places.environ.get(name))]


def _wps_places(machine: Machine) -> Iterator[Path]:
    root, home = machine.root, machine.places.home
    yield from {
        System.WINDOWS: (
            home / "AppData/Local/Kingsoft/WPS Office",
            root / "Program Files/Kingsoft/WPS Office",
            root / "Program Files (x86)/Kingsoft/WPS Office",
        ),
        System.MAC: (root / "Applications/wpsoffice.app",),
        System.LINUX: (root / "opt/kingsoft/wps-office",),
    }[machine.places.system]


def _font_files(machine: Machine) -> Iterator[Path]:
    for folder in _FONT_FOLDERS[machine.places.system]:
        for name in _CHINESE[machine.places.system]:
            if (file := machine.root / folder / name).exists():
                yield file


def _listed() -> str | None:
    """The first font for Chinese that fontconfig knows; empty where it knows none, None without fontconfig."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    command = [program, ":lang=zh-cn", "family"]
    run = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)  # noqa: S603
    return next(iter(sorted(run.stdout.decode(errors="replace").splitlines())), "")
