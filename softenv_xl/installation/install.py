"""Installing for one user, and taking it all away again. Start at `install`; each step says what it did."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from softenv_xl import ADDIN
from softenv_xl.errors import Stop
from softenv_xl.installation import configuration
from softenv_xl.installation.extension import Extensions, identity, needed, unopkg
from softenv_xl.installation.mark_of_the_web import unmark
from softenv_xl.installation.places import EXTENSION, Places, control_file
from softenv_xl.installation.record import Installed, Put, Record, Taken, digest
from softenv_xl.installation.residents import end_residents
from softenv_xl.installation.trust import trusted_folders
from softenv_xl.store import disk
from softenv_xl.words import Lang, Text

_PUT = {
    Put.NEW: Text("已安装{what}：{path}", "Installed {what}: {path}"),
    Put.UPDATED: Text("已更新{what}：{path}", "Updated {what}: {path}"),
    Put.REPLACED: Text(
        "已安装{what}：{path}（原有文件已保留，卸载时放回）",
        "Installed {what}: {path} (the file that was there is kept, and comes back when this is uninstalled)",
    ),
    Put.SAME: Text("{what}已是最新：{path}", "Up to date, {what}: {path}"),
}
_TAKEN = {
    Taken.REMOVED: Text("已删除：{path}", "Removed: {path}"),
    Taken.RESTORED: Text("已放回原有文件：{path}", "Put back what was there before: {path}"),
    Taken.LEFT: Text("安装后被改动过，未动：{path}", "Changed since, so left as it is: {path}"),
    Taken.GONE: Text("早已不在：{path}", "Was gone already: {path}"),
}
_KEPT = Text("（安装前的文件在 {copy}）", " (what was there before is in {copy})")
_TRUSTED = Text("LibreOffice 现在信任文件夹 {folder}", "LibreOffice trusts the folder {folder} now")
_TRUSTED_ALREADY = Text("LibreOffice 已信任文件夹 {folder}", "LibreOffice trusts the folder {folder} already")
_DISTRUSTED = Text("LibreOffice 不再信任 {folder}", "LibreOffice trusts {folder} no longer")
_NO_OFFICE = Text(
    "没有找到 LibreOffice，它的扩展和可信位置未动。",
    "LibreOffice was not found; its extension and trusted folders are left as they are.",
)
_ADDIN = Text(" Excel 加载项", "the add-in for Excel")
_SETTINGS = Text("配置", "the configuration")
_SCRIPT = Text("启动 Python 的脚本", "the script that starts Python")
_EXTENSION = Text(" LibreOffice 扩展", "the extension for LibreOffice")


class _Wanted(NamedTuple):
    path: Path
    content: bytes
    what: Text


IN_PACKAGE = "addin_files"
"""The folder of the installed package that holds the built add-ins."""


def built() -> Path:
    """The folder of what was built for users: in the installed package, or the checkout's `dist`."""
    package = Path(str(files("softenv_xl")))
    installed = package / IN_PACKAGE
    return installed if installed.exists() else package.parent / "dist"


def with_buttons(lang: Lang) -> Path:
    """A blank control workbook with buttons on its dashboard. Stop `install.not-built`."""
    return needed(built() / control_file(lang))


def script() -> Path:
    """The AppleScript that xlwings' VBA calls on a Mac; it goes by the version of xlwings that it belongs to."""
    return Path(str(files("xlwings"))) / f"xlwings-{version('xlwings')}.applescript"


def install_here(trusted: Path | None) -> Iterator[Text]:
    """Installs for the user who runs this, with the Python that runs it."""
    places, program = Places.here(), unopkg()
    yield from end_residents()
    yield from install(places, Path(sys.executable), program, built())
    if trusted and program:
        yield trust(places, trusted)


def uninstall_here() -> Iterator[Text]:
    """Takes away what was installed for the user who runs this."""
    yield from end_residents()
    yield from uninstall(Places.here(), unopkg())


def install(places: Places, interpreter: Path, program: Path | None, source: Path) -> Iterator[Text]:
    """Installs from `source` what this system can use, so that buttons run with `interpreter`.

    `program` is LibreOffice's `unopkg`, None without LibreOffice.

    Does nothing a second time. Stop `install.no-program`, `install.not-built`, `install.interpreter-path` before
    anything is done; afterwards whatever `Record.put` and `Extensions` raise, and what was done stays recorded.
    """
    if places.addin is None and program is None:
        raise Stop("install.no-program")
    wanted = [*_for_excel(places, interpreter, source)]
    package = source / EXTENSION if program else None
    if package:
        identity(package)
        settings = configuration.for_libreoffice(interpreter)
        wanted.append(_Wanted(places.configuration, settings, _SETTINGS))
    record = Record.load(places.state)
    for path, content, what in wanted:
        yield _put(record.put(path, content), what, str(path))
    if places.addin and unmark(places.system, places.addin):
        yield Text("已解除“来自网络”标记：{path}", "Took off the mark of the web: {path}").format(
            path=str(places.addin)
        )
    if program and package:
        yield _add(record, Extensions(program, places), package)
    programs = [name for name, there in (("Excel", places.addin), ("LibreOffice", program)) if there]
    yield Text(f"请重新启动 {'、'.join(programs)}。", f"Please start {' and '.join(programs)} again.")


def trust(places: Places, folder: Path) -> Text:
    """Has LibreOffice run the macros of workbooks in a folder: those of buttons on a sheet.

    Stop `file.not-found`, `libreoffice.refused`.
    """
    if not folder.is_dir():
        raise Stop("file.not-found", file=str(folder))
    address, record = folder.resolve().as_uri(), Record.load(places.state)
    with trusted_folders(places.office_profile) as listed:
        if address in listed:
            return _TRUSTED_ALREADY.format(folder=str(folder))
        record.trusted.append(address)
        record.save()
        listed.add(address)
    return _TRUSTED.format(folder=str(folder))


def uninstall(places: Places, program: Path | None) -> Iterator[Text]:
    """Undoes what `install` recorded for this home, and nothing else."""
    record = Record.load(places.state)
    if not record.files and not record.extension and not record.trusted:
        yield Text("没有安装过，无需卸载。", "Nothing was installed, so there is nothing to take away.")
        return
    if program:
        yield from _remove(record, Extensions(program, places))
        yield from _distrust(record, places)
    elif record.extension or record.trusted:
        yield _NO_OFFICE
    for path, taken, copy in record.take_back():
        kept = _KEPT.format(copy=str(copy)) if copy else Text("", "")
        yield Text(*(_TAKEN[taken].format(path=str(path))[i] + kept[i] for i in range(2)))
    record.forget()


def _for_excel(places: Places, interpreter: Path, source: Path) -> Iterator[_Wanted]:
    if places.addin and places.excel_configuration:
        yield _Wanted(places.addin, disk.content_of(needed(source / ADDIN)), _ADDIN)
        settings = configuration.for_excel(places.system, interpreter)
        yield _Wanted(places.excel_configuration, settings, _SETTINGS)
    if places.scripts:
        yield _Wanted(places.scripts / script().name, disk.content_of(script()), _SCRIPT)


def _add(record: Record, extensions: Extensions, package: Path) -> Text:
    identifier, number = identity(package)
    there, ours = extensions.installed().get(identifier), record.extension
    if there and not ours:
        return Text(
            "LibreOffice 中已有别人安装的扩展 {identifier}（{there}），未动。",
            "LibreOffice has the extension {identifier} ({there}) already, installed by somebody; left as it is.",
        ).format(identifier=identifier, there=there)
    sha256 = digest(disk.content_of(package))
    if there == number and ours and ours.sha256 == sha256:
        return _put(Put.SAME, _EXTENSION, identifier)
    record.extension = Installed(identifier=identifier)
    record.save()
    extensions.add(package)
    record.extension = Installed(identifier=identifier, sha256=sha256)
    record.save()
    return _put(Put.UPDATED if there else Put.NEW, _EXTENSION, f"{identifier} {number}")


def _put(done: Put, what: Text, path: str) -> Text:
    """What was done; a name in Latin letters has a blank before it, but not at the start of a line."""
    return Text(*(words.lstrip() for words in _PUT[done].format(what=what, path=path)))


def _remove(record: Record, extensions: Extensions) -> Iterator[Text]:
    if record.extension is None:
        return
    identifier, taken = record.extension.identifier, Taken.GONE
    if identifier in extensions.installed():
        extensions.remove(identifier)
        taken = Taken.REMOVED
    record.extension = None
    record.save()
    yield _TAKEN[taken].format(path=identifier)


def _distrust(record: Record, places: Places) -> Iterator[Text]:
    if not record.trusted:
        return
    with trusted_folders(places.office_profile) as listed:
        for address in record.trusted:
            listed.remove(address)
            yield _DISTRUSTED.format(folder=address)
    record.trusted.clear()
    record.save()
