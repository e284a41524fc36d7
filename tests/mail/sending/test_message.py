"""A mail has exactly the headers that a draft needs, and every reader finds the same in it, whatever things are called."""

from __future__ import annotations

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from email.utils import collapse_rfc2231_value

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imap_tools import MailMessage

from softenv_xl.mail.sending.addresses import address, first_address
from softenv_xl.mail.sending.message import Attachment, Sender, Words, compose, message_id
from softenv_xl.mail.sending.names import LONGEST, attachment_name

MOMENT = datetime(2026, 10, 20, 9, 30, tzinfo=UTC)
OFFICE = Sender("office@school.cn", "第一中学")
FILE = Attachment("2009017_王芳.xlsx", b"PK\3\4" + bytes(range(256)) * 5, "K7-0001")
WORDS = Words("王芳老师：请填写自查表", "王芳老师：\n您好！\n\n第一中学")
# What people call things, and what breaks headers.
ANY_NAME = st.text(
    st.sampled_from("王芳自查表𠮷ä é(1)1a A.xlsx;=?_%*'\"\\/\r\n\t\0\u202e\u200b\ud800<>|:"), max_size=60
) | st.text(max_size=80)


def mail(
    words: Words = WORDS, file: Attachment | None = FILE, *, unsent: bool = False, copy: str | None = None
) -> bytes:
    return compose("returns|2026|1|a", words, "wang@163.com", OFFICE, MOMENT, file, copy, unsent=unsent)


def parsed(content: bytes) -> EmailMessage:
    found = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    assert not any(part.defects for part in found.walk())
    return found


def test_exactly_the_headers_of_a_draft() -> None:
    assert parsed(mail()).keys() == [
        "From", "To", "Subject", "Date", "Message-ID", "X-Softenv-Passport", "MIME-Version", "Content-Type",
    ]  # fmt: skip
    assert "X-Unsent: 1\r\n" in mail(unsent=True).decode("ascii")
    assert "X-Unsent" not in mail().decode("ascii")
    assert parsed(mail(copy="head@163.com"))["Cc"] == "head@163.com"
    without = parsed(mail(file=FILE._replace(serial=None)))
    assert "X-Softenv-Passport" not in without
    assert parsed(mail())["Message-ID"] == message_id("returns|2026|1|a", OFFICE)


def test_the_attachments_headers_to_the_letter() -> None:
    assert (
        b"Content-Type: application/vnd.openxmlformats-officedocument.spreadsheetml.sheet;\r\n"
        b' name="=?utf-8?b?6Ieq5p+l6KGoLnhsc3g=?="\r\n'
        b"Content-Disposition: attachment;\r\n"
        b" filename*=UTF-8''%E8%87%AA%E6%9F%A5%E8%A1%A8.xlsx\r\n"
        b"Content-Transfer-Encoding: base64\r\n"
    ) in mail(file=FILE._replace(name="自查表.xlsx"))


@given(ANY_NAME, st.text(max_size=60), st.text(max_size=300))
def test_every_reader_finds_the_same(name: str, subject: str, body: str) -> None:
    known = attachment_name(name)
    body = "".join(letter for letter in body if letter.isprintable())
    content = mail(Words(f"王芳：{subject}", f"王芳老师：\n{body}"), FILE._replace(name=known))
    modern, old, other = parsed(content), email.message_from_bytes(content), MailMessage.from_bytes(content)
    [part] = modern.iter_attachments()
    [older] = [one for one in old.walk() if one.get_content_disposition() == "attachment"]
    [third] = other.attachments
    assert part.get_filename() == known
    assert collapse_rfc2231_value(older.get_filename() or "") == known
    assert third.filename == known
    assert part.get_content() == older.get_payload(decode=True) == third.payload == FILE.content
    assert modern["Subject"] == other.subject
    assert str(modern["From"]) == "第一中学 <office@school.cn>"
    text = modern.get_body()
    assert isinstance(text, EmailMessage)
    assert text.get_content().replace("\r\n", "\n").rstrip("\n") == f"王芳老师：\n{body}".rstrip("\n")


@given(ANY_NAME, st.text(max_size=60))
def test_it_can_be_sent_as_it_is(name: str, subject: str) -> None:
    """7-bit, lines of 998 letters at most that end with CRLF (RFC 5321, 4.5.3.1.6), no header that words made."""
    content = mail(
        Words(subject, "王芳老师：\nBcc: everybody@school.cn"), FILE._replace(name=attachment_name(name))
    )
    assert content.isascii()
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert not any(b"\r" in line or b"\n" in line or b"\0" in line for line in lines)
    assert len(parsed(content).keys()) == 8


@given(ANY_NAME)
def test_names_are_short_and_can_be_stored_anywhere(name: str) -> None:
    known = attachment_name(name)
    assert 0 < len(known) <= LONGEST
    assert known == known.strip()
    assert not known.startswith(".")
    assert not set(known) & set('"\\/:*?<>|\r\n\t\0')
    assert known.encode("utf-8")
    assert attachment_name(known) == known


@pytest.mark.parametrize(
    ("name", "known"),
    [
        ("2009017_王芳.xlsx", "2009017_王芳.xlsx"),
        ("../../etc/passwd", "_.._etc_passwd"),
        ("很" * 60 + ".xlsx", "很" * 35 + ".xlsx"),
        ("", "attachment"),
        (".xlsx", "attachment.xlsx"),
        ("王芳\u202exslx.exe.xlsx", "王芳_xslx.exe.xlsx"),
    ],
)
def test_a_name_as_it_is_sent(name: str, known: str) -> None:
    assert attachment_name(name) == known


@given(st.text(min_size=1, max_size=60))
def test_the_senders_name_is_one_encoded_word(name: str) -> None:
    content = compose("k", WORDS, "a@b.cn", Sender("office@school.cn", name), MOMENT)
    header = content[: content.index(b"\r\nTo:")].decode("ascii")
    assert "\n" not in header
    assert header.count("=?utf-8") <= 1
    assert all(len(word) <= 75 for word in header.removeprefix("From: ").split())
    assert str(parsed(content)["From"].addresses[0].addr_spec) == "office@school.cn"


@pytest.mark.parametrize("words", ["wang@163.com", " wang@163.com ", "a.b+c@x-y.edu.cn"])
def test_an_address(words: str) -> None:
    assert address(words) == words.strip()


@pytest.mark.parametrize(
    "words",
    [
        None, "", "–", "wang", "wang@", "wang@163", "wang@163.com;li@163.com", "wang@163.com, li@163.com", "王芳 <wang@163.com>",
        "wang@163.com\nBcc: all@school.cn", "wang＠163.com", "王芳@163.com", ".wang@163.com", "wang@-163.com",
        f"{'w' * 65}@163.com", "wang@163..com", "wang @163.com",
    ],
)  # fmt: skip
def test_what_is_no_address(words: str | None) -> None:
    assert address(words) is None


def test_an_address_among_other_words() -> None:
    assert first_address("赵主任 8123456，office@school.cn") == "office@school.cn"
    assert first_address("赵主任") is None
