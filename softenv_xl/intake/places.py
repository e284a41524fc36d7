"""Where files lie: folders with everything below them, Maildirs among them, and what is no file at all."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from softenv_xl import catalogue, regular_files
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import folded
from softenv_xl.issues import Issue
from softenv_xl.legible import legible
from softenv_xl.words import Text, same

_SPECIAL = (
    (stat.S_ISFIFO, Text("命名管道", "a named pipe")),
    (stat.S_ISSOCK, Text("套接字", "a socket")),
    (stat.S_ISCHR, Text("设备", "a device")),
    (stat.S_ISBLK, Text("设备", "a device")),
)

INBOX = Text("收件箱", "inbox")
"""The folder beside a control workbook that a button takes returns from."""

OUTBOX = Text("发件箱", "outbox")
"""The folder beside a control workbook that a button puts prefilled returns into."""

RETURNED_PACKS = Text("部门交回", "returned packs")
"""The folder beside a control workbook from which packs that came back are merged."""


def inboxes(folder: Path) -> list[Path]:
    """The inbox in the workbook's folder, under its name in either language. Raises Stop(inbox.missing)."""
    found = folders_named(folder, INBOX)
    if not found:
        raise Stop("inbox.missing", folder=legible(folder), inbox=INBOX)
    return found


def folders_named(beside: Path, name: Text) -> list[Path]:
    """The folders there of that name in either language, whatever the case and width of its letters."""
    names = {folded(each) for each in name}
    return [path for path in beside.iterdir() if folded(legible(path.name)) in names and path.is_dir()]


def files_in(places: Iterable[Path], *, missing_too: bool = False) -> list[Path]:
    """All files in the places, folders with everything below them; each file once, sorted.

    Left out are hidden files and what systems and office programs put there by themselves. Of a Maildir the messages are
    taken, and nothing else. What is there but can't
    be looked into is among them, so that it is reported: see `deliveries`. Raises Stop for a place that
    isn't there; with `missing_too` it counts as a file, of which whoever reads it will say so, unless there is no other.
    """
    places, found = list(places), set[Path]()
    several = any(os.path.lexists(place) for place in places)
    for place in places:
        if not os.path.lexists(place):
            if not (missing_too and several):
                raise Stop("file.not-found", file=legible(place))
            found.add(place)
            continue
        found |= set(_below(place)) if place.is_dir() else {place}
    return sorted(found)


def _below(place: Path) -> Iterator[Path]:
    """What is in the folder and the folders below it, links to folders and folders that can't be listed as well."""
    folders, known = [place], set[tuple[int, int]]()
    while folders:
        folder = folders.pop()
        try:
            here = folder.stat()
            inside = _inside(folder)
        except OSError:
            yield folder
            continue
        if here.st_ino and (here.st_dev, here.st_ino) in known:  # a folder that is mounted in itself
            continue
        known.add((here.st_dev, here.st_ino))
        for path in inside:
            if _is_own_folder(path):
                folders.append(path)
            else:
                yield path


def _inside(folder: Path) -> list[Path]:
    """What is looked at in a folder. Raises OSError.

    A Maildir is known by its folders `cur` and `new`; what is in `tmp` isn't there yet, and hidden folders that are Maildirs
    are its folders.
    """
    inside = list(folder.iterdir())
    if _is_maildir(folder):
        return [
            path
            for path in inside
            if path.name in ("cur", "new") or (path.name.startswith(".") and _is_maildir(path))
        ]
    return [path for path in inside if not regular_files.is_litter(path.name)]


def _is_maildir(folder: Path) -> bool:
    with suppress(OSError):
        return all(regular_files.is_folder(folder / name) for name in ("cur", "new", "tmp"))
    return False


def _is_own_folder(path: Path) -> bool:
    with suppress(OSError):
        return regular_files.is_folder(path)
    return False


def trouble(path: Path) -> Issue | None:
    """Why what is there can't be a return, where it is no file at all."""
    try:
        if path.is_symlink() and not path.exists():
            return Issue(catalogue.PLACE_BROKEN_LINK)
        mode = path.stat().st_mode
    except OSError:  # the reader will say why
        return None
    if stat.S_ISDIR(mode):
        return _folder(path)
    what = next((words for is_one, words in _SPECIAL if is_one(mode)), None)
    return Issue(catalogue.PLACE_SPECIAL, arguments={"what": what}) if what else None


def _folder(path: Path) -> Issue:
    try:
        if not regular_files.is_folder(path):
            return Issue(catalogue.PLACE_LINKED_FOLDER)
        next(path.iterdir(), None)
        reason = Text("无法列出内容", "its contents could not be listed")
    except OSError as error:
        reason = same(error.strerror or str(error))
        if isinstance(error, PermissionError):
            reason = Text("没有权限", "permission is denied")
    return Issue(catalogue.PLACE_UNREADABLE_FOLDER, arguments={"reason": reason})
