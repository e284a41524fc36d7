"""Opens the way out, makes the plan, has it looked at, and carries it out: what a command and a button both do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from softenv_xl import catalogue
from softenv_xl.documents.dates import written
from softenv_xl.errors import Stop
from softenv_xl.issues import Issue
from softenv_xl.mail import accounts
from softenv_xl.mail.accounts import Account
from softenv_xl.mail.sending import eml_folder
from softenv_xl.mail.sending.addresses import first_address
from softenv_xl.mail.sending.dispatch import Lost, Outcome, WayOut
from softenv_xl.mail.sending.drafts import DraftsWay
from softenv_xl.mail.sending.kinds import WHATS, Way, What
from softenv_xl.mail.sending.mail_ledger import MailLedger, open_ledger, read_ledger
from softenv_xl.mail.sending.message import Sender
from softenv_xl.mail.sending.outgoing import (
    Job,
    carry_out,
    note_plan,
    prepared,
    seen_before,
    settle,
    uncertain,
)
from softenv_xl.mail.sending.pace import Clock, Limits, Pace, SystemClock
from softenv_xl.mail.sending.plan import Mail, Plan
from softenv_xl.mail.sending.server import connect
from softenv_xl.mail.sending.smtp import SmtpWay
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.reminders import reminded, reminders
from softenv_xl.sheets.result import Result

NOTHING_DONE = Outcome((), (), 0)


def _nobody(*_: object) -> None:
    """Where nobody watches."""


@dataclass(frozen=True, slots=True)
class Session:
    """What is to be sent, from which workbook, and by what. `account` is None where none is set up; `waiting` is told of long
    waits, `seen` of each mail before it is begun, `read` how many files of how many were read; `write` writes into the workbook.
    """

    workbook: Path
    result: Result
    what: What
    way: Way
    account: Account | None = None
    password: str | None = None
    clock: Clock = field(default_factory=SystemClock)
    seen: Callable[[int, int], None] = _nobody
    read: Callable[[int, int], None] | None = None
    waiting: Callable[[datetime], None] = _nobody
    write: Callable[[Patch], object] | None = None

    @property
    def job(self) -> Job:
        sender = sender_of(self.result, self.account)
        now = self.clock.now
        return Job(self.workbook, self.result, self.what, self.way, sender, now, self.password)

    @property
    def folder(self) -> Path:
        """Where drafts in files go."""
        control = self.result.control
        return self.workbook.parent / eml_folder.folder_for(self.what, self.result.as_of, control.lang)


class Sent(NamedTuple):
    """What a run came to; `page` lists the drafts in files."""

    plan: Plan
    outcome: Outcome
    page: Path | None = None


def default_account() -> Account | None:
    """The first account that was set up, if there is one."""
    try:
        return accounts.load()
    except Stop as stop:
        if stop.code != "mail.no-account":
            raise
        return None


def default_way(account: Account | None) -> Way:
    """Drafts in the mailbox where one is set up, else files."""
    return "drafts" if account else "eml"


def sender_of(result: Result, account: Account | None) -> Sender | None:
    """The account's address, or the one among the office's contact, with the school's name."""
    campaign = result.control.campaign
    address = account.address if account else first_address(campaign.office)
    return Sender(address, campaign.school or "") if address else None


def look(session: Session) -> Plan:
    """The dry run: who gets what. Of mails that a server is to send it is noted that the list was shown."""
    if session.way != "smtp":
        return prepared(session.job, read_ledger(session.workbook), session.read, dry_run=True)
    with open_ledger(session.workbook) as ledger:
        plan = prepared(session.job, ledger, session.read, dry_run=True)
        note_plan(session.job, plan.mails, ledger)
        return plan


def last_run(workbook: Path) -> tuple[What, Way]:
    """What a run was about that left something undone, and its way. Raises Stop: send.nothing-to-resume."""
    open_ones = [entry for entry in read_ledger(workbook) if entry.state in ("planned", "refused")]
    if open_ones and (what := next((one for one in WHATS if one == open_ones[-1].what), None)):
        return what, open_ones[-1].way
    raise Stop("send.nothing-to-resume")


def run(session: Session, agreed: Callable[[Plan], bool | None], *, resuming: bool = False) -> Sent:
    """Sends what is to be sent, once `agreed` has shown the list and says so. None: nobody can be asked, and a list that was
    shown before has to do, as it does for what is gone on with (`resuming`).

    Raises Stop: send.dry-run-first, and those of the way.
    """
    with open_ledger(session.workbook) as ledger, _opened(session, ledger) as way:
        plan = prepared(session.job, ledger, session.read)
        mails = _agreed(session, plan, ledger, agreed, resuming=resuming)
        if day_off := _day_off(session):
            plan, mails = plan._replace(issues=(*plan.issues, day_off)), ()
        outcome = carry_out(session.job, mails, way, ledger, session.seen) if mails else NOTHING_DONE
        page = _page(session, ledger) if session.way == "eml" else None
    if unnoted := _note_reminders(session, outcome):
        outcome = outcome._replace(issues=(*outcome.issues, unnoted))
    return Sent(plan, outcome, page)


def _note_reminders(session: Session, outcome: Outcome) -> Issue | None:
    """The sheet of reminders shows how often each was reminded. Where that can't be written, the ledger knows all the same."""
    who = {mail.number for mail in outcome.done}
    if session.what != "reminders" or not who or not session.write:
        return None
    keys = {one.key for one in reminders(session.result) if one.number in who}
    try:
        session.write(Patch((reminded(session.result.control, keys, session.job.dated),)))
    except Stop as stop:
        return Issue(catalogue.SEND_NOT_NOTED, arguments={"why": stop.cause})
    return None


def _agreed(
    session: Session,
    plan: Plan,
    ledger: MailLedger,
    agreed: Callable[[Plan], bool | None],
    *,
    resuming: bool,
) -> Sequence[Mail]:
    seen = seen_before(plan.mails, ledger, session.way)
    if resuming:
        return seen
    answer = agreed(plan)
    if answer is None and len(seen) < len(plan.mails):
        raise Stop("send.dry-run-first", count=len(plan.mails) - len(seen))
    if answer and session.way == "smtp":
        note_plan(session.job, plan.mails, ledger)
    return () if answer is False else plan.mails


def _day_off(session: Session) -> Issue | None:
    """Reminders by a server leave on working days alone."""
    job, lang = session.job, session.result.control.lang
    if session.way != "smtp" or job.dated == session.result.as_of:
        return None
    about = {"day": written(session.result.as_of, lang), "next": written(job.dated, lang)}
    return Issue(catalogue.SEND_DAY_OFF, arguments=about)


@contextmanager
def _opened(session: Session, ledger: MailLedger) -> Iterator[WayOut]:
    """The way out, after what was uncertain of it has been looked up."""
    now = session.clock.now()
    if session.way == "eml":
        files = eml_folder.EmlWay(session.folder, session.workbook.parent)
        settle(ledger, "eml", files.found(uncertain(ledger, "eml")), now, absent=True)
        yield files
        return
    account = session.account or accounts.load()
    if session.way == "drafts":
        with _mailbox(account, ledger, now) as drafts:
            yield drafts
        return
    settle(ledger, "smtp", (), now, absent=False)
    code = accounts.secret(account)
    pace = Pace(_limits(session.result), _left(ledger), session.clock, session.waiting)
    server = SmtpWay(lambda: connect(account, code), account.address, pace, session.clock)
    try:
        yield server
    finally:
        server.close()


@contextmanager
def _mailbox(account: Account, ledger: MailLedger, now: datetime) -> Iterator[DraftsWay]:
    """Before anything is begun a lost connection is like none at all."""
    with ExitStack() as stack:
        try:
            drafts = DraftsWay(stack.enter_context(accounts.imap(account)))
            there = list(drafts.found(uncertain(ledger, "drafts")))
        except (Lost, *accounts.LOST) as error:
            server, reason = account.imap, accounts.server_words(error)
            raise Stop("mail.no-connection", host=server.host, port=server.port, reason=reason) from None
        settle(ledger, "drafts", there, now, absent=False)
        yield drafts


def _limits(result: Result) -> Limits:
    numbers = {key: result.school.number(f"mail_{key}") for key in ("apart", "hour", "day")}
    return Limits(**numbers, spread=min(Limits().spread, numbers["apart"] // 4))


def _left(ledger: MailLedger) -> list[datetime]:
    return [
        entry.at for entry in ledger if entry.way == "smtp" and entry.state in ("sending", "sent", "unknown")
    ]


def _page(session: Session, ledger: MailLedger) -> Path | None:
    people = {person.number: person for person in session.result.control.people}
    drafts = [entry for entry in ledger if entry.way == "eml" and entry.place]
    return eml_folder.finish(session.folder, drafts, people, session.result.control.lang)
