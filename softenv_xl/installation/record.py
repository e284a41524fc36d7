"""What was installed for a user, and what was there before: written before anything is done, so that all can be undone."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, Field, ValidationError

from softenv_xl.errors import Stop
from softenv_xl.store import disk

if TYPE_CHECKING:
    from collections.abc import Iterator

_FILE, _BEFORE = "installed.json", "before"


class Put(StrEnum):
    """What became of a file that was to be put in its place."""

    NEW = "new"
    UPDATED = "updated"  # an older one of ours was there
    REPLACED = "replaced"  # somebody's own was there; it is kept
    SAME = "same"


class Taken(StrEnum):
    """What became of a file that was to be taken away."""

    REMOVED = "removed"
    RESTORED = "restored"  # the one that was there before is back
    LEFT = "left"  # it isn't the one that was put there any more, so it is somebody's own
    GONE = "gone"


class Written(BaseModel):
    """A file that was put in its place: the SHA-256 of its content, and the copy of what was there before."""

    sha256: str
    before: str | None = None


class Installed(BaseModel):
    """An extension of LibreOffice, and the SHA-256 of its package once it is in its place."""

    identifier: str
    sha256: str = ""


class Record(BaseModel):
    """The record of one home. Files and folders are absolute paths, folders from the outermost in."""

    files: dict[str, Written] = Field(default_factory=dict)
    folders: list[str] = Field(default_factory=list)
    extension: Installed | None = None
    trusted: list[str] = Field(default_factory=list)  # addresses of folders

    _folder: Path = Path()

    @classmethod
    def load(cls, folder: Path) -> Record:
        """The record kept in `folder`, or an empty one. Stop `install.record-broken`."""
        file = folder / _FILE
        try:
            record = cls.model_validate_json(file.read_bytes()) if file.exists() else cls()
        except ValidationError as error:
            raise Stop("install.record-broken", file=str(file)) from error
        record._folder = folder
        return record

    def save(self) -> None:
        """Keeps it. Stop `file.not-writable`."""
        self._note_folders(self._folder)
        _write(self._folder / _FILE, self.model_dump_json(indent=1).encode())

    def put(self, path: Path, content: bytes) -> Put:
        """Has `content` at `path`. Stop `file.not-writable`, and `file.in-use` where a program holds it."""
        found = content_or_none(path)
        if found == content:
            return Put.SAME
        known = self.files.get(str(path))
        ours = known is not None and found is not None and known.sha256 == digest(found)
        before = known.before if known else None
        if found is not None and not ours:
            before = self._keep(path.name, found)
        self.files[str(path)] = Written(sha256=digest(content), before=before)
        self._note_folders(path.parent)
        self.save()
        _write(path, content)
        return Put.NEW if found is None else Put.UPDATED if ours else Put.REPLACED

    def take_back(self) -> Iterator[tuple[Path, Taken, Path | None]]:
        """Takes every file away, and puts back what was there before; the copy of that is told where it stays."""
        for name, written in list(self.files.items()):
            path = Path(name)
            taken = self._undo(path, written)
            yield path, taken, self._before(written) if taken is Taken.LEFT else None
            del self.files[name]
            self.save()

    def forget(self) -> None:
        """Removes the record itself and the folders that were made, once everything is undone."""
        (self._folder / _FILE).unlink(missing_ok=True)
        for folder in map(Path, reversed(self.folders)):
            # There may be something of somebody's own in it, or what couldn't be put back.
            with suppress(OSError):
                folder.rmdir()

    def _before(self, written: Written) -> Path | None:
        return self._folder / _BEFORE / written.before if written.before else None

    def _undo(self, path: Path, written: Written) -> Taken:
        found, copy = content_or_none(path), self._before(written)
        kept = content_or_none(copy) if copy else None
        if found is not None and found != kept and digest(found) != written.sha256:
            return Taken.LEFT
        if copy and kept is not None:
            _write(path, kept)
            copy.unlink()
            return Taken.RESTORED
        if found is None:
            return Taken.GONE
        try:
            path.unlink()
        except OSError as error:
            raise Stop("file.not-writable", file=str(path), reason=disk.reason(error)) from error
        return Taken.REMOVED

    def _note_folders(self, folder: Path) -> None:
        for parent in (*reversed(folder.parents), folder):
            if not parent.exists() and str(parent) not in self.folders:
                self.folders.append(str(parent))

    def _keep(self, name: str, content: bytes) -> str:
        copy = self._folder / _BEFORE / f"{digest(content)[:12]}-{name}"
        self._note_folders(copy.parent)
        _write(copy, content)
        return copy.name


def digest(content: bytes) -> str:
    """The SHA-256 that a record knows a file by."""
    return hashlib.sha256(content).hexdigest()


def content_or_none(path: Path) -> bytes | None:
    """A file's bytes, None where there is none. Stop `file.not-readable`."""
    return disk.content_of(path) if path.exists() else None


def _write(path: Path, content: bytes) -> None:
    draft = path.with_name(f"{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft.unlink(missing_ok=True)  # a killed run may have left one
        try:
            disk.write_draft(draft, content, path if path.exists() else None)
            disk.put(draft, path)
        finally:
            draft.unlink(missing_ok=True)  # Excel opens whatever lies in its start-up folder
    except OSError as error:
        raise Stop("file.not-writable", file=str(path), reason=disk.reason(error)) from error
