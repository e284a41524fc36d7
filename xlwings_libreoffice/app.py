"""One running LibreOffice, and its message boxes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlwings_libreoffice.books import Books
from xlwings_libreoffice.formula_parts import Functions
from xlwings_libreoffice.member import Member
from xlwings_libreoffice.office import Office
from xlwings_libreoffice.uno_runtime import constant, enum, properties, soffice

if TYPE_CHECKING:
    from xlwings_libreoffice.engine import Apps, Engine
    from xlwings_libreoffice.moving import Moving
    from xlwings_libreoffice.range import Range


_BUTTONS = {
    "ok": ("BUTTONS_OK", "ok"),
    "ok_cancel": ("BUTTONS_OK_CANCEL", "cancel"),
    "yes_no": ("BUTTONS_YES_NO", "no"),
    "yes_no_cancel": ("BUTTONS_YES_NO_CANCEL", "cancel"),
}
_KINDS = {None: "MESSAGEBOX", "info": "INFOBOX", "critical": "WARNINGBOX"}
_ANSWERS = {0: "cancel", 1: "ok", 2: "yes", 3: "no"}


def alert(office: Office, prompt: str, title: str, buttons: str, mode: str | None) -> str:
    """The name of the button that was pressed: ok, cancel, yes or no.

    An office without windows can ask nobody: then it is the button that does nothing.
    """
    name, careful = _BUTTONS[buttons]
    if office.headless:
        return careful
    toolkit = office.service("awt.Toolkit")
    frame = office.desktop.getCurrentFrame()
    window = frame.getContainerWindow() if frame else toolkit.getDesktopWindow()
    kind = "QUERYBOX" if buttons != "ok" and mode is None else _KINDS[mode]
    box = toolkit.createMessageBox(
        window, enum("awt.MessageBoxType", kind), constant(f"awt.MessageBoxButtons.{name}"), title, prompt
    )
    answer = _ANSWERS.get(box.execute(), careful)
    box.dispose()
    return answer


_CALCULATIONS = {"automatic": True, "manual": False}


class App(Member, base_classes.App):
    """`office` is the connection; everything of this app reaches LibreOffice through it."""

    # kept, and given back, for scripts that switch them off and on; LibreOffice has nothing like them
    display_alerts = True
    enable_events = True
    interactive = True

    def __init__(self, office: Office, apps: Apps) -> None:
        self.office = office
        self._apps = apps
        self._books = Books(self)
        self._visible = not office.headless
        self._screen_updating = True
        self._locked: list[Any] = []
        self._calculation = "automatic"
        self._functions: Functions | None = None
        self._status: str | bool = False
        self.clipboard: Moving | None = None
        """What `Range.copy()` without a destination has put aside for `Range.paste()`."""

    @property
    def api(self) -> Any:
        """The UNO desktop."""
        return self.office.desktop

    @property
    def engine(self) -> Engine:
        return self._apps.engine

    @property
    def books(self) -> Books:
        return self._books

    @property
    def shared(self) -> bool:
        """Whether others than this Python may change its books."""
        return self._visible or not self.office.owned

    def functions(self, document: Any) -> Functions:
        """How functions are called on either side; asked for once, through any document."""
        if self._functions is None:
            self._functions = Functions.of(document)
        return self._functions

    @property
    def selection(self) -> Range | None:
        """The selected cells of the active book; None where something else is selected, or several areas."""
        return self.books.active.selection if len(self.books) else None

    def activate(self, steal_focus: bool = False) -> None:
        self._apps.activate(self)

    @property
    def visible(self) -> bool:
        return self._visible

    @visible.setter
    def visible(self, value: bool) -> None:
        if self.office.headless:  # started without windows: there is nothing to show
            return
        self._visible = bool(value)
        for book in self.books:
            book.window.setVisible(self._visible)

    def quit(self) -> None:
        """Closes all books without saving and ends LibreOffice, if it was started here."""
        if self.office.owned and self.office.answers():
            for book in self.books:
                book.close()
        self.office.quit()
        self._apps.forget(self)

    def kill(self) -> None:
        self.office.kill()
        self._apps.forget(self)

    @property
    def screen_updating(self) -> bool:
        return self._screen_updating

    @screen_updating.setter
    def screen_updating(self, value: bool) -> None:
        if value == self._screen_updating:
            return
        if value:
            for document in self._locked:
                if document in [book.api for book in self.books]:
                    document.unlockControllers()
            self._locked = []
        else:
            for book in self.books:
                book.remembered.clear()
            self._locked = [book.api for book in self.books]
            for document in self._locked:
                document.lockControllers()
        self._screen_updating = bool(value)

    @property
    def calculation(self) -> str:
        return self._calculation

    @calculation.setter
    def calculation(self, value: str) -> None:
        if value not in _CALCULATIONS:
            raise NotImplementedError(
                f"App.calculation = {value!r} is not supported by the LibreOffice engine"
            )
        self._calculation = value
        for book in self.books:
            self.prepare(book.api)

    def prepare(self, document: Any) -> None:
        """Gives a document the settings that are the app's in Excel."""
        document.enableAutomaticCalculation(_CALCULATIONS[self._calculation])

    def calculate(self) -> None:
        for book in self.books:
            book.api.calculate()

    @property
    def version(self) -> str:
        """LibreOffice's own, `7.4` for instance."""
        return str(self._setting("/org.openoffice.Setup/Product", "ooSetupVersion"))

    @property
    def path(self) -> str:
        """The folder of LibreOffice's programs."""
        return str(soffice().resolve().parent)

    def _setting(self, path: str, name: str) -> Any:
        provider = self.office.service("configuration.ConfigurationProvider")
        access = provider.createInstanceWithArguments(
            "com.sun.star.configuration.ConfigurationAccess", properties(nodepath=path)
        )
        return access.getByName(name)

    @property
    def pid(self) -> int:
        return self.office.pid

    @property
    def hwnd(self) -> int | None:
        """None: LibreOffice's windows have no handle that other programs could use."""
        return None

    @property
    def status_bar(self) -> str | bool:
        return self._status

    @status_bar.setter
    def status_bar(self, value: str | bool) -> None:
        """A text, or False for LibreOffice's own."""
        self._status = value if isinstance(value, str) else False
        if not len(self.books):
            return
        indicator = self.books.active.controller.getStatusIndicator()
        if indicator is not None:
            if isinstance(value, str):
                indicator.start(value, 0)
            else:
                indicator.end()

    @property
    def cut_copy_mode(self) -> str | None:
        return "copy" if self.clipboard else None

    @cut_copy_mode.setter
    def cut_copy_mode(self, value: bool) -> None:
        if not value:
            self.clipboard = None

    def alert(
        self, prompt: str | None, title: str | None, buttons: str | None, mode: str | None, callback: Any
    ) -> str:
        """Asks in a message box; without windows nobody can answer, and the answer is the careful one."""
        return alert(self.office, str(prompt or ""), str(title or "LibreOffice"), buttons or "ok", mode)
