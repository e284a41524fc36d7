"""`softenv-xl send` from the terminal: the list, drafts as files, a mail server, and what a person decides."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote

import msoffcrypto
import pytest
from imap_tools import MailBoxUnencrypted

from softenv_xl import cli
from softenv_xl.mail import accounts
from softenv_xl.mail.accounts import Account, Server
from softenv_xl.mail.sending.index_page import Listed, index_page
from softenv_xl.mail.sending.mail_ledger import read_ledger
from softenv_xl.mail.sending.pace import SystemClock
from softenv_xl.words import LANGS
from tests.mail.cut_dialogue import wire
from tests.mail.dovecot import SECRET, Dovecot
from tests.mail.sending.mails import Box
from tests.mail.sending.test_plan import ADDRESSES, outbox, staff
from tests.support import small_school
from tests.support.small_school import NUMBERS

Run = Callable[..., tuple[int, str, str]]
DAY = ("--as-of", "2026-10-20", "--lang", "en")
RETURNS = "--what", "returns"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Types a command as a user without accounts: exit code, what it printed, its complaint."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("SOFTENV_MAIL_SECRET", "abcdefghijklmnop")
    monkeypatch.setattr(SystemClock, "wait", lambda self, seconds: None)

    def typed(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["softenv-xl", *map(str, words), *DAY])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return typed


@pytest.fixture
def control(workbook: Path) -> Path:
    """A control workbook with three people, two of whom have addresses and a return in the outbox."""
    workbook.write_bytes(staff(ADDRESSES[0], ADDRESSES[1], None))
    outbox(workbook, a=small_school.sent(who=0), b=small_school.sent(who=1))
    return workbook


def drafts(control: Path) -> dict[str, EmailMessage]:
    found = {}
    for path in sorted(control.parent.glob("待发邮件/*/*.eml")):
        mail = message_from_bytes(path.read_bytes(), policy=default)
        assert isinstance(mail, EmailMessage)
        found[path.name] = mail
    return found


def set_up(port: int, imap: int = 9) -> None:
    accounts.save(
        Account(
            name="office",
            provider="plain",
            address="office@school.cn",
            imap=Server(host="127.0.0.1", port=imap, security="none"),
            smtp=Server(host="127.0.0.1", port=port, security="none"),
        )
    )


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "config" not in path.parts
    }


def test_a_dry_run_lists_and_changes_nothing(run: Run, control: Path) -> None:
    before = everything(control.parent)
    code, out, _ = run("send", control, *RETURNS, "--dry-run")
    assert code == 1
    assert f"{NUMBERS[0]} 王芳 → wang@school.cn" in out
    assert "attached: a.xlsx" in out
    assert "no file for 张志强" in out
    assert "Returns: 2 mails can go, by way of files; 1 thing to be told." in out
    assert everything(control.parent) == before


def test_drafts_as_files_with_a_page(run: Run, control: Path) -> None:
    code, out, _ = run("send", control, *RETURNS)
    assert code == 1
    assert "2 mails made as files; open" in out
    made = drafts(control)
    assert [mail["To"] for mail in made.values()] == list(ADDRESSES[:2])
    assert all(mail["X-Unsent"] == "1" for mail in made.values())
    contents = [next(mail.iter_attachments()).get_content() for mail in made.values()]
    assert contents == [small_school.sent(who=0), small_school.sent(who=1)]
    page = next(control.parent.glob("待发邮件/*/index.html"))
    links = Links(page.read_text(encoding="utf-8")).found
    assert len(links) == 4
    assert all((page.parent / unquote(link)).is_file() for link in links)
    assert (page.parent / unquote(links[0])).read_bytes() == contents[0]
    code, out, _ = run("send", control, *RETURNS)
    assert "[send.already]" in out
    assert drafts(control).keys() == made.keys()


class Links(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.tags: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.found += [value for name, value in attrs if name == "href" and value]


def test_what_people_are_called_is_no_markup() -> None:
    bad = '<script>alert("1")</script>&\u202e'
    for lang in LANGS:
        page = index_page([Listed(*[bad] * 10)], lang)
        assert Links(page).tags.isdisjoint({"script"})
        assert all(link.startswith("./%3Cscript") for link in Links(page).found)
        assert "\u202e" not in page


def test_for_programs(run: Run, control: Path) -> None:
    _, out, _ = run("send", control, *RETURNS, "--dry-run", "--json")
    listed = json.loads(out)
    assert [(one["number"], one["state"], one["file"]) for one in listed[:2]] == [
        (NUMBERS[0], "planned", "a.xlsx"), (NUMBERS[1], "planned", "b.xlsx"),
    ]  # fmt: skip
    assert [(one["number"], one["code"]) for one in listed[2:]] == [(NUMBERS[2], "send.no-file")]
    _, out, _ = run("send", control, *RETURNS, "--json")
    assert [one.get("state") for one in json.loads(out)] == ["drafted", "drafted", None]


def test_a_server_sends_what_was_listed_before_and_nothing_else(run: Run, control: Path, box: Box) -> None:
    set_up(box.port)
    by_server = ("send", control, *RETURNS, "--as", "smtp")
    code, _, err = run(*by_server, "--yes")
    assert code == 2
    assert "[send.dry-run-first]" in err
    code, _, err = run(*by_server)
    assert "[send.dry-run-first]" in err
    assert box.mails == []
    run(*by_server, "--dry-run")
    assert box.mails == []
    code, out, _ = run(*by_server, "--yes")
    assert "2 mails sent." in out
    assert box.got() == {ADDRESSES[0]: 1, ADDRESSES[1]: 1}
    assert b"X-Unsent" not in box.mails[0][1]
    run(*by_server, "--dry-run")
    run(*by_server, "--yes")
    assert len(box.mails) == 2


def test_a_run_that_was_cut_off_goes_on(run: Run, control: Path, box: Box) -> None:
    set_up(box.port)
    run("send", control, *RETURNS, "--as", "smtp", "--dry-run")
    with wire(box.port) as whole:
        set_up(whole.port)
        run("send", control, *RETURNS, "--as", "smtp", "--yes")
    answer = next(n for n, said in enumerate(whole.crossed) if said == b".\r\n") + 1
    box.mails.clear()
    (control.parent / ".softenv" / "mail.ledger").unlink()
    run("send", control, *RETURNS, "--as", "smtp", "--dry-run")
    with wire(box.port, answer) as broken:
        set_up(broken.port)
        code, out, _ = run("send", control, *RETURNS, "--as", "smtp", "--yes")
    assert code == 1
    assert "[send.unknown]" in out
    assert "[send.cut]" in out
    set_up(box.port)
    _, out, _ = run("send", control, "--resume")
    assert "1 mail sent." in out
    assert f"“--not-sent {NUMBERS[0]}”" in out
    assert box.got() == {ADDRESSES[0]: 1, ADDRESSES[1]: 1}
    _, out, _ = run("send", control, *RETURNS, "--was-sent", NUMBERS[0])
    assert "noted as sent" in out
    assert {entry.state for entry in read_ledger(control)} == {"sent"}
    code, _, err = run("send", control, "--resume")
    assert "[send.nothing-to-resume]" in err


def test_what_didnt_arrive_can_be_sent_again(run: Run, control: Path) -> None:
    """The draft that was thrown away, or is still there, makes room for the new one."""
    run("send", control, *RETURNS)
    before = drafts(control)
    run("send", control, *RETURNS, "--not-sent", NUMBERS[0])
    _, out, _ = run("send", control, *RETURNS)
    assert "1 mail made as files" in out
    assert drafts(control).keys() == before.keys()
    assert {entry.state for entry in read_ledger(control)} == {"drafted"}
    assert run("send", control, *RETURNS, "--was-sent", "999")[0] == 2


def test_drafts_in_the_mailbox_are_the_default_with_an_account(
    run: Run, control: Path, server: Dovecot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOFTENV_MAIL_SECRET", SECRET)
    accounts.save(server.account("sender").model_copy(update={"address": "office@school.cn"}))
    _, out, _ = run("send", control, *RETURNS, "--dry-run")
    assert "by way of the mailbox's folder Drafts" in out
    _, out, _ = run("send", control, *RETURNS)
    assert "2 mails put into the folder Drafts." in out
    with MailBoxUnencrypted("127.0.0.1", server.port).login("sender", SECRET, "Drafts") as mailbox:
        there = list(mailbox.fetch(mark_seen=False))
    assert [(mail.to, mail.attachments[0].filename) for mail in there] == [
        ((ADDRESSES[0],), "a.xlsx"), ((ADDRESSES[1],), "b.xlsx"),
    ]  # fmt: skip
    assert all("x-unsent" not in mail.headers for mail in there)
    assert "[send.already]" in run("send", control, *RETURNS, "--as", "eml")[1]
    assert drafts(control) == {}


PASSWORD = "开门 Open-1"  # noqa: S105


def test_encrypted_attachments_open_with_the_password_alone(run: Run, control: Path, tmp_path: Path) -> None:
    secret = tmp_path / "password.txt"
    secret.write_text(f"{PASSWORD}\nnot this\n", encoding="utf-8-sig")
    _, out, err = run("send", control, *RETURNS, "--encrypt", "--password-file", secret)
    [attachment, _] = [next(mail.iter_attachments()) for mail in drafts(control).values()]
    content = attachment.get_content()
    assert attachment.get_filename() == "a.xlsx"
    opened = msoffcrypto.OfficeFile(BytesIO(content))
    assert opened.is_encrypted()
    opened.load_key(password=PASSWORD, verify_password=True)
    plain = BytesIO()
    opened.decrypt(plain)
    assert plain.getvalue() == small_school.sent(who=0)
    secret.unlink()
    kept = {**everything(control.parent), "said": (out + err).encode()}
    assert not [name for name, bytes_ in kept.items() if PASSWORD.encode() in bytes_]


@pytest.mark.parametrize("content", [b"", b"\n", None])
def test_without_a_password_nothing_leaves(
    run: Run, control: Path, tmp_path: Path, content: bytes | None
) -> None:
    words = ["--encrypt"]
    if content is not None:
        (tmp_path / "p.txt").write_bytes(content)
        words += ["--password-file", str(tmp_path / "p.txt")]
    code, _, err = run("send", control, *RETURNS, *words)
    assert code == 2
    assert "[send.password-empty]" in err
    assert drafts(control) == {}


def test_a_server_that_refuses_the_login_quotes_no_secret(run: Run, control: Path, box: Box) -> None:
    run("send", control, *RETURNS, "--as", "smtp", "--dry-run")
    set_up(1)
    code, out, err = run("send", control, *RETURNS, "--as", "smtp", "--yes")
    assert code == 2
    assert "[mail.no-connection]" in err
    assert "abcdefghijklmnop" not in out + err


def test_words_that_no_option_takes(run: Run, control: Path) -> None:
    assert "[usage.missing]" in run("send", control)[2]
    assert "[usage.choice]" in run("send", control, "--what", "letters")[2]
    assert "[usage.choice]" in run("send", control, *RETURNS, "--as", "fax")[2]
    assert "[mail.no-account]" in run("send", control, *RETURNS, "--as", "drafts")[2]
