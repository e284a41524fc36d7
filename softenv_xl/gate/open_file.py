"""Opens files from outside; why one can't be opened is an issue on it."""

from __future__ import annotations

import os

from softenv_xl import regular_files
from softenv_xl.gate.reading import Refused


def open_file(path: str | os.PathLike[str]) -> int:
    """A descriptor of the file, for reading. Raises Refused where it isn't there, isn't to be read, or is no file."""
    try:
        return regular_files.open_regular(path, links=True)
    except FileNotFoundError:
        raise Refused.unreadable("文件不存在", "there is no such file") from None
    except regular_files.NotRegularError:
        raise Refused.unreadable("不是普通文件", "it is not a regular file") from None
    except PermissionError:
        raise Refused.unreadable("没有读取权限", "reading it is not permitted") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused.unreadable("{reason}", "{reason}", reason=reason) from None
