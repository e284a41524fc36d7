"""A campaign by mail, from the first return that is sent to the last reminder: every mail and every file is accounted for.

The office types commands; teachers and heads have a box each, work in what they find there, and answer.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from email.policy import SMTP
from hashlib import sha256
from itertools import cycle
from pathlib import Path
from random import Random

import pytest

from softenv_xl import cli, flow
from softenv_xl.control.workbook import read_control
from softenv_xl.demo import LAST_DAY, Mail, School
from softenv_xl.demo.clerks_work import WEEKS, do_weekly_work
from softenv_xl.demo.inbox import ROUNDS, SILENT, mails
from softenv_xl.demo.people import DEPARTMENTS
from softenv_xl.demo.registers_kept import ENTERED
from softenv_xl.demo.school import SEED, begin_school
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.arrivals import DIGITS
from softenv_xl.mail import accounts
from softenv_xl.mail.accounts import Account, Server
from softenv_xl.mail.sending.mail_ledger import read_ledger
from softenv_xl.mail.sending.pace import SystemClock
from tests.demo.correcting import MENDED, corrected
from tests.demo.department_work import Work
from tests.exchange.merge.departments import PackFile
from tests.exchange.merge.school import Office, waiting
from tests.mail.corpus import SPELLINGS, message, spelt, text
from tests.mail.dovecot import Dovecot
from tests.mail.post import Post, attached, box_of, post

pytestmark = pytest.mark.slow

DAY = date(2026, 8, 20)
OFFICE = "office@qinghe.example"
_SPELT = cycle(SPELLINGS)

Run = Callable[..., str]


@pytest.fixture
def town(server: Dovecot) -> Iterator[Post]:
    with post(server) as running:
        yield running


@pytest.fixture
def school(tmp_path: Path, town: Post) -> School:
    """Sixty people; nothing was sent yet. The office has an account."""
    made, _ = begin_school(tmp_path / "office", "zh", Random(SEED))
    own = {
        kind: Server(host="127.0.0.1", port=port, security="none")
        for kind, port in (("imap", town.server.port), ("smtp", town.port))
    }
    accounts.save(Account(name="office", provider="plain", address=OFFICE, user=box_of(OFFICE), **own))
    return made


@pytest.fixture
def run(school: School, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Types a command about the office's workbook, on a day where it asks for one; what it said."""
    monkeypatch.setattr(SystemClock, "wait", lambda self, seconds: None)
    monkeypatch.setenv("XDG_DATA_HOME", str(school.folder / "key"))

    def typed(day: date | None, command: str, *words: str) -> str:
        on = ["--as-of", str(day)] if day else []
        monkeypatch.setattr(sys, "argv", ["softenv-xl", command, str(school.control), *words, *on])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        assert ended.value.code in (0, 1), said.err
        return said.out

    return typed


def rows(school: School, table: str) -> list[dict[str, Value]]:
    read = read_control(FileWorkbook(school.control).read())
    return [dict(row.values) for row in read.checked[table].rows]


def standing(school: School, day: date) -> dict[str, str]:
    """Where everybody who owes a return is, by staff number."""
    result = flow.inspect(FileWorkbook(school.control), day)
    missing = {person.number: "missing" for person in result.missing}
    return {**missing, **result.ledger.states}


def ledger(school: School, *whats: str) -> Counter[str]:
    """How often each address is in the ledger of mails, and every one of them as sent or drafted."""
    entries = [entry for entry in read_ledger(school.control) if entry.what in whats]
    assert {entry.state for entry in entries} <= {"sent", "drafted"}
    return Counter(entry.to for entry in entries)


def sent(run: Run, day: date, what: str) -> None:
    """The office looks at the list, then has the server send it; and once more by mistake."""
    by_server = "send", "--what", what, "--as", "smtp"
    run(day, *by_server, "--dry-run")
    run(day, *by_server, "--yes")
    run(day, *by_server, "--yes")


def answers(mails: Iterable[Mail]) -> Iterator[tuple[str, str, bytes]]:
    """The mails with which teachers send these files: names in all spellings, one after the other."""
    for mail in mails:
        part = spelt(next(_SPELT), mail.content, name=mail.name)
        yield mail.sender.email, OFFICE, message(text("见附件"), part, sender=mail.sender.email)


def issued(school: School, town: Post, run: Run) -> dict[str, tuple[str, bytes]]:
    """Everybody who owes a return finds theirs in their box; files by staff number."""
    run(None, "distribute")
    sent(run, DAY, "returns")
    owing = {who.number: who.email for who in school.teachers if who.owes_return}
    assert ledger(school, "returns") == Counter(town.carried) == Counter(owing.values())
    found = {number: attached(*town.lies(box_of(email))) for number, email in owing.items()}
    assert dict(found.values()) == {path.name: path.read_bytes() for path in school.sent.iterdir()}
    return found


def collected(school: School, town: Post, run: Run, came: Sequence[Mail]) -> None:
    """In four rounds, with what the office does from week to week in between."""
    for day in (*ROUNDS, ENTERED):
        if day in WEEKS:
            do_weekly_work(school, day, FileWorkbook(school.control))
        town.hand_in(answers(mail for mail in came if mail.folder == day))
        run(day, "collect", "--imap")


def test_every_mail_and_every_file_is_accounted_for(
    school: School, town: Post, run: Run, tmp_path: Path
) -> None:
    blank = issued(school, town, run)
    came = mails(school.teachers, blank, Random(SEED), "zh")
    collected(school, town, run, came)
    assert entered(school) == {fingerprint(mail.content) for mail in came}
    before = standing(school, LAST_DAY)
    assert before.keys() == blank.keys()
    silent = blank.keys() - {mail.sender.number for mail in came}
    assert silent == {number for number, state in before.items() if state == "missing"}
    assert len(silent) == SILENT

    mended = corrected_by(school, town, run, before, came)
    after = standing(school, LAST_DAY)
    right = {who.number for who in school.teachers if who.email in mended}
    assert after == {**before, **dict.fromkeys(right, "accepted")}
    assert set(after.values()) == {"accepted", "missing", "unreadable"}
    assert entered(school) == {fingerprint(one) for one in (*(m.content for m in came), *mended.values())}

    work = packs_back(school, town, run, tmp_path / "heads")
    assert standing(school, LAST_DAY) == after
    merged(school, run, work)
    reminded(school, run, silent)
    everything_lies_in_its_box(school, town, len(came) + len(mended) + len(work))


def corrected_by(
    school: School, town: Post, run: Run, before: Mapping[str, str], came: Sequence[Mail]
) -> dict[str, bytes]:
    """What was wrong goes back, marked, as drafts that a person sends; it is put right and comes again: by address."""
    back = sent_back(school, town, run)
    wrong = {number for number, state in before.items() if state == "changes_requested"}
    assert set(back) == {who.email for who in school.teachers if who.number in wrong}
    last = {mail.sender.email: mail for mail in came}
    mended = {
        email: corrected(content, last[email], "zh")
        for email, content in back.items()
        if (fault := last[email].fault) and fault.name in MENDED
    }
    again = (replace(last[email], content=content, name="改.xlsx") for email, content in mended.items())
    town.hand_in(answers(again))
    run(LAST_DAY, "collect", "--imap")
    return mended


def merged(school: School, run: Run, work: Sequence[Work]) -> None:
    """What the departments typed stands in the office's workbook, or is asked about."""
    run(LAST_DAY, "merge")
    office = Office(school.folder, LAST_DAY)
    assert len(office.rows("packs_merged")) == len(work) == len(DEPARTMENTS)
    assert {each[:2] for each in waiting(office)} == {asked for each in work for asked in each.asked}
    for each in work:
        for (table, row, key), value in each.expected.items():
            assert office.row(table, row)[key] == value, (table, row, key)


def reminded(school: School, run: Run, silent: Collection[str]) -> None:
    """Whoever still owes something gets one mail, at the address that the packs brought."""
    sent(run, LAST_DAY, "reminders")
    addresses = {str(row["number"]): str(row["email"]) for row in rows(school, "people")}
    assert {addresses[number] for number in silent} <= set(ledger(school, "reminders"))
    assert set(ledger(school, "reminders").values()) == {1}


def everything_lies_in_its_box(school: School, town: Post, handed_in: int) -> None:
    """In everybody's box lies what the ledger says, and in the office's what people handed in."""
    everything = ledger(school, "returns", "returned", "packs", "reminders")
    assert Counter(to for to in town.carried if to != OFFICE) == everything
    assert {to: len(town.lies(box_of(to))) for to in everything} == everything
    assert len(town.lies(box_of(OFFICE))) == town.carried.count(OFFICE) == handed_in
    assert town.lies(box_of(OFFICE), "Drafts") == []


def entered(school: School) -> set[str]:
    """The fingerprints of all files on the sheet of what came; none is there twice."""
    found = [str(row["sha"]) for row in rows(school, "submissions") if row["sha"]]
    assert len(set(found)) == len(found)
    return set(found)


def fingerprint(content: bytes) -> str:
    return sha256(content).hexdigest()[:DIGITS]


def sent_back(school: School, town: Post, run: Run) -> dict[str, bytes]:
    """The copies in the teachers' boxes, by address."""
    run(LAST_DAY, "sendback")
    for _ in range(2):
        run(LAST_DAY, "send", "--what", "returned")
    drafts = town.lies(box_of(OFFICE), "Drafts", emptied=True)
    assert Counter(str(mail["To"]) for mail in drafts) == ledger(school, "returned")
    town.hand_in((OFFICE, str(mail["To"]), mail.as_bytes(policy=SMTP)) for mail in drafts)
    return {to: attached(town.lies(box_of(to))[-1])[1] for to in ledger(school, "returned")}


def packs_back(school: School, town: Post, run: Run, desk: Path) -> list[Work]:
    """Each head finds a pack, works in it and mails it back under another name; the office collects them."""
    run(LAST_DAY, "split")
    sent(run, LAST_DAY, "packs")
    heads, work = ledger(school, "packs"), list[Work]()
    desk.mkdir()
    for number, head in enumerate(sorted(heads)):
        path = desk / f"{number}.xlsx"
        path.write_bytes(attached(town.lies(box_of(head))[-1])[1])
        work.append(Work(PackFile(path), number))
        part = spelt(next(_SPELT), work[-1].pack.save(path).read_bytes(), name=f"{number} 改.xlsx")
        town.hand_in([(head, OFFICE, message(text("交回"), part, sender=head))])
    run(LAST_DAY, "collect", "--imap")
    assert len(list((school.folder / "部门交回").iterdir())) == len(heads)
    return work
