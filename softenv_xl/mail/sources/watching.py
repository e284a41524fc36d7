"""Waits for mail: told by the server where it can (IDLE), else every five minutes. Nothing is fetched here."""

from __future__ import annotations

import time
from collections.abc import Callable

from softenv_xl.errors import Stop
from softenv_xl.mail.accounts import LOST, Account, imap
from softenv_xl.mail.sources.folders import examine

POLL = 300.0
"""Seconds between two looks, where the server doesn't tell."""

# RFC 2177 has a client begin anew before half an hour is over; routers forget a silent connection sooner.
_IDLE = 9 * 60.0
_LONGEST = 60 * 60.0
_FIRST = 60.0


class Waiting:
    """One account that is watched; what goes wrong is tried again after 1, 2, 4 … 60 minutes."""

    def __init__(
        self, account: Account, code: str, pause: Callable[[float], None] = time.sleep, idle: float = _IDLE
    ) -> None:
        self._account, self._code, self._pause, self._idle = account, code, pause, idle
        self._wait, self._next = 0.0, 0

    def went_well(self) -> None:
        self._wait = 0.0

    def went_wrong(self) -> None:
        """The next look comes later, each time twice as late."""
        self._wait = min(_LONGEST, self._wait * 2 or _FIRST)

    def until_something_comes(self) -> None:
        """Returns when something may have come, what came while nobody waited as well."""
        if self._wait:
            self._pause(self._wait)
            return
        try:
            with imap(self._account, self._code) as mailbox:
                if "IDLE" in mailbox.client.capabilities:
                    before, (_, self._next) = self._next, examine(mailbox, "INBOX")
                    if before == self._next:  # the first time nobody knows what came since the last look
                        mailbox.idle.wait(timeout=self._idle)
                    return
        except (*LOST, Stop, ValueError):  # whoever fetches next will say what it is
            self._pause(_FIRST)
            return
        self._pause(POLL)
