"""A folder of files that follow from a workbook: a site, an export. What it holds no more is removed from it, what others put
there stays.

A list in the folder says which files are the program's, by their fingerprints. They are made anew at any time, so that no
backups are kept: what shall not be public any longer must not lie beside what is.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from softenv_xl import regular_files
from softenv_xl.errors import Stop
from softenv_xl.store import disk, record
from softenv_xl.store.backup_folder import BackupFolder, fingerprint
from softenv_xl.store.folders import making

_Known = dict[str, list[str]]
"""The program's files by their paths below the folder, each with the fingerprints that it may have."""


class Derived(NamedTuple):
    """The paths below the folder that were written, that were removed, and that stood there already."""

    written: tuple[str, ...]
    removed: tuple[str, ...]
    same: tuple[str, ...]


def derive(out: Path, files: Mapping[str, bytes], kind: str) -> Derived:
    """Makes the folder's files of that kind just these; `files` are contents by their paths below it, with slashes.

    Each file is the old one or the new one, whole; wherever it is killed, the next run knows what is its own. A file that
    somebody else put there, or changed, is neither written over nor removed.

    Raises Stop before anything is written: folder.not-ours, file.busy, store.not-ours; file.not-writable.
    """
    listing = out / f".softenv-{kind}.json"
    with making(out):
        folder = BackupFolder(Path(os.path.realpath(listing)))
        try:
            with folder.locked():
                try:
                    done = _derive(folder, out, listing, files)
                finally:
                    folder.clear()
        except OSError as error:
            raise Stop("file.not-writable", file=str(out), reason=disk.reason(error)) from error
    return done


def _derive(folder: BackupFolder, out: Path, listing: Path, files: Mapping[str, bytes]) -> Derived:
    known = _known(listing)
    changed = [path for path in files if _is_to_be_written(out, path, files[path], known)]
    gone = [path for path in known if path not in files and _is_ours(out, path, known)]
    if changed or gone or set(known) != set(files):
        both = {path: [*known.get(path, []), fingerprint(files[path])] for path in changed}
        _list(folder, listing, {**known, **both})
        for path in changed:
            _write(folder, out, path, files[path])
        for path in gone:
            _remove(out, path)
        _list(folder, listing, {path: [fingerprint(content)] for path, content in files.items()})
    return Derived(tuple(changed), tuple(gone), tuple(path for path in files if path not in changed))


def _known(listing: Path) -> _Known:
    """What the list says, as far as it is one: whoever may write into the folder may have put another there."""
    try:
        told = json.loads(regular_files.read_content(listing))
    except (OSError, ValueError):
        return {}
    files = told.get("files") if isinstance(told, dict) else None
    return {
        path: [str(one) for one in prints]
        for path, prints in (files.items() if isinstance(files, dict) else ())
        if isinstance(prints, list) and _stays_inside(path)
    }


def _stays_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not ({"..", "/"} & set(parts)) and "\\" not in path and ":" not in path


def _is_to_be_written(out: Path, path: str, content: bytes, known: _Known) -> bool:
    """Raises Stop(folder.not-ours) where something else is in the way."""
    for folder in list(PurePosixPath(path).parents)[:-1]:
        if os.path.lexists(out / folder) and not regular_files.is_folder(out / folder):
            raise Stop("folder.not-ours", file=str(out / folder))
    if not os.path.lexists(out / path):
        return True
    there = _content(out / path)
    if there == content:
        return False
    if fingerprint(there) not in known.get(path, []):
        raise Stop("folder.not-ours", file=str(out / path))
    return True


def _is_ours(out: Path, path: str, known: _Known) -> bool:
    """Is the file there? Raises Stop(folder.not-ours) where somebody has changed it since."""
    if not os.path.lexists(out / path):
        return False
    if fingerprint(_content(out / path)) not in known[path]:
        raise Stop("folder.not-ours", file=str(out / path))
    return True


def _content(path: Path) -> bytes:
    try:
        return regular_files.read_content(path)
    except regular_files.NotRegularError:
        raise Stop("folder.not-ours", file=str(path)) from None


def _write(folder: BackupFolder, out: Path, path: str, content: bytes) -> None:
    target = out / path
    target.parent.mkdir(parents=True, exist_ok=True)
    kind: record.Kind = "replaced" if os.path.lexists(target) else "created"
    entry = record.begin(kind, target, fingerprint(content))
    disk.put(folder.draft_new(content, like=None), target)
    entry.done = True


def _remove(out: Path, path: str) -> None:
    """The file, and the folders that it leaves empty."""
    (out / path).unlink()
    for folder in list(PurePosixPath(path).parents)[:-1]:
        with suppress(OSError):
            (out / folder).rmdir()


def _list(folder: BackupFolder, listing: Path, known: Mapping[str, Iterable[str]]) -> None:
    told = {"made_by": "softenv-xl", "files": {path: list(known[path]) for path in sorted(known)}}
    content = json.dumps(told, ensure_ascii=False, indent=1).encode()
    disk.put(folder.draft_new(content, like=None), listing)
