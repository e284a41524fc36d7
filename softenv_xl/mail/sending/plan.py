"""The plan: who gets what, and who can't and why. Pure: files were read before, and nothing is sent yet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from softenv_xl import catalogue
from softenv_xl.clock import local
from softenv_xl.documents.dates import written
from softenv_xl.issues import Issue, Place
from softenv_xl.mail.sending.addresses import address
from softenv_xl.mail.sending.letters import Drafted, Letter
from softenv_xl.mail.sending.mail_ledger import DONE, UNCERTAIN, Entry, MailLedger
from softenv_xl.mail.sending.message import Attachment, Words
from softenv_xl.mail.sending.wording import worded_mail
from softenv_xl.registers.mail_texts import MailText
from softenv_xl.registers.settings import Campaign
from softenv_xl.words import Lang, Text, listed

STATES = {
    "planned": Text("已列入", "on the list"),
    "sending": Text("正在发送", "being sent"),
    "drafted": Text("已成草稿", "drafted"),
    "sent": Text("已发送", "sent"),
    "refused": Text("被拒收", "refused"),
    "unknown": Text("不确定", "uncertain"),
}
"""What the ledger's states are called."""


COPY = "|copy"
"""How the keys of copies end."""


class Mail(NamedTuple):
    """One mail that can go. `source` is the attachment's place on the disk. A mail server is given one recipient at a time: the
    copy of a mail is the same mail once more, handed over for `envelope`.
    """

    key: str
    what: str
    number: str
    name: str
    department: str
    to: str
    words: Words
    attachment: Attachment | None = None
    source: str = ""
    copy_to: str | None = None
    envelope: str | None = None

    @property
    def recipient(self) -> str:
        """Whose mailbox it is for."""
        return self.envelope or self.to

    @property
    def identity(self) -> str:
        """The same for a mail and its copy."""
        return self.key.removesuffix(COPY)

    def copy(self) -> Mail | None:
        """The same mail for whoever gets a copy, if anybody does."""
        if not self.copy_to:
            return None
        return self._replace(key=f"{self.key}{COPY}", envelope=self.copy_to)

    @property
    def digest(self) -> str:
        return self.attachment.digest if self.attachment else ""


class Plan(NamedTuple):
    """`mails` in the order of the register; `issues` say who gets nothing and which files are sent to nobody."""

    mails: tuple[Mail, ...]
    issues: tuple[Issue, ...]


class Around(NamedTuple):
    """What all mails of a plan share: `dated` is the day that they bear, `folder` where their files are looked for.
    `copies_apart`: a copy is a mail of its own.
    """

    what: str
    lang: Lang
    campaign: Campaign
    dated: date
    as_of: date
    texts: Mapping[str, MailText]
    folder: str = ""
    copies_apart: bool = False


def plan(drafted: Drafted, ledger: MailLedger, around: Around) -> Plan:
    """What can go now, and a reason for everything else."""
    mails, issues = dict[str, Mail](), list(drafted.issues)
    for letter in drafted.letters:
        if trouble := _trouble(letter, around):
            issues.append(trouble)
            continue
        mail = _mail(mail_key(around, letter), letter, around)
        copy = mail.copy() if around.copies_apart else None
        for one in (mail, *([copy] if copy else [])):
            if earlier := _earlier(ledger.of(one.key), letter.person.name):
                issues.append(earlier)
            else:
                mails.setdefault(one.key, one)
    return Plan(tuple(mails.values()), tuple(issues))


def mail_key(around: Around, letter: Letter) -> str:
    """What, in which year, to whom, on which occasion: nobody gets two mails of one key."""
    return "|".join((around.what, str(around.campaign.year or ""), letter.person.number, letter.occasion))


def _trouble(letter: Letter, around: Around) -> Issue | None:
    person = letter.person
    about: dict[str, object] = {"name": person.name}
    kind = None
    if person.vanished or person.has_left(around.as_of):
        kind, about["day"] = catalogue.SEND_LEFT, written(person.left, around.lang) or "–"
    elif letter.needs_file and not letter.files:
        kind, about["folder"] = catalogue.SEND_NO_FILE, around.folder
    elif len({one.attachment.digest for one in letter.files}) > 1:
        kind, about["files"] = catalogue.SEND_SEVERAL_FILES, listed(one.path for one in letter.files)
    elif address(person.email) is None:
        kind = catalogue.SEND_NO_ADDRESS
    return Issue(kind, Place(row_id=person.number), about) if kind else None


def _earlier(entry: Entry | None, name: str) -> Issue | None:
    """What the ledger has to say against sending it once more."""
    if entry is None or entry.state not in DONE | UNCERTAIN:
        return None
    about: dict[str, object] = {
        "name": name,
        "number": entry.number,
        "time": local(entry.at),
        "subject": entry.subject,
    }
    if entry.state in DONE:
        about["state"] = STATES[entry.state]
        return Issue(catalogue.SEND_ALREADY, Place(row_id=entry.number), about)
    return Issue(catalogue.SEND_UNKNOWN, Place(row_id=entry.number), about)


def _mail(key: str, letter: Letter, around: Around) -> Mail:
    person, found = letter.person, next(iter(letter.files), None)
    copy = letter.copy_to
    return Mail(
        key,
        around.what,
        person.number,
        person.name,
        letter.fields.get("department", person.department),
        address(person.email) or "",
        worded_mail(letter, around.texts[letter.kind], around.campaign, around.dated, around.lang),
        found.attachment if found else None,
        found.path if found else "",
        address(copy.email) if copy else None,
    )
