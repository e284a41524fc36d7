"""A full round: wrong returns are collected, go back marked, are corrected by a script, and are collected again."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from shutil import copyfile

import pytest

from softenv_xl import flow
from softenv_xl.demo import LAST_DAY, Mail, School
from softenv_xl.exchange.returned import SentBack, send_back
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.issues import Severity
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang
from tests.demo.conftest import as_made
from tests.demo.correcting import MENDED, corrected
from tests.exchange.returned.copies import coloured, lists
from tests.validators import schema_errors

pytestmark = pytest.mark.xdist_group("demo")

DAY = LAST_DAY


def collected(control: Path, inbox: Path) -> Result:
    return flow.collect(FileWorkbook(control), deliveries(files_in([inbox]), 2), DAY)[0]


def sent_back(control: Path, inbox: Path, out: Path) -> SentBack:
    paths = files_in([inbox])
    return send_back(FileWorkbook(control), paths, deliveries(paths, 2), out, DAY)


@pytest.mark.parametrize(("lang", "which"), [("zh", 0), ("en", 1)])
def test_what_goes_back_is_corrected_and_accepted(
    lang: Lang, which: int, schools: Callable[[Lang], School], tmp_path: Path
) -> None:
    """Each of the demo's wrong senders with the first or the second of the wrong returns; their files stay as they are."""
    school, control, inbox = schools(lang), tmp_path / "control.xlsx", tmp_path / "inbox"
    copyfile(as_made(school), control)
    inbox.mkdir()
    wrong: dict[str, list[Mail]] = {}
    for mail in school.mails:
        if mail.fault and not mail.fault.accepted:
            wrong.setdefault(mail.sender.number, []).append(mail)
    mails = {f"{number}.xlsx": theirs[which] for number, theirs in wrong.items() if len(theirs) > which}
    for name, mail in mails.items():
        (inbox / name).write_bytes(mail.content)
    collected(control, inbox)
    done = sent_back(control, inbox, tmp_path / "out")
    assert {name: (inbox / name).read_bytes() for name in mails} == {n: m.content for n, m in mails.items()}
    assert done.uncollected == ()
    readable = {name for name, mail in mails.items() if mail.fault and mail.fault.readable}
    assert {copy.mend.file for copy in done.copies} == readable
    assert {one.mend.file for one in done.uncopied} == set(mails) - readable
    again = []
    for copy in done.copies:
        mail, content = mails[copy.mend.file], copy.path.read_bytes()
        assert mail.fault
        code, sheet, cell = mail.fault.expected(lang)
        assert {i.code for i in copy.mend.issues if i.severity is Severity.ERROR} == {code}
        if cell and ":" not in cell:
            assert coloured(content) == {(sheet, cell)}
        assert len(lists(content)) == 1
        if mail.fault.name in MENDED:
            (inbox / copy.path.name).write_bytes(corrected(content, mail, lang))
            os.utime(inbox / copy.path.name, None)
            again.append(mail.sender.number)
    assert len(again) >= 8
    result = collected(control, inbox)
    states = {number: result.ledger.states.get(number) for number in again}
    assert states == dict.fromkeys(again, "accepted")
    left = {copy.mend.person for copy in sent_back(control, inbox, tmp_path / "out").copies}
    assert not {who.number for who in left if who} & set(again)


def test_nothing_that_is_there_is_written_over(schools: Callable[[Lang], School], tmp_path: Path) -> None:
    school, control, inbox, out = (
        schools("zh"),
        tmp_path / "control.xlsx",
        tmp_path / "inbox",
        tmp_path / "out",
    )
    copyfile(as_made(school), control)
    inbox.mkdir()
    mail = next(m for m in school.mails if m.fault and m.fault.name == "unanswered")
    (inbox / "a.xlsx").write_bytes(mail.content)
    assert sent_back(control, inbox, out).uncollected == ("a.xlsx",)
    collected(control, inbox)
    (copy,) = sent_back(control, inbox, out).copies
    assert copy.fresh
    (same,) = sent_back(control, inbox, out).copies
    assert not same.fresh
    copy.path.write_bytes(b"the clerk's own")
    (kept,) = sent_back(control, inbox, out).uncopied
    assert copy.path.read_bytes() == b"the clerk's own"
    assert copy.path.name in kept.why("en")
    (inbox / "a.xlsx").unlink()
    (gone,) = sent_back(control, inbox, tmp_path / "other").uncopied
    assert gone.mend.file == "a.xlsx"
    assert not (tmp_path / "other").exists()


def test_the_validator_takes_a_copy_of_what_excel_wrote(
    schools: Callable[[Lang], School], tmp_path: Path
) -> None:
    """Blank as it was sent: all answers are missing."""
    school, control, inbox = schools("en"), tmp_path / "control.xlsx", tmp_path / "inbox"
    copyfile(as_made(school), control)
    inbox.mkdir()
    sent = min(school.sent.iterdir())
    copyfile(sent, inbox / sent.name)
    collected(control, inbox)
    (copy,) = sent_back(control, inbox, tmp_path / "out").copies
    assert schema_errors(copy.path) == []
