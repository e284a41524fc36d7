"""The buttons about returns: they are written, checked, taken in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import collecting, flow, history, issue_navigation, sentences
from softenv_xl.books import is_control
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.errors import Stop
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.intake.delivery import OUTBOX, files_in, inboxes
from softenv_xl.intake.returns import Delivery
from softenv_xl.mail import settings_file
from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.issues import Issue

_CHECKING, _PREPARING = Text("正在检查自查表", "Checking returns"), Text("正在生成自查表", "Writing returns")


def prepare(run: ButtonRun) -> Outcome:
    out = folder_of(run.book) / OUTBOX(run.lang)
    control = read_control_or_stop(run.live.read(), run.live.name)
    issuer = Issuer(control, _path(run), run.as_of)
    try:
        counts = flow.distribute(
            control,
            out,
            lambda number, of: run.counted(_PREPARING, number, of),
            run.as_of,
            issuer.for_return,
        )
    finally:
        issuer.keep()
    return Outcome(sentences.with_key_made(sentences.distributed(counts, out), made=issuer.made_key))


def validate(run: ButtonRun) -> Outcome:
    if is_control(run.live.tables()):
        return Outcome(sentences.highlighted(flow.highlight_issues(run.live, run.as_of)[0]))
    issues = _issues(run)
    for first in issue_navigation.issues_with_cells(run.book, issues)[:1]:
        issue_navigation.select_cell(run.book, first)
    return Outcome(sentences.validated(issues))


def next_issue(run: ButtonRun) -> Outcome:
    placed = issue_navigation.issues_with_cells(run.book, _issues(run))
    if not placed:
        return Outcome(sentences.NO_ISSUES, boxed=False)
    number = issue_navigation.after_selection(run.book, placed)
    hidden = issue_navigation.select_cell(run.book, placed[number])
    return Outcome(sentences.at_issue(number + 1, len(placed), placed[number], hidden=hidden), boxed=False)


def collect(run: ButtonRun) -> Outcome:
    """From the inbox; and from a mailbox, where one was set up for the button."""
    wanted = _by_mail() or collecting.Wanted()
    folder = folder_of(run.book)
    try:
        wanted = replace(wanted, files=files_in(inboxes(folder)))
    except Stop:  # who has a mailbox needs no inbox
        if wanted.account is None:
            raise
    history.took(wanted.files)

    def seen(done: int, of: int) -> None:
        run.counted(_CHECKING, done, of)

    took, changed = collecting.collect(run.live, _path(run), wanted, run.as_of, seen)
    return Outcome(sentences.with_news(sentences.collected(took), changed=changed))


def _path(run: ButtonRun) -> Path:
    return folder_of(run.book) / run.live.name


def _by_mail() -> collecting.Wanted | None:
    """The first account that the button reads as well. Raises Stop: mail.no-secret, mail.settings-broken."""
    if not settings_file().exists():  # before anything is loaded: most have none
        return None
    from softenv_xl.mail import accounts

    chosen = next((one for one in map(accounts.load, accounts.names()) if one.button), None)
    return collecting.Wanted(account=chosen, code=accounts.secret(chosen, ask=False)) if chosen else None


def _issues(run: ButtonRun) -> tuple[Issue, ...]:
    """What is wrong in the workbook as it is now, unsaved edits included."""
    saved = datetime.combine(run.as_of, time())
    return flow.validate(Delivery(run.live.name, "", saved, run.live.read()), None, run.as_of, run.lang)
