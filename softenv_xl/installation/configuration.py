"""The user's own configuration: which Python the buttons run. The only place that may name it.

Excel's is in the form that xlwings' VBA reads with `Input #`: `"key","value"`, in the system's own encoding.
LibreOffice's extension reads one line, `INTERPRETER=…`, in UTF-8.
"""

from __future__ import annotations

import csv
import locale
import re
from pathlib import Path

from softenv_xl.errors import Stop
from softenv_xl.installation.places import System
from softenv_xl.words import Text

_KEYS = {System.WINDOWS: "INTERPRETER_WIN", System.MAC: "INTERPRETER_MAC"}
_LINE = "INTERPRETER="
# xlwings' AppleScript hands the path to a shell as it is, and takes `|` for the end of an argument.
_PLAIN = re.compile(r"[A-Za-z0-9_./@+-]+")
_VARIABLE = re.compile(r"%[^%]+%")  # Windows would put a variable's value there

_NOT_PLAIN = Text(
    "路径中有空格或英文字母、数字以外的字符，Mac 版 Excel 无法启动它",
    "its path has spaces or characters that Excel on a Mac cannot start it with",
)
_NOT_ENCODED = Text(
    "路径中有系统代码页以外的字符，Excel 的宏读不出来",
    "its path has characters outside the system's code page, which Excel's macros cannot read",
)
_HAS_VARIABLE = Text("路径中有成对的 % 号", "its path has a pair of % signs")


def for_excel(system: System, interpreter: Path) -> bytes:
    """The configuration of the add-in for Excel. Stop `install.interpreter-path` for a path that can't work there."""
    if system is System.MAC and not _PLAIN.fullmatch(str(interpreter)):
        raise Stop("install.interpreter-path", path=str(interpreter), reason=_NOT_PLAIN)
    if system is System.WINDOWS and _VARIABLE.search(str(interpreter)):
        raise Stop("install.interpreter-path", path=str(interpreter), reason=_HAS_VARIABLE)
    end = "\r\n" if system is System.WINDOWS else "\n"
    try:
        return f'"{_KEYS[system]}","{interpreter}"{end}'.encode(locale.getencoding())
    except UnicodeEncodeError as error:
        raise Stop("install.interpreter-path", path=str(interpreter), reason=_NOT_ENCODED) from error


def for_libreoffice(interpreter: Path) -> bytes:
    """The configuration of the LibreOffice extension."""
    return f"{_LINE}{interpreter}\n".encode()


def excel_interpreter(system: System, content: bytes) -> Path | None:
    """The Python that Excel's configuration names, None where it names none."""
    lines = csv.reader(content.decode(locale.getencoding(), "replace").splitlines())
    named = {row[0].upper(): row[1] for row in lines if len(row) > 1}
    value = named.get(_KEYS[system])
    return Path(value) if value else None


def libreoffice_interpreter(content: bytes) -> Path | None:
    """The Python that the extension's configuration names, None where it names none."""
    lines = content.decode("utf-8", "replace").splitlines()
    value = next((line.removeprefix(_LINE).strip() for line in lines if line.startswith(_LINE)), "")
    return Path(value) if value else None
