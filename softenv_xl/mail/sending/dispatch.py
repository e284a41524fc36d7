"""Carries a plan out, mail by mail: every step stands in the ledger before the next one is taken.

Wherever it is ended, by a lost connection, a signal or a cut of power, the ledger tells of each mail whether it went out,
didn't, or may have.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from softenv_xl import catalogue
from softenv_xl.clock import local
from softenv_xl.errors import Stop
from softenv_xl.issues import Issue, Place
from softenv_xl.mail.sending.kinds import State, Way
from softenv_xl.mail.sending.mail_ledger import Entry, MailLedger
from softenv_xl.mail.sending.message import Sender, message_id
from softenv_xl.mail.sending.plan import Mail
from softenv_xl.words import Text

Begin = Callable[[str], None]
"""Called right before a mail is handed over, with the place where it is put: from here on it may have gone out."""


class Refused(Exception):  # noqa: N818 - an answer, not a fault of the program
    """The mail wasn't taken, and the answer says why. `ends` the run where the next mail would fare no better."""

    def __init__(self, said: str, *, ends: bool = False) -> None:
        super().__init__(said)
        self.said = said
        self.ends = ends


class Paused(Exception):  # noqa: N818
    """No more for now: the pace of the settings, or the provider's own limit. `refused` where it was said of this mail."""

    def __init__(self, why: Text, until: datetime, said: str = "", *, refused: bool = False) -> None:
        super().__init__(said)
        self.why, self.until, self.said, self.refused = why, until, said, refused


class Lost(Exception):  # noqa: N818
    """The connection broke. `certain`: the mail hadn't been handed over whole, so it can't have been taken."""

    def __init__(self, why: object, *, certain: bool) -> None:
        super().__init__(str(why))
        self.certain = certain


class WayOut(Protocol):
    """Drafts in the mailbox, files, or a mail server."""

    @property
    def name(self) -> Way: ...

    @property
    def done(self) -> State:
        """What a mail is afterwards."""
        ...

    def deliver(self, mail: Mail, content: bytes, begin: Begin) -> None:
        """Raises Refused, Paused, Lost."""
        ...


class Outcome(NamedTuple):
    """What became of a plan: `done` went the whole way, `left` weren't begun."""

    done: tuple[Mail, ...]
    issues: tuple[Issue, ...]
    left: int


class Recorder:
    """Writes one mail's steps into the ledger."""

    def __init__(
        self, ledger: MailLedger, way: Way, sender: Sender | None, now: Callable[[], datetime]
    ) -> None:
        self._ledger, self._way, self._sender, self._now = ledger, way, sender, now

    def entry(self, mail: Mail, state: State, place: str = "", said: str = "") -> Entry:
        """The step as the ledger has it; the place is kept once it is known."""
        before = self._ledger.of(mail.key)
        return Entry(
            key=mail.key,
            state=state,
            at=self._now(),
            way=self._way,
            what=mail.what,
            number=mail.number,
            to=mail.recipient,
            subject=mail.words.subject,
            digest=mail.digest,
            message_id=message_id(mail.identity, self._sender),
            place=place or (before.place if before and state != "planned" else ""),
            said=said,
        )

    def plan(self, mails: Sequence[Mail]) -> None:
        """Somebody has seen the list."""
        self._ledger.add(*(self.entry(mail, "planned") for mail in mails))

    def add(self, mail: Mail, state: State, place: str = "", said: str = "") -> None:
        self._ledger.add(self.entry(mail, state, place, said))


def dispatch(
    mails: Sequence[Mail],
    way: WayOut,
    recorder: Recorder,
    content: Callable[[Mail], bytes],
    seen: Callable[[int, int], None] = lambda number, of: None,
) -> Outcome:
    """Hands the mails over, one after the other, until all are or something ends it.

    `seen` is told of each before it is begun; what it raises ends the run between two mails. Raises Stop where the very
    first one can't be begun.
    """
    done, issues = list[Mail](), list[Issue]()
    for number, mail in enumerate(mails):
        seen(number + 1, len(mails))
        left = len(mails) - number
        try:
            came = _hand_over(mail, way, recorder, content, left)
        except Stop as stop:
            if not done:
                raise
            why = Issue(catalogue.SEND_CUT, arguments={"why": stop.cause, "left": left})
            return Outcome(tuple(done), (*issues, why), left)
        issues += came.issues
        if came.taken:
            done.append(mail)
        if came.ends:
            return Outcome(tuple(done), tuple(issues), left if came.again else left - 1)
    return Outcome(tuple(done), tuple(issues), 0)


class _Came(NamedTuple):
    """What became of one mail: `again` where it is still to be handed over, `ends` where it is the last one for now."""

    taken: bool = False
    issues: tuple[Issue, ...] = ()
    ends: bool = False
    again: bool = False


def _hand_over(
    mail: Mail, way: WayOut, recorder: Recorder, content: Callable[[Mail], bytes], left: int
) -> _Came:
    begun = False

    def begin(place: str) -> None:
        nonlocal begun
        recorder.add(mail, "sending", place)
        begun = True

    try:
        way.deliver(mail, content(mail), begin)
    except Refused as refused:
        recorder.add(mail, "refused", said=refused.said)
        return _Came(issues=(_refused(mail, refused.said),), ends=refused.ends)
    except Paused as paused:
        if paused.refused:
            recorder.add(mail, "refused", said=paused.said)
        return _Came(issues=(_paused(paused),), ends=True, again=True)
    except Lost as lost:
        return _lost(mail, lost, recorder, left, begun=begun)
    recorder.add(mail, way.done)
    return _Came(taken=True)


def _lost(mail: Mail, lost: Lost, recorder: Recorder, left: int, *, begun: bool) -> _Came:
    """Before it was begun, or handed over whole, it is to be sent as before; afterwards nobody knows."""
    uncertain = begun and not lost.certain
    if begun:
        recorder.add(mail, "unknown" if uncertain else "planned")
    left -= uncertain
    issues = [_uncertain(mail, recorder)] if uncertain else []
    issues.append(Issue(catalogue.SEND_CUT, arguments={"why": str(lost), "left": left}))
    return _Came(issues=tuple(issues), ends=True, again=not uncertain)


def _refused(mail: Mail, said: str) -> Issue:
    about = {"name": mail.name, "said": said, "to": mail.recipient}
    return Issue(catalogue.SEND_REFUSED, Place(row_id=mail.number), about)


def _paused(paused: Paused) -> Issue:
    return Issue(catalogue.SEND_LIMIT, arguments={"why": paused.why, "time": local(paused.until)})


def _uncertain(mail: Mail, recorder: Recorder) -> Issue:
    entry = recorder.entry(mail, "unknown")
    about = {
        "name": mail.name,
        "number": mail.number,
        "time": local(entry.at),
        "subject": mail.words.subject,
    }
    return Issue(catalogue.SEND_UNKNOWN, Place(row_id=mail.number), about)
