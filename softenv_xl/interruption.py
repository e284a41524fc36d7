"""Whoever ends the program: Ctrl-C, a system that shuts down, a terminal that is closed.

All arrive as one exception, which no library takes for its own: what is begun is cleared away, and what was done is
told. A second signal ends the program on the spot; the store's files are whole even then.
"""

from __future__ import annotations

import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from softenv_xl.errors import log_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")


class Interrupted(BaseException):
    """The signal that ends the program has arrived."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def signals_raised() -> Iterator[None]:
    """Inside, signals raise Interrupted, but for those that whoever started the program has it ignore (nohup).

    What goes wrong where nobody can be told of it, in a thread or while something is thrown away, is logged.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    numbers = [number for name in _NAMES if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.getsignal(number) for number in numbers}
    handled = [number for number in numbers if before[number] is not signal.SIG_IGN]
    hooks = sys.unraisablehook, threading.excepthook

    def raise_it(number: int, _: FrameType | None) -> None:
        for each in handled:
            signal.signal(each, signal.SIG_DFL)
        raise Interrupted(number)

    for number in handled:
        signal.signal(number, raise_it)
    sys.unraisablehook, threading.excepthook = _log_unraisable, _log_unraisable
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, before[number])
        sys.unraisablehook, threading.excepthook = hooks


def _log_unraisable(raised: Any) -> None:
    if isinstance(raised.exc_value, Interrupted):
        signal.raise_signal(raised.exc_value.number)  # the next one ends the program
    elif raised.exc_value:
        log_of(raised.exc_value)
