"""Has somebody pressed Cancel? The macros know."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from softenv_xl import ADDIN, LIBRARY

if TYPE_CHECKING:
    from collections.abc import Callable

    import xlwings as xw


def cancelled(book: xw.Book) -> Callable[[], bool]:
    """What to ask, where nothing is half done, whether somebody pressed Cancel: the macros know.

    Nobody has, where a run doesn't come from them.
    """
    libreoffice = book.app.engine.name == "libreoffice"
    asked = _cancelled_in_libreoffice if libreoffice else _cancelled_in_excel
    with suppress(Exception):
        return asked(book)
    return lambda: False


def _cancelled_in_excel(book: xw.Book) -> Callable[[], bool]:
    macro = book.app.macro(f"'{ADDIN}'!Cancelled")
    macro.run()
    return lambda: bool(macro.run())


def _cancelled_in_libreoffice(book: xw.Book) -> Callable[[], bool]:
    office = book.app.impl.office
    scripts = office.service("script.provider.MasterScriptProviderFactory").createScriptProvider("")
    script = scripts.getScript(
        f"vnd.sun.star.script:{LIBRARY}.SoftEnv.Cancelled?language=Basic&location=application"
    )
    return lambda: bool(script.invoke((), (), ())[0])
