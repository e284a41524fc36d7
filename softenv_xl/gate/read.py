"""The gate: bytes from outside become a Book, or one issue that says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.gate.file_kinds import container, table_text, zip_kind
from softenv_xl.gate.inflated_package import Package
from softenv_xl.gate.limits import MB
from softenv_xl.gate.reading import Reading, Refused, is_panic
from softenv_xl.gate.xlsx import read_xlsx

if TYPE_CHECKING:
    from softenv_xl.gate.limits import Limits
    from softenv_xl.gate.passwords import Passwords


def read(content: bytes, limits: Limits, passwords: Passwords | None = None) -> Reading:
    """Reads one workbook, with one of the passwords where it needs one, or takes apart what others are packed in. Whatever
    the bytes, the answer is a Reading; nothing is raised.

    Files from outside are read in a worker process (see worker.Reader): some make the reader of values
    ask for more memory than there is, which ends its process.
    """
    try:
        return _read(content, limits, passwords)
    except Refused as refused:
        return refused.reading()
    except MemoryError:
        return out_of_memory(limits)
    except Exception:  # parsers of broken files raise whatever they stumble over
        return _unreadable().reading()
    except BaseException as panic:
        if not is_panic(panic):
            raise
        return _unreadable().reading()


def _read(content: bytes, limits: Limits, passwords: Passwords | None) -> Reading:
    if limits.unpacks:
        from softenv_xl.gate.unpacking import unpack

        contents = unpack(content, limits)
        if contents is not None:
            return Reading(None, (), contents)
    if len(content) > limits.file:
        raise file_too_large(limits)
    if limits.csv and (text := table_text(content)) is not None:
        from softenv_xl.gate.csv_text import read_csv

        return read_csv(text, limits)
    if container(content) == "ole":
        from softenv_xl.gate.passwords import Passwords as Given
        from softenv_xl.gate.passwords import decrypt
        from softenv_xl.gate.xls import read_xls

        content = decrypt(content, passwords or Given(), limits.seconds / 2)
        if container(content) == "ole":
            return read_xls(content, limits)
    package = Package(content, limits)
    if zip_kind(package) == "ods":
        from softenv_xl.gate.ods import read_ods

        return read_ods(package, limits)
    return read_xlsx(package, limits)


def file_too_large(limits: Limits) -> Refused:
    return Refused.too_large("文件本身", "the file itself", f"{limits.file // MB} MB")


def out_of_memory(limits: Limits) -> Reading:
    return Refused.too_large("读取所需内存", "the memory to read it", f"{limits.memory // MB} MB").reading()


def _unreadable() -> Refused:
    return Refused.unreadable("内容已损坏或不合规范", "its contents are damaged or break the format's rules")
