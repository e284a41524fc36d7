"""Where the school's private key is kept: in the user's data folder, or in the folder that the settings name.

A key is a file that only the user may read. It never stands in a workbook. A folder can hold the keys of several schools; a
school's name in the settings says which are its own.
"""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import regular_files, store
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import display_text, folded
from softenv_xl.legible import legible, storable
from softenv_xl.passport.keys import Key

if TYPE_CHECKING:
    from collections.abc import Mapping

    from softenv_xl.grid.cell import Value

OPTION = "key_folder"
"""The setting that names another folder."""

_SUFFIX, _LARGEST, _NAME = ".key", 4096, 40


def folder_for(options: Mapping[str, Value], beside: Path) -> Path:
    """The folder that the settings name, relative to the control workbook's own; or else the user's data folder."""
    named = display_text(options.get(OPTION))
    if named:
        return beside / Path(named).expanduser()
    from platformdirs import user_data_path  # slow to load

    return user_data_path("softenv-xl", appauthor=False) / "keys"


def keys_in(folder: Path, school: str) -> list[Key]:
    """That school's keys, the newest last. Files that are none are passed over."""
    found = []
    with suppress(OSError):
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            with suppress(Stop):
                found.append(read_key(path))
    own = [key for key in found if folded(key.school) == folded(school)]
    return sorted(own, key=lambda key: (key.since, key.id))


def add_key(folder: Path, key: Key) -> Path:
    """Keeps the key there; one that is there already stays. Says where. Stop `file.not-writable`."""
    path = folder / storable(f"{legible(key.school)[:_NAME]}-{key.id}{_SUFFIX}".replace("/", "_"))
    with suppress(Stop):
        if read_key(path) == key:
            return path
    store.create_private(path, as_file(key))
    return path


def as_file(key: Key) -> bytes:
    """What a key's file holds."""
    told = {"softenv-xl": "key", "school": key.school, "since": key.since, "private": key.private.hex()}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def read_key(path: Path) -> Key:
    """The key in a file. Stop `file.not-found`, `key.unreadable`."""
    try:
        told = json.loads(regular_files.read_content(path, links=True, most=_LARGEST))
        key = Key(str(told["school"]), str(told["since"]), bytes.fromhex(told["private"]))
        _ = key.id
    except FileNotFoundError as error:
        raise Stop("file.not-found", file=str(path)) from error
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise Stop("key.unreadable", file=legible(path.name)) from error
    return key
