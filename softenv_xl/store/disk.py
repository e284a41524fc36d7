"""Files that are whole or not there: durable drafts, atomic moves, and the system's errors in plain words."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
import sys
from contextlib import contextmanager, suppress
from functools import cache
from typing import TYPE_CHECKING, Any

from softenv_xl import regular_files
from softenv_xl.errors import Stop
from softenv_xl.words import Text, same

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_FULL = Text("磁盘空间不足或超出限额", "the disk is full or the quota is used up")
_DENIED = Text("没有权限", "permission is denied")
_NO_FILE = Text("不是普通文件", "it is not a regular file")
_NO_FOLDER = Text("文件夹不存在", "the folder does not exist")

_REASONS = {
    errno.EACCES: _DENIED,
    errno.EPERM: _DENIED,
    errno.EROFS: Text("磁盘是只读的", "the disk is read-only"),
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EFBIG: _FULL,
    errno.EISDIR: Text("这是一个文件夹", "it is a folder"),
    errno.ENOENT: _NO_FOLDER,
    errno.ENOTDIR: _NO_FOLDER,
    errno.EEXIST: Text("已有同名文件", "there is a file of that name"),
    errno.ENAMETOOLONG: Text("名称太长", "the name is too long"),
}


def reason(error: OSError) -> Text:
    """Why the system refused, in the operator's words."""
    if isinstance(error, regular_files.NotRegularError) and error.errno != errno.EISDIR:
        return _NO_FILE
    message = os.strerror(error.errno) if error.errno else str(error)
    return _REASONS.get(error.errno or 0, Text(f"系统提示“{message}”", f"the system says “{message}”"))


def refused(error: BaseException) -> Stop | None:
    """What nobody foresaw, but the system's own refusal of a file or folder, as Stop `system.refused`."""
    if not isinstance(error, OSError) or not isinstance(error.filename, str):
        return None
    return Stop("system.refused", file=error.filename, reason=reason(error))


def content_of(workbook: Path) -> bytes:
    """The file's bytes. Stop `file.not-found` or `file.not-readable`, also for what is no regular file."""
    try:
        return regular_files.read_content(workbook)
    except (FileNotFoundError, NotADirectoryError) as error:
        raise Stop("file.not-found", file=str(workbook)) from error
    except OSError as error:
        raise Stop("file.not-readable", file=str(workbook), reason=reason(error)) from error


def write_draft(draft: Path, content: bytes, like: Path | None) -> None:
    """Writes a file that must not exist yet, and has it on the disk before it returns.

    With `like` it has that file's owner and permissions before it has any content; without, the usual ones
    of a new file. Raises OSError.
    """
    # Exclusive: after a kill, `create` can leave a draft that is one and the same file as the workbook.
    opened = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if like else 0o666)
    with os.fdopen(opened, "wb") as file:
        if like:
            with open_file(like) as source:
                lend_permissions(source, like, opened, draft)
        file.write(content)
        file.flush()
        os.fsync(opened)


@contextmanager
def open_file(path: Path) -> Iterator[int]:
    """A handle of a regular file that is no link. Raises OSError."""
    opened = regular_files.open_after_save(path)
    try:
        yield opened
    finally:
        os.close(opened)


def lend_permissions(source: int, source_path: Path, target: int, target_path: Path) -> None:
    """Owner, mode, access lists and tags of `source`, as far as the file system and our rights allow.

    Both are open, so that nobody can put another file in the target's place meanwhile; the paths are for Windows,
    which sets permissions by name alone.
    """
    if sys.platform == "win32":
        with suppress(PermissionError):
            shutil.copystat(source_path, target_path, follow_symlinks=False)
        return
    owner = os.fstat(source)
    # The owner first: the mode's group rights must not go to another group, not even for a moment.
    for user, group in ((-1, owner.st_gid), (owner.st_uid, -1)):
        with suppress(PermissionError):
            os.fchown(target, user, group)
    if sys.platform == "linux":
        _lend_tags(source, target)
    with suppress(PermissionError):
        os.fchmod(target, stat.S_IMODE(owner.st_mode))


def _lend_tags(source: int, target: int) -> None:
    """Extended attributes; access lists are among them."""
    with suppress(OSError):  # a file system without any
        for name in os.listxattr(source):
            with suppress(OSError):
                os.setxattr(target, name, os.getxattr(source, name))


_HERE = -100  # AT_FDCWD: names are meant from the working folder on
_ONLY_NEW, _SWAP = (4, 2) if sys.platform == "darwin" else (1, 2)
# What systems and disks say that know no such move; a move that is really forbidden is refused once more without.
_UNKNOWN = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EPERM}


def exchange(one: Path, other: Path) -> bool:
    """Swaps two files in one step, so that what stood there is kept, even if it was saved a moment ago.

    False where the system or the disk has no such move: it is Linux's, and macOS's on its own disks. Raises OSError.
    """
    return _moved(one, other, _SWAP)


def put(draft: Path, workbook: Path) -> None:
    """Moves a draft to where the workbook is: before, the old one is there, after, the new one.

    Raises OSError; on Windows, Stop `file.in-use` where a program keeps the workbook open.
    """
    try:
        draft.replace(workbook)
    except PermissionError as error:
        if sys.platform != "win32":
            raise
        holder = Text("其他程序", "another program")
        raise Stop("file.in-use", file=str(workbook), holder=holder, leftover=same("")) from error
    sync_folder(workbook.parent)


def put_new(draft: Path, workbook: Path) -> None:
    """The same for a workbook that must not exist yet. Raises FileExistsError, OSError."""
    try:
        # A link, unlike a move, never goes over a file that somebody saved a moment ago.
        workbook.hardlink_to(draft)
    except FileExistsError:
        raise
    except OSError:  # memory sticks and some network shares have no links
        if os.path.lexists(workbook):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(workbook)) from None
        if not _moved(draft, workbook, _ONLY_NEW):
            draft.rename(workbook)
    sync_folder(workbook.parent)


def _moved(source: Path, target: Path, how: int) -> bool:
    """A move as one of the kinds above; False where there is none of that kind. Raises OSError."""
    move = _move()
    if move is None:
        return False
    if move(os.fsencode(source), os.fsencode(target), how) == 0:
        return True
    code = ctypes.get_errno()
    if code in _UNKNOWN:
        return False
    raise OSError(code, os.strerror(code), str(target))


@cache
def _move() -> Callable[[bytes, bytes, int], Any] | None:
    """The system's own function: Python has no word for it."""
    if sys.platform == "win32":
        return None
    system = ctypes.CDLL(None, use_errno=True)
    if sys.platform == "darwin":
        renamex = getattr(system, "renamex_np", None)
        return renamex and (lambda source, target, how: renamex(source, target, how))
    rename = getattr(system, "renameat2", None)
    return rename and (lambda source, target, how: rename(_HERE, source, _HERE, target, how))


def make_folder(folder: Path, *, to_stay: bool = True) -> None:
    """With the permissions of the folder that it stands in; one `to_stay` is on the disk before it returns. Raises OSError."""
    folder.mkdir(exist_ok=True)
    if sys.platform != "win32":
        opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            with suppress(PermissionError):
                os.fchmod(opened, stat.S_IMODE(folder.parent.stat().st_mode))
        finally:
            os.close(opened)
    if to_stay:
        sync_folder(folder.parent)


def sync_folder(folder: Path) -> None:
    """Has the folder's entries on the disk, where the system knows how; what was moved there stays moved."""
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def hide(folder: Path) -> None:
    """Windows hides by an attribute; elsewhere the leading dot does."""
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetFileAttributesW(str(folder), 2)
