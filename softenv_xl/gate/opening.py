"""Opens files from outside, and nothing but files: a pipe would wait for ever, a device may do anything."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from softenv_xl.gate.reading import Refused

_FLAGS = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_BINARY", "O_CLOEXEC", "O_NOCTTY", "O_NONBLOCK")
)


def opened(path: str | os.PathLike[str]) -> int:
    """A descriptor of the file, for reading. Raises Refused where it isn't there, isn't to be read, or is no file."""
    try:
        _require_regular(Path(path).stat())  # before it is opened, for what acts when it is
        descriptor = os.open(path, _FLAGS)
        try:
            _require_regular(os.fstat(descriptor))  # and after, for what was put there meanwhile
        except BaseException:
            os.close(descriptor)
            raise
    except FileNotFoundError:
        raise Refused.unreadable("文件不存在", "there is no such file") from None
    except PermissionError:
        raise Refused.unreadable("没有读取权限", "reading it is not permitted") from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", None) or str(error)
        raise Refused.unreadable("{reason}", "{reason}", reason=said) from None
    return descriptor


def _require_regular(found: os.stat_result) -> None:
    if not stat.S_ISREG(found.st_mode):
        raise Refused.unreadable("不是普通文件", "it is not a regular file")
