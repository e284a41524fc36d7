"""Message boxes."""

from __future__ import annotations

from xlwings_libreoffice.office import Office
from xlwings_libreoffice.uno_runtime import constant, enum

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
