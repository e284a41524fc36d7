"""One run of sending, from what is prepared to what became of it. Commands and buttons call this."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path

import msgspec

from softenv_xl.errors import Stop
from softenv_xl.mail.sending import sources
from softenv_xl.mail.sending.dispatch import Outcome, Recorder, WayOut, dispatch
from softenv_xl.mail.sending.encryption import encrypted
from softenv_xl.mail.sending.kinds import Way, What
from softenv_xl.mail.sending.mail_ledger import DONE, UNCERTAIN, Entry, MailLedger
from softenv_xl.mail.sending.message import Sender, compose
from softenv_xl.mail.sending.plan import COPY, Around, Mail, Plan, plan
from softenv_xl.mail.sending.sources import Source, source
from softenv_xl.registers.mail_texts import SPEC as TEXTS
from softenv_xl.registers.mail_texts import read_texts
from softenv_xl.sheets.result import Result

_NOON = time(9)


@dataclass(frozen=True, slots=True)
class Job:
    """What is to be sent from which workbook, and how. `now` tells the moment (naive UTC)."""

    workbook: Path
    result: Result
    what: What
    way: Way
    sender: Sender | None
    now: Callable[[], datetime]
    password: str | None = None

    @property
    def dated(self) -> date:
        """The day that the mails bear: reminders a working day."""
        day = self.result.as_of
        return self.result.school.calendar.rolled(day, "work") if self.what == "reminders" else day


def prepared(
    job: Job, ledger: MailLedger, seen: Callable[[int, int], None] | None = None, *, dry_run: bool = False
) -> Plan:
    """Reads the files, and says who gets what; nothing is sent."""
    before = Counter(
        entry.number
        for entry in ledger
        if entry.what == "reminders" and entry.state in DONE | UNCERTAIN and not entry.key.endswith(COPY)
    )
    found = source(
        job.what, sources.Around(job.workbook, job.result, job.dated, before, seen, dry_run=dry_run)
    )
    return plan(found.drafted, ledger, _around(job, found))


def _around(job: Job, found: Source) -> Around:
    control = job.result.control
    rows = [row.values for row in control.checked[TEXTS.key].rows if row.sound]
    texts = read_texts(rows, control.lang)
    return Around(
        job.what,
        control.lang,
        control.campaign,
        job.dated,
        job.result.as_of,
        texts,
        found.folder,
        copies_apart=job.way == "smtp",
    )


def note_plan(job: Job, mails: Sequence[Mail], ledger: MailLedger) -> None:
    """Somebody has seen the list: from now on these may be sent without being asked again."""
    _recorder(job, ledger).plan(mails)


def seen_before(mails: Sequence[Mail], ledger: MailLedger, way: Way) -> list[Mail]:
    """Those that were on a list that somebody saw, to the same address, with the same file, for the same way out."""
    return [mail for mail in mails if _is_planned(ledger.of(mail.key), mail, way)]


def _is_planned(entry: Entry | None, mail: Mail, way: Way) -> bool:
    return bool(
        entry
        and entry.state in ("planned", "refused")
        and (entry.way, entry.to, entry.digest) == (way, mail.recipient, mail.digest)
    )


def carry_out(
    job: Job,
    mails: Sequence[Mail],
    way: WayOut,
    ledger: MailLedger,
    seen: Callable[[int, int], None] = lambda number, of: None,
) -> Outcome:
    """Hands the mails over. Raises Stop as ways do, and what `seen` raises."""
    recorder = _recorder(job, ledger)
    if job.way != "smtp":  # of that way the list was noted when it was shown
        recorder.plan(mails)
    return dispatch(mails, way, recorder, lambda mail: content(job, mail), seen)


def content(job: Job, mail: Mail) -> bytes:
    """The mail as it goes out."""
    attachment = mail.attachment
    if attachment and job.password:
        attachment = encrypted(attachment, job.password)
    return compose(
        mail.identity,
        mail.words,
        mail.to,
        job.sender,
        _moment(job),
        attachment,
        mail.copy_to,
        unsent=job.way == "eml",
    )


def _moment(job: Job) -> datetime:
    """Now; or where the mails bear another day, that morning."""
    now = job.now().replace(tzinfo=UTC).astimezone()
    return now if job.dated <= now.date() else datetime.combine(job.dated, _NOON, now.tzinfo)


def _recorder(job: Job, ledger: MailLedger) -> Recorder:
    return Recorder(ledger, job.way, job.sender, job.now)


def settle(ledger: MailLedger, way: Way, there: Sequence[Entry], now: datetime, *, absent: bool) -> None:
    """What was uncertain of that way and lies where it was to be put is drafted; where nothing else can be, `absent`, all
    others weren't made.
    """
    known = {entry.key for entry in there}
    for entry in uncertain(ledger, way):
        if entry.key in known:
            ledger.add(_changed(entry, "drafted", now))
        elif absent:
            ledger.add(_changed(entry, "planned", now))
        elif entry.state == "sending":
            ledger.add(_changed(entry, "unknown", now))


def uncertain(ledger: MailLedger, way: Way) -> list[Entry]:
    """Those of which nobody knows whether they went that way."""
    return [entry for entry in ledger if entry.state in UNCERTAIN and entry.way == way]


def decide(ledger: MailLedger, what: What, number: str, now: datetime, *, sent: bool) -> list[Entry]:
    """What somebody has found out about the mails to a person: that they went out, or that they didn't.

    Sent can be said of uncertain ones; not sent of whatever was handed over. Raises Stop: send.no-such-mail.
    """
    states = UNCERTAIN if sent else UNCERTAIN | {"drafted", "sent"}
    found = [
        entry for entry in ledger if (entry.what, entry.number) == (what, number) and entry.state in states
    ]
    if not found:
        raise Stop("send.no-such-mail", number=number)
    for entry in found:
        if entry.state == "sending":
            ledger.add(_changed(entry, "unknown", now))
        ledger.add(_changed(entry, "sent" if sent else "planned", now))
    return found


def _changed(entry: Entry, state: str, now: datetime) -> Entry:
    changed: Entry = msgspec.structs.replace(entry, state=state, at=now, said="")
    return changed
