"""Who gets what: files by their content, never by their name; and a reason for whoever gets nothing."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from softenv_xl import flow
from softenv_xl.demo.corruptions import Change
from softenv_xl.exchange.pack.writing import write_packs
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.read import read
from softenv_xl.hosts.file import apply
from softenv_xl.mail.sending.dispatch import Recorder
from softenv_xl.mail.sending.kinds import State, Way, What
from softenv_xl.mail.sending.mail_ledger import open_ledger, read_ledger
from softenv_xl.mail.sending.message import Sender
from softenv_xl.mail.sending.outgoing import Job, decide, note_plan, prepared, seen_before
from softenv_xl.mail.sending.plan import Mail, Plan
from softenv_xl.registers import mail_texts, people
from softenv_xl.return_form import identity
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import Lang
from tests.mail.sending.mails import Wrist
from tests.support import small_school
from tests.support.small_school import GROUPS, NAMES, NUMBERS, TODAY

ADDRESSES = ("wang@school.cn", "li@school.cn", "zhang@school.cn")


def staff(*addresses: str | None, left: date | None = None, lang: Lang = "zh") -> bytes:
    """The small school's control workbook, with everybody's address."""
    package = small_school.register(lang)
    rows = [
        Placed(
            at,
            {
                "number": number,
                "name": name(lang),
                "department": GROUPS[at % 2](lang),
                "email": address,
                "left": left if not at else None,
            },
        )
        for at, (number, name, address) in enumerate(zip(NUMBERS, NAMES, addresses, strict=True))
    ]
    return apply(
        package, Patch((table_patch(small_school.control_of(package), people.SPEC, rows),)), "c.xlsx"
    )


def result_of(package: bytes, as_of: date = TODAY) -> Result:
    book = read(package, CONTROL).book
    assert book
    return flow.compute(small_school.control_of(package), [], as_of)


@pytest.fixture
def result() -> Result:
    return result_of(staff(*ADDRESSES))


def job(workbook: Path, result: Result, what: What = "returns", way: Way = "eml") -> Job:
    return Job(workbook, result, what, way, Sender("office@school.cn", "School"), Wrist().now)


def outbox(workbook: Path, **files: bytes) -> None:
    (workbook.parent / "发件箱").mkdir(exist_ok=True)
    for name, content in files.items():
        (workbook.parent / "发件箱" / f"{name}.xlsx").write_bytes(content)


def plan(workbook: Path, result: Result, what: What = "returns") -> Plan:
    return prepared(job(workbook, result, what), read_ledger(workbook))


def who(found: Plan) -> dict[str, str]:
    """The address of each, and the file that goes there."""
    return {mail.to: mail.attachment.name for mail in found.mails if mail.attachment}


def told(found: Plan) -> list[tuple[str, str]]:
    return sorted((issue.code, issue.place.row_id or issue.place.file) for issue in found.issues)


def test_everybody_gets_their_own(workbook: Path, result: Result) -> None:
    outbox(workbook, a=small_school.sent(who=0), b=small_school.sent(who=1), c=small_school.sent(who=2))
    found = plan(workbook, result)
    assert who(found) == dict(zip(ADDRESSES, ("a.xlsx", "b.xlsx", "c.xlsx"), strict=True))
    assert told(found) == []
    first = found.mails[0]
    assert first.words.subject.startswith("王芳老师")
    assert first.words.body.splitlines()[0] == "王芳老师："
    assert "2099年12月31日" in first.words.body
    assert "{" not in first.words.body


def test_a_file_goes_by_its_content_whatever_it_is_called(workbook: Path, result: Result) -> None:
    """Names were exchanged, as happens when people rename by hand."""
    outbox(
        workbook,
        **{f"{NUMBERS[0]}_王芳": small_school.sent(who=1), f"{NUMBERS[1]}_李薇": small_school.sent(who=0)},
    )
    assert who(plan(workbook, result)) == {
        ADDRESSES[0]: f"{NUMBERS[1]}_李薇.xlsx",
        ADDRESSES[1]: f"{NUMBERS[0]}_王芳.xlsx",
    }


def said(key: str, value: str | int | date) -> Change:
    """Something else in a field of the form."""

    def change(book: Workbook, lang: Lang) -> None:
        sheet, cell = book.defined_names[identity.SPEC.name(key)].attr_text.rsplit("!", 1)
        book[sheet.strip("'")][cell.replace("$", "")] = value

    return change


def by_hand(number: str, name: str) -> bytes:
    """The first one's return with somebody else's number or name typed in."""
    return small_school.changed(small_school.sent(who=0), said("number", number), said("name", name))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(lambda: by_hand(NUMBERS[1], "李薇"), id="issued to one, filled in by another"),
        pytest.param(lambda: by_hand(NUMBERS[0], "李薇"), id="another's name"),
        pytest.param(lambda: by_hand("999", "王芳"), id="a number that nobody has"),
        pytest.param(lambda: with_second_form(hidden=False), id="two people's forms"),
        pytest.param(lambda: with_second_form(hidden=True), id="another's form on a hidden sheet"),
        pytest.param(lambda: small_school.register("zh"), id="the control workbook itself"),
        pytest.param(lambda: b"PK\3\4 broken", id="a broken file"),
        pytest.param(
            lambda: small_school.changed(small_school.sent(who=0), said("year", 2025)),
            id="last year's",
        ),
        pytest.param(
            lambda: small_school.changed(small_school.sent(who=0), said("school", "Other")),
            id="another school's",
        ),
    ],
)
def test_a_file_that_concerns_somebody_else_is_never_attached(
    workbook: Path, result: Result, content: object
) -> None:
    assert callable(content)
    outbox(workbook, **{f"{NUMBERS[0]}_王芳": content()})
    found = plan(workbook, result)
    assert found.mails == ()
    codes = [code for code, _ in told(found)]
    assert codes == ["send.no-file"] * 3 + ["send.not-attached"]


def with_second_form(*, hidden: bool) -> bytes:
    """The first one's return with a copy of the form in which the second one stands."""
    book = small_school.loaded(small_school.sent(who=0))
    copy = book.copy_worksheet(book["基本信息"])
    for row in copy.iter_rows():
        for cell in row:
            if cell.value in (NUMBERS[0], "王芳"):
                cell.value = NUMBERS[1] if cell.value == NUMBERS[0] else "李薇"
    copy.sheet_state = "hidden" if hidden else "visible"
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_two_files_for_one_person_are_told_and_neither_goes(workbook: Path, result: Result) -> None:
    other = small_school.changed(small_school.sent(who=0), said("due", date(2026, 9, 9)))
    outbox(workbook, a=small_school.sent(who=0), b=other, c=small_school.sent(who=1))
    found = plan(workbook, result)
    assert list(who(found)) == [ADDRESSES[1]]
    assert ("send.several-files", NUMBERS[0]) in told(found)


def test_the_same_file_twice_is_one(workbook: Path, result: Result) -> None:
    outbox(workbook, a=small_school.sent(who=0), b=small_school.sent(who=0))
    assert list(who(plan(workbook, result))) == [ADDRESSES[0]]


@pytest.mark.parametrize("email", [None, "wang", "wang@school.cn;li@school.cn", "a@b.cn\nBcc: c@d.cn"])
def test_without_an_address_nothing_goes(workbook: Path, email: str | None) -> None:
    outbox(workbook, a=small_school.sent(who=0), b=small_school.sent(who=1), c=small_school.sent(who=2))
    found = plan(workbook, result_of(staff(email, *ADDRESSES[1:])))
    assert list(who(found)) == list(ADDRESSES[1:])
    assert told(found) == [("send.no-address", NUMBERS[0])]


def test_who_has_left_gets_nothing(workbook: Path) -> None:
    outbox(workbook, a=small_school.sent(who=0), b=small_school.sent(who=1), c=small_school.sent(who=2))
    found = plan(workbook, result_of(staff(*ADDRESSES, left=date(2026, 10, 1))))
    assert list(who(found)) == list(ADDRESSES[1:])


@pytest.mark.parametrize(
    ("state", "code"),
    [
        ("sent", "send.already"),
        ("drafted", "send.already"),
        ("unknown", "send.unknown"),
        ("sending", "send.unknown"),
        ("refused", None),
        ("planned", None),
    ],
)
def test_what_went_out_isnt_repeated(workbook: Path, result: Result, state: State, code: str | None) -> None:
    outbox(workbook, a=small_school.sent(who=0))
    [mail] = plan(workbook, result).mails
    note(workbook, result, mail, state)
    found = plan(workbook, result)
    assert len(found.mails) == (code is None)
    if code:
        assert (code, NUMBERS[0]) in told(found)
        with open_ledger(workbook) as ledger:
            decide(ledger, "returns", NUMBERS[0], Wrist().now(), sent=False)
        assert len(plan(workbook, result).mails) == 1


def note(workbook: Path, result: Result, mail: Mail, state: State) -> None:
    with open_ledger(workbook) as ledger:
        recorder = Recorder(ledger, "eml", None, Wrist().now)
        before: dict[State, tuple[State, ...]] = {"planned": (), "sending": ("planned",)}
        for each in (*before.get(state, ("planned", "sending")), state):
            recorder.add(mail, each)


def test_only_what_was_listed_counts_as_seen(workbook: Path, result: Result) -> None:
    """Another address, another file or another way since the list was shown has to be looked at anew."""
    outbox(workbook, a=small_school.sent(who=0))
    by_server = job(workbook, result, way="smtp")
    [mail] = prepared(by_server, read_ledger(workbook)).mails
    assert seen_before([mail], read_ledger(workbook), "smtp") == []
    with open_ledger(workbook) as ledger:
        note_plan(by_server, [mail], ledger)
        assert seen_before([mail], ledger, "smtp") == [mail]
        assert seen_before([mail], ledger, "drafts") == []
        assert seen_before([mail._replace(to="other@school.cn")], ledger, "smtp") == []
        assert mail.attachment
        other = mail.attachment._replace(content=b"PK")
        assert seen_before([mail._replace(attachment=other)], ledger, "smtp") == []


def test_packs_without_a_passport_go_to_nobody(workbook: Path, result: Result) -> None:
    (workbook.parent / "部门表").mkdir()
    (workbook.parent / "部门表" / "语文组.xlsx").write_bytes(small_school.register("zh"))
    found = plan(workbook, result, "packs")
    assert found.mails == ()
    assert "send.not-attached" in {code for code, _ in told(found)}


def test_of_two_packs_only_the_newest_goes(workbook: Path) -> None:
    """What was issued tells which that is: somebody has worked in the earlier file, so that it stands there still."""
    folder, days = workbook.parent / "部门表", (TODAY, TODAY + timedelta(days=1))
    for day, email in zip(days, ("a@school.cn", "b@school.cn"), strict=True):
        result = result_of(staff(email, *ADDRESSES[1:]), day)
        write_packs(result, workbook, folder, Issuer(result.control, workbook, day))
        if day == TODAY:
            first = max(folder.glob("*.xlsx"))
            first.write_bytes(typed_into(first.read_bytes()))
    assert len(list(folder.glob("*.xlsx"))) == 3
    found = plan(workbook, result, "packs")
    attached = [mail.attachment.name for mail in found.mails if mail.attachment]
    assert first.name not in attached
    assert len(attached) == len(set(attached)) >= 1
    assert "send.not-attached" in {code for code, _ in told(found)}


def typed_into(pack: bytes) -> bytes:
    file = BytesIO()
    book = load_workbook(BytesIO(pack))
    book.worksheets[-1]["AZ9"] = "Typed"
    book.save(file)
    return file.getvalue()


def test_the_schools_own_words(workbook: Path) -> None:
    package = staff(*ADDRESSES)
    rows = [
        Placed(0, {"kind": "returns", "subject": "{姓名}：表", "greeting": "尊敬的{姓名}：", "body": "见{附件}，{name}。"}),
        Placed(1, {"kind": "returns", "subject": "第二行不算", "greeting": "{姓名}", "body": "–"}),
    ]  # fmt: skip
    control = small_school.control_of(package)
    package = apply(package, Patch((table_patch(control, mail_texts.SPEC, rows),)), "c.xlsx")
    outbox(workbook, a=small_school.sent(who=0))
    [mail] = plan(workbook, result_of(package)).mails
    assert mail.words == ("王芳：表", "尊敬的王芳：\n见a.xlsx，王芳。")


@pytest.mark.parametrize(
    ("column", "words", "code"),
    [
        ("body", "请于{期限}前交{回执}。", "mail.placeholder"),
        ("subject", "{姓名", "mail.placeholder"),
        ("greeting", "各位老师：", "mail.no-name"),
        ("subject", "通知", "mail.no-name"),
        ("body", None, "cell.missing"),
    ],
)
def test_words_that_cant_be_used_are_told_and_the_built_in_ones_go(
    workbook: Path, column: str, words: str | None, code: str
) -> None:
    package = staff(*ADDRESSES)
    row = {
        "kind": "returns",
        "subject": "{姓名}：表",
        "greeting": "{姓名}：",
        "body": "见附件。",
        column: words,
    }
    control = small_school.control_of(package)
    package = apply(package, Patch((table_patch(control, mail_texts.SPEC, [Placed(0, row)]),)), "c.xlsx")
    outbox(workbook, a=small_school.sent(who=0))
    result = result_of(package)
    [mail] = plan(workbook, result).mails
    assert mail.words.subject == "王芳老师：请填写2026年软环境建设自查表"
    assert code in {issue.code for issue in result.control.issues}
