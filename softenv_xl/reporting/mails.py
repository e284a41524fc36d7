"""What the command that sends says: the list, what became of it, and who got nothing."""

from __future__ import annotations

from collections.abc import Sequence

from softenv_xl import issue_listing
from softenv_xl.issues import Issue, Severity
from softenv_xl.mail.sending.kinds import State, Way
from softenv_xl.mail.sending.mail_ledger import Entry
from softenv_xl.mail.sending.plan import Plan
from softenv_xl.mail.sending.session import Sent
from softenv_xl.reporting.reporter import FINE, FOUND, Reporter
from softenv_xl.sentences import mails
from softenv_xl.terminal import print_json, print_line
from softenv_xl.words import Text


def report_plan(reporter: Reporter, plan: Plan, what: str, way: Way) -> int:
    """The list of a dry run; the exit code is 1 where somebody gets nothing who should."""
    if reporter.json:
        records = [mails.mail_record(mail, "planned", reporter.lang) for mail in plan.mails]
        print_json([*records, *_records(reporter, plan.issues, what)])
        return _code(plan.issues)
    list_plan(reporter, plan, what, way)
    return _code(plan.issues)


def list_plan(reporter: Reporter, plan: Plan, what: str, way: Way) -> None:
    """Every mail with its address and attachment; then who can't get one, and why."""
    for mail in plan.mails:
        print_line(mails.mail_line(mail)(reporter.lang), indent=2, whole=[mail.recipient])
    issue_listing.list_issues(plan.issues, reporter.lang)
    reporter.say(*mails.planned(plan, what, way))


def report_sent(reporter: Reporter, sent: Sent, what: str, way: Way) -> int:
    """What went, and what didn't."""
    issues = (*sent.plan.issues, *sent.outcome.issues)
    if reporter.json:
        done = {mail.key for mail in sent.outcome.done}
        state: State = "sent" if way == "smtp" else "drafted"
        records = [
            mails.mail_record(mail, state if mail.key in done else "planned", reporter.lang)
            for mail in sent.plan.mails
        ]
        print_json([*records, *_records(reporter, issues, what)])
        return _code(issues)
    for mail in sent.outcome.done:
        print_line(mails.mail_line(mail)(reporter.lang), indent=2, symbol="✓ ", whole=[mail.recipient])
    issue_listing.list_issues(issues, reporter.lang)
    page = sent.page
    reporter.say(*mails.sent(sent, way), *([page] if page else []))
    return _code(issues)


def report_decided(reporter: Reporter, entries: Sequence[Entry], *, sent: bool) -> None:
    """What somebody found out is noted."""
    words = (
        Text("已记为已发送", "noted as sent") if sent else Text("已记为未发送，可以再发", "noted as not sent")
    )
    for entry in entries:
        line = Text("{number} {to}：{words}。", "{number} {to}: {words}.")
        reporter.say(*line.format(number=entry.number, to=entry.to, words=words), entry.to)


def _records(reporter: Reporter, issues: Sequence[Issue], what: str) -> list[dict[str, str]]:
    return [mails.issue_record(issue, what, reporter.lang) for issue in issues]


def _code(issues: Sequence[Issue]) -> int:
    return FOUND if any(issue.severity is not Severity.NOTE for issue in issues) else FINE
