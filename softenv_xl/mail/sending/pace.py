"""How fast mails may leave: providers keep their limits secret, and close a mailbox that sends many alike at once.

Reported by users: 163 refuses after a few identical mails, NetEase's business mail after 100 a day, Tencent's after 100 an hour.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from random import SystemRandom
from typing import NamedTuple, Protocol

from softenv_xl import clock
from softenv_xl.mail.sending.dispatch import Paused
from softenv_xl.words import Text

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)


class Limits(NamedTuple):
    """Seconds from one mail to the next, and how much these vary; mails in any hour and in any 24 hours."""

    apart: int = 20
    spread: int = 5
    hour: int = 40
    day: int = 200


class Clock(Protocol):
    """What the pace goes by: this moment (naive UTC), and waiting."""

    def now(self) -> datetime: ...

    def wait(self, seconds: float) -> None: ...


class SystemClock:
    """The computer's."""

    def now(self) -> datetime:
        return clock.now()

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)


class Pace:
    """Waits before a mail until it may leave."""

    def __init__(
        self,
        limits: Limits,
        sent: Iterable[datetime],
        clock: Clock,
        waiting: Callable[[datetime], None] = lambda until: None,
    ) -> None:
        """`sent`: when mails left this mailbox so far, those of earlier runs as well; `waiting` is told of a long wait."""
        self._limits, self._clock, self._waiting = limits, clock, waiting
        self._sent = sorted(sent)

    def wait(self) -> None:
        """Returns when the next mail may leave. Raises Paused where that is another day."""
        until = self._next()
        now = self._clock.now()
        if until <= now:
            return
        if self._many_of_a_day(now):
            why = Text(
                f"24 小时内已发 {self._limits.day} 封，达到“设置”中的上限",
                f"{self._limits.day} mails were sent within 24 hours, which is what the settings allow",
            )
            raise Paused(why, until)
        if until - now > timedelta(seconds=self._limits.apart + self._limits.spread):
            self._waiting(until)
        self._clock.wait((until - now).total_seconds())

    def left(self) -> None:
        """A mail was handed over, whether it was taken or not."""
        self._sent.append(self._clock.now())

    def _next(self) -> datetime:
        now, limits = self._clock.now(), self._limits
        times = [now]
        if self._sent:
            spread = SystemRandom().uniform(-limits.spread, limits.spread)
            times.append(self._sent[-1] + timedelta(seconds=max(0.0, limits.apart + spread)))
        if len(self._sent) >= limits.hour:
            times.append(self._sent[-limits.hour] + _HOUR)
        if len(self._sent) >= limits.day:
            times.append(self._sent[-limits.day] + _DAY)
        return max(times)

    def _many_of_a_day(self, now: datetime) -> bool:
        return len(self._sent) >= self._limits.day and self._sent[-self._limits.day] + _DAY > now
