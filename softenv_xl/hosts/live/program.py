"""What xlwings has no words for, or different ones for each program: sheet protection, formulas, error values, rows
that are hidden, Cancel, one opening of a workbook, and a press as one step of the program's own undo.

Nothing else in this room knows which program it is.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Protocol, cast

from softenv_xl import ADDIN, LIBRARY
from softenv_xl.errors import Stop
from softenv_xl.grid.address import Area
from softenv_xl.hosts.live.areas import Answer, area_of, parts_where
from softenv_xl.hosts.live.errors import WORDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    import xlwings as xw


class SteppedBack(Exception):  # noqa: N818 - a way to say that nothing is left to be done
    """A failed press was taken back by the program itself; the cause is what failed."""


class Program(Protocol):
    """What a press needs of the program that has the workbook open."""

    def unprotect(self, sheets: Sequence[xw.Sheet]) -> Callable[[], None]:
        """Lifts the sheets' protection; what is returned puts it back with the same options.

        Raises Stop(sheet.protected) where that takes a password, with every sheet as it was.
        """
        ...

    def is_spilled(self, cells: xw.Range) -> bool:
        """Does one of the cells only show what another one's formula fills it with?"""
        ...

    def openings(self) -> frozenset[str]:
        """Tells one opening of a workbook from the next: two looks at the same one have something in common.

        Empty where the program has no word for it.
        """
        ...

    def is_unsaved(self) -> bool:
        """Does the workbook hold what its file doesn't?"""
        ...

    def values(self, block: xw.Range) -> list[list[Any]]:
        """The block's values as rows, error values as words or as one of errors.CODES."""
        ...

    def formulas(self, block: xw.Range) -> Iterable[Area]:
        """Where in the block formulas stand, whatever the sheet's protection."""
        ...

    def hidden(self, rows: xw.Range) -> Iterable[Area]:
        """The parts of the block whose rows can't be seen."""
        ...

    def one_step(self, title: str) -> AbstractContextManager[None]:
        """What happens inside is one step for the program's own undo, where it has any after a macro.

        Such a program takes the step back when it fails, and then raises SteppedBack from the cause.
        """
        ...


def program_of(book: xw.Book) -> Program:
    """The program that has the workbook open."""
    if book.app.engine.name == "libreoffice":
        return LibreOffice(book)
    # By the code that carries the calls rather than by the system: it may run anywhere.
    return ExcelOnMac(book) if type(book.impl).__module__.endswith("_xlmac") else ExcelOnWindows(book)


def cancelled(book: xw.Book) -> Callable[[], bool]:
    """What to ask, where nothing is half done, whether somebody pressed Cancel: the macros know.

    Nobody has, where a press doesn't come from them.
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


class ExcelOnWindows:
    """Excel through COM."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    _ALLOWED = (
        "AllowFormattingCells",
        "AllowFormattingColumns",
        "AllowFormattingRows",
        "AllowInsertingColumns",
        "AllowInsertingRows",
        "AllowInsertingHyperlinks",
        "AllowDeletingColumns",
        "AllowDeletingRows",
        "AllowSorting",
        "AllowFiltering",
        "AllowUsingPivotTables",
    )

    def unprotect(self, sheets: Sequence[xw.Sheet]) -> Callable[[], None]:
        lifted: list[tuple[Any, dict[str, Any]]] = []

        def put_back() -> None:
            for sheet, options in lifted:
                sheet.Protect(**options)

        for sheet in (sheet.api for sheet in sheets):
            if not sheet.ProtectContents:
                continue
            options = {
                "DrawingObjects": sheet.ProtectDrawingObjects,
                "Contents": True,
                "Scenarios": sheet.ProtectScenarios,
                "UserInterfaceOnly": sheet.ProtectionMode,
                **{name: getattr(sheet.Protection, name) for name in self._ALLOWED},
            }
            # An empty password on purpose: without one, Excel would ask the user for it.
            with suppress(Exception):
                sheet.Unprotect("")
            if sheet.ProtectContents:
                put_back()
                raise Stop("sheet.protected", sheet=sheet.Name)
            lifted.append((sheet, options))
        return put_back

    def is_spilled(self, cells: xw.Range) -> bool:
        with suppress(Exception):  # before Excel 2019 nothing spills, and nobody knows the words
            if cells.api.HasSpill is False:
                return False
            return bool(cells.api.Count > 1 or cells.api.SpillParent.Address != cells.api.Address)
        return False

    def openings(self) -> frozenset[str]:
        """The handles of the workbook's windows: it has windows of its own since Excel 2013, and gets new ones
        whenever it is opened. Nothing is written into the workbook for it, which would be there after saving.
        """
        with suppress(Exception):  # a version that hasn't got them
            return frozenset(str(window.Hwnd) for window in self._book.api.Windows)
        return frozenset()

    def is_unsaved(self) -> bool:
        return not self._book.api.Saved

    def values(self, block: xw.Range) -> list[list[Any]]:
        return _values(block)

    def formulas(self, block: xw.Range) -> Iterable[Area]:
        """HasFormula answers on protected sheets, and without words: SpecialCells fails there, and says in Excel's
        own language that it found nothing.
        """
        return parts_where(block, lambda part: _answer(part.api.HasFormula))

    def hidden(self, rows: xw.Range) -> Iterable[Area]:
        return parts_where(rows, lambda part: _answer(part.api.EntireRow.Hidden))

    def one_step(self, title: str) -> AbstractContextManager[None]:
        return nullcontext()  # Excel forgets its undo steps when a macro changes something


class ExcelOnMac:
    """Excel through AppleScript, which doesn't tell a protection's options: they could not be put back."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    def openings(self) -> frozenset[str]:
        return frozenset()  # none of its scripting words is known to tell

    def is_unsaved(self) -> bool:
        return not self._book.api.saved.get()

    def values(self, block: xw.Range) -> list[list[Any]]:
        """An error has no value there, only a text; asking xlwings for the words fails for blocks of many rows."""
        rows = cast("list[list[Any]]", block.options(ndim=2).value)
        texts = block.api.string_value.get()
        texts = texts if isinstance(texts, list) else [texts]
        texts = texts if isinstance(texts[0], list) else [texts]
        return [
            [text if text in WORDS else value for value, text in zip(*both, strict=True)]
            for both in zip(rows, texts, strict=True)
        ]

    def formulas(self, block: xw.Range) -> Iterable[Area]:
        return parts_where(block, lambda part: _answer(part.api.has_formula.get()))

    def hidden(self, rows: xw.Range) -> Iterable[Area]:
        return parts_where(rows, lambda part: _answer(part.api.entire_row.hidden.get()))

    def unprotect(self, sheets: Sequence[xw.Sheet]) -> Callable[[], None]:
        for sheet in sheets:
            if sheet.api.protect_contents.get():
                raise Stop("sheet.protected", sheet=sheet.name)
        return lambda: None

    def is_spilled(self, cells: xw.Range) -> bool:
        return False  # it has no word for it

    def one_step(self, title: str) -> AbstractContextManager[None]:
        return nullcontext()


class LibreOffice:
    """LibreOffice through UNO."""

    def __init__(self, book: xw.Book) -> None:
        self._book = book

    @cached_property
    def _steps(self) -> Any:
        return self._ask(lambda: self._book.api.UndoManager)

    def openings(self) -> frozenset[str]:
        return frozenset((str(self._ask(lambda: self._book.api.RuntimeUID)),))

    def is_unsaved(self) -> bool:
        return bool(self._ask(lambda: self._book.api.isModified()))

    def values(self, block: xw.Range) -> list[list[Any]]:
        return _values(block)

    def formulas(self, block: xw.Range) -> Iterable[Area]:
        """Our own engine answers at once, on protected sheets as well."""
        found = cast("list[xw.Range]", block.get_special_cells("formulas"))
        return [area_of(one) for one in found]

    def hidden(self, rows: xw.Range) -> Iterable[Area]:
        return parts_where(rows, lambda part: _answer(part.rows.hidden))

    def unprotect(self, sheets: Sequence[xw.Sheet]) -> Callable[[], None]:
        """A sheet whose protection is lifted remembers its options."""
        lifted: list[Any] = []

        def put_back() -> None:
            for sheet in lifted:
                self._ask(partial(sheet.protect, ""))

        for sheet in (sheet.api for sheet in sheets):
            if not self._ask(sheet.isProtected):
                continue
            if not self._unprotected(sheet):
                put_back()
                raise Stop("sheet.protected", sheet=sheet.Name)
            lifted.append(sheet)
        return put_back

    def _unprotected(self, sheet: Any) -> bool:
        with suppress(Exception):  # it raises where there is a password
            sheet.unprotect("")
        return not self._ask(sheet.isProtected)

    def is_spilled(self, cells: xw.Range) -> bool:
        return False

    @contextmanager
    def one_step(self, title: str) -> Iterator[None]:
        self._ask(partial(self._steps.enterUndoContext, title))
        try:
            yield
        except BaseException as error:
            with suppress(ConnectionError):  # the program is gone, and with it what was changed
                self._ask(self._steps.leaveUndoContext)
                self._step_back(title)
            raise SteppedBack from error
        self._ask(self._steps.leaveUndoContext)

    def _step_back(self, title: str) -> None:
        """A step in which nothing was done isn't kept, and the one below it is somebody else's."""
        if (
            self._ask(self._steps.isUndoPossible)
            and self._ask(self._steps.getCurrentUndoActionTitle) == title
        ):
            self._ask(self._steps.undo)

    def _ask(self, question: Callable[[], Any]) -> Any:
        """UNO's exceptions break `with` statements, as nothing can be noted on them; so they end here.

        Raises ConnectionError where the program is gone.
        """
        try:
            return question()
        except Exception as error:
            message = str(error)
        self._book.name  # noqa: B018 - raises ConnectionError if nobody is there any more
        raise RuntimeError(message)


def _values(block: xw.Range) -> list[list[Any]]:
    return cast("list[list[Any]]", block.options(ndim=2, err_to_str=True).value)


def _answer(value: object) -> Answer:
    """Mixed is Null on Windows and a missing value on a Mac."""
    return value if isinstance(value, bool) else None
