"""Reminders: one mail for each person, on working days, copied to the head from the third one on. And slips, each for one."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from smtplib import SMTP

import pytest

from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.mail.sending.dispatch import Recorder
from softenv_xl.mail.sending.kinds import State
from softenv_xl.mail.sending.mail_ledger import open_ledger, read_ledger
from softenv_xl.mail.sending.message import Words
from softenv_xl.mail.sending.outgoing import carry_out, content, note_plan, prepared
from softenv_xl.mail.sending.pace import Limits, Pace
from softenv_xl.mail.sending.plan import Mail, Plan
from softenv_xl.mail.sending.session import Session, look, run
from softenv_xl.mail.sending.smtp import SmtpWay
from softenv_xl.registers import departments, holidays, settings
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from tests.mail.sending.mails import Box, Wrist, subject_of
from tests.mail.sending.test_plan import ADDRESSES, job, result_of, staff, told
from tests.support import small_school
from tests.support.small_school import GROUPS, NAMES, NUMBERS

FRIDAY, SATURDAY, MONDAY = date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 23)


def school(*, head: int = 0) -> bytes:
    """Nobody has sent anything, and the day for it is over; one of the three heads both departments."""
    package = staff(*ADDRESSES)
    package = apply(
        package, Patch((), (CellPatch(settings.SPEC.name("returns_due"), date(2026, 9, 10)),)), "c.xlsx"
    )
    rows: list[dict[str, Value]] = [{"name": group("zh"), "head": NAMES[head]("zh")} for group in GROUPS]
    control = small_school.control_of(package)
    groups = table_patch(control, departments.SPEC, [Placed(at, row) for at, row in enumerate(rows)])
    return apply(package, Patch((groups,)), "c.xlsx")


def reminded(workbook: Path, number: str, *days: date, state: State = "drafted") -> None:
    """They had a reminder on each of those days."""
    with open_ledger(workbook) as ledger:
        recorder = Recorder(ledger, "drafts", None, Wrist().now)
        for day in days:
            key = f"reminders|2026|{number}|{day}"
            mail = Mail(key, "reminders", number, "", "", "a@b.cn", Words("s", "b"))
            steps: tuple[State, ...] = ("planned", "sending", state)
            for each in steps:
                recorder.add(mail, each)


def plan(workbook: Path, result: Result) -> Plan:
    return prepared(job(workbook, result, "reminders"), read_ledger(workbook))


def test_one_mail_for_each_person(workbook: Path) -> None:
    found = plan(workbook, result_of(school(), FRIDAY))
    assert sorted(mail.to for mail in found.mails) == sorted(ADDRESSES)
    [first] = [mail for mail in found.mails if mail.to == ADDRESSES[0]]
    assert first.words.body.startswith("王芳老师：\n")
    assert "- 未交自查表" in first.words.body
    assert "2026年11月25日前" in first.words.body
    assert first.attachment is None
    assert {mail.copy_to for mail in found.mails} == {None}


@pytest.mark.parametrize(
    ("day", "dated", "answer"),
    [(FRIDAY, FRIDAY, "11月25日"), (SATURDAY, MONDAY, "11月26日"), (date(2026, 11, 22), MONDAY, "11月26日")],
)
def test_they_bear_a_working_day(workbook: Path, day: date, dated: date, answer: str) -> None:
    result = result_of(school(), day)
    by_file = job(workbook, result, "reminders")
    [mail, *_] = prepared(by_file, read_ledger(workbook)).mails
    assert f"（{dated.year}年{dated.month}月{dated.day}日）" in mail.words.subject
    assert f"2026年{answer}前" in mail.words.body
    assert mail.key.endswith(dated.isoformat())
    header = next(
        line for line in content(by_file, mail).decode("ascii").splitlines() if line.startswith("Date:")
    )
    if dated > day:
        assert f"{dated.day} Nov 2026 09:00:00" in header


def test_holidays_and_make_up_days_count(workbook: Path) -> None:
    package = school()
    control = small_school.control_of(package)
    rows: list[dict[str, Value]] = [
        {"day": SATURDAY, "kind": "make_up", "name": "x"}, {"day": FRIDAY, "kind": "holiday", "name": "y"},
    ]  # fmt: skip
    patch = Patch((table_patch(control, holidays.SPEC, [Placed(at, row) for at, row in enumerate(rows)]),))
    result = result_of(apply(package, patch, "c.xlsx"), FRIDAY)
    assert job(workbook, result, "reminders").dated == SATURDAY


@pytest.mark.parametrize(("before", "copied"), [(0, False), (1, False), (2, True), (5, True)])
def test_the_head_gets_a_copy_after_the_second(workbook: Path, before: int, copied: bool) -> None:
    reminded(workbook, NUMBERS[1], *(date(2026, 10, 1 + day) for day in range(before)))
    mails = {mail.number: mail for mail in plan(workbook, result_of(school(), FRIDAY)).mails}
    assert mails[NUMBERS[1]].copy_to == (ADDRESSES[0] if copied else None)
    assert ("再次催办" in mails[NUMBERS[1]].words.subject) == copied
    assert mails[NUMBERS[0]].copy_to is None


def test_a_head_gets_no_copy_of_their_own(workbook: Path) -> None:
    reminded(workbook, NUMBERS[0], *(date(2026, 10, day) for day in range(1, 6)))
    mails = {mail.number: mail for mail in plan(workbook, result_of(school(), FRIDAY)).mails}
    assert mails[NUMBERS[0]].copy_to is None


def test_one_a_day_and_the_next_one_on_another_day(workbook: Path) -> None:
    package = school()
    assert len(plan(workbook, result_of(package, FRIDAY)).mails) == 3
    reminded(workbook, NUMBERS[0], FRIDAY)
    found = plan(workbook, result_of(package, FRIDAY))
    assert len(found.mails) == 2
    assert told(found) == [("send.already", NUMBERS[0])]
    assert len(plan(workbook, result_of(package, MONDAY)).mails) == 3


def test_the_sheet_shows_how_often(workbook: Path) -> None:
    patches: list[Patch] = []
    by_file = Session(workbook, result_of(school(), FRIDAY), "reminders", "eml", write=patches.append)
    sent = run(by_file, lambda _: True)
    assert len(sent.outcome.done) == 3
    assert [table.table for patch in patches for table in patch.tables] == ["reminders"]
    files = sorted(workbook.parent.glob("待发邮件/催办 2026-11-20/*.eml"))
    assert len(files) == 3
    assert all("软环境建设工作催办" in subject_of(path.read_bytes()) for path in files)


def test_a_server_gets_one_recipient_at_a_time(box: Box, workbook: Path) -> None:
    """The copy is the very same mail, handed over once more; each of the two is in the ledger by itself."""
    reminded(workbook, NUMBERS[1], date(2026, 10, 1), date(2026, 10, 2))
    by_server = job(workbook, result_of(school(), FRIDAY), "reminders", "smtp")
    found = prepared(by_server, read_ledger(workbook))
    assert [mail.recipient for mail in found.mails if mail.number == NUMBERS[1]] == [
        ADDRESSES[1],
        ADDRESSES[0],
    ]
    clock = Wrist()
    with open_ledger(workbook) as ledger:
        way = SmtpWay(
            lambda: SMTP("127.0.0.1", box.port, "localhost"), "o@school.cn", Pace(Limits(), (), clock), clock
        )
        note_plan(by_server, found.mails, ledger)
        carry_out(by_server, found.mails, way, ledger)
        way.close()
    assert all(len(recipients) == 1 for recipients, _ in box.mails)
    copied = [content for recipients, content in box.mails if b"\r\nCc: wang@school.cn\r\n" in content]
    assert len(copied) == 2
    assert copied[0] == copied[1]
    assert prepared(by_server, read_ledger(workbook)).mails == ()


def test_a_dry_run_of_slips_writes_nothing(workbook: Path) -> None:
    before = sorted(workbook.parent.rglob("*"))
    look(Session(workbook, result_of(school(), FRIDAY), "slips", "eml"))
    assert sorted(workbook.parent.rglob("*")) == before
