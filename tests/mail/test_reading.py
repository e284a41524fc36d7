"""A message into its attachments: every one is found, and called what its sender calls it."""

from __future__ import annotations

import re
from base64 import encodebytes
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.mail.reading import Mail, bodies, is_mail, is_mailbox
from softenv_xl.mail.reading.names import as_name
from softenv_xl.mail.reading.walking import read_mail
from tests.mail import corpus

CONTENT = b"PK\3\4 not opened here"


def only(mail: Mail) -> tuple[str, bytes]:
    (part,) = mail.parts
    return part.name, part.content


@pytest.mark.parametrize("spelling", corpus.SPELLINGS)
@pytest.mark.parametrize(
    ("kind", "disposition"),
    [
        (corpus.XLSX, b"attachment"),
        (corpus.OCTETS, b"attachment"),
        (corpus.XLSX, b"inline"),
        (corpus.OCTETS, b""),
        (b"text/plain", b"attachment"),
    ],
)
def test_every_spelling_of_a_name_is_read(spelling: str, kind: bytes, disposition: bytes) -> None:
    part = corpus.spelt(spelling, CONTENT, kind=kind, disposition=disposition)
    for message in (corpus.message(corpus.text("见附件"), part), corpus.message(part)):
        assert only(read_mail(message)) == (corpus.NAME, CONTENT)


@pytest.mark.parametrize("spelling", corpus.SPELLINGS)
def test_what_hangs_on_a_forwarded_message_is_found_with_both_senders(spelling: str) -> None:
    inner = corpus.message(corpus.spelt(spelling, CONTENT))
    mail = read_mail(
        corpus.message(corpus.text("转发"), corpus.forwarded(inner), sender="Head <HEAD@school.example>")
    )
    assert only(mail) == (corpus.NAME, CONTENT)
    assert mail.parts[0].senders == ("wang@school.example", "head@school.example")


@given(
    st.text("自查表王芳0aé 。（）-_", min_size=1, max_size=30).map(str.strip).filter(bool),
    st.sampled_from(list(corpus.SPELLINGS)),
)
def test_a_name_of_any_letters_survives_its_spelling(stem: str, spelling: str) -> None:
    name = f"{stem}.xlsx"
    if "é" in stem and spelling == "bare-gbk":
        stem = stem.replace("é", "e")
    found = only(read_mail(corpus.message(corpus.spelt(spelling, CONTENT, name=name))))[0]
    assert found == as_name(name)


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b'attachment; filename="=?gb2312?B?1tzLp8LKLnhsc3g=?="', "周帅率.xlsx"),
        (b'attachment; filename="%E8%87%AA%E6%9F%A5.xlsx"', "自查.xlsx"),
        (b'attachment; filename="C:\\\\Users\\\\wang\\\\a.xlsx"', "a.xlsx"),
        (b'attachment; filename="../../etc/a.xlsx"', "a.xlsx"),
        (b"attachment; filename=a b.xlsx", "a b.xlsx"),
        (b"attachment; filename*=nonsense''%D7%D4.xlsx", "自.xlsx"),
        (b"attachment; filename*0=x; filename*1*=%ZZ", "x%ZZ"),
        (b'attachment; filename="=?utf-8?B?\xff\xff?="', None),
        (b'attachment; filename=""', "attachment-1"),
        (b'attachment; filename="a\x00\x1b[31mb.xlsx"', None),
        (b"attachment; filename=\"____.xlsx\"; filename*=UTF-8''%E8%87%AA.xlsx", "自.xlsx"),
    ],
)
def test_odd_names_are_read_or_replaced(header: bytes, name: str | None) -> None:
    part = b"Content-Type: application/octet-stream\r\nContent-Disposition: %s\r\n\r\nabc" % header
    found = only(read_mail(corpus.message(part)))[0]
    assert found.isprintable()
    assert name is None or found == name


def test_words_of_a_message_are_no_attachment_but_a_text_file_is() -> None:
    table = b"Content-Type: text/csv\r\nContent-Disposition: attachment; filename=a.csv\r\n\r\n1,2"
    mail = read_mail(corpus.message(corpus.text("https://kdocs.cn/l/abc", "gb18030"), table))
    assert mail.words == "https://kdocs.cn/l/abc"
    assert only(mail) == ("a.csv", b"1,2")


def test_a_message_that_was_encoded_though_it_may_not_be_is_read() -> None:
    inner = encodebytes(corpus.message(corpus.spelt("rfc2231", CONTENT)))
    part = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + inner
    assert only(read_mail(corpus.message(part))) == (corpus.NAME, CONTENT)


def test_messages_in_messages_are_followed_so_far_and_no_further() -> None:
    nested = corpus.message(corpus.spelt("rfc2231", CONTENT))
    for _ in range(8):
        nested = corpus.message(corpus.forwarded(nested))
    assert only(read_mail(nested)) == (corpus.NAME, CONTENT)
    deeper = read_mail(corpus.message(corpus.forwarded(nested)))
    assert (deeper.parts, deeper.cut) == ((), True)


def test_parts_are_counted_out() -> None:
    mail = read_mail(corpus.message(*[corpus.spelt("rfc2231", b"x")] * 1_200))
    assert mail.cut
    assert len(mail.parts) == 999


@given(st.binary(max_size=600), st.integers(0, 400))
def test_no_bytes_at_all_raise_anything(noise: bytes, at: int) -> None:
    good = corpus.message(corpus.text("a"), corpus.spelt("bare-gbk", CONTENT))
    for content in (noise, good[:at] + noise + good[at:], good[:at] + noise):
        assert isinstance(read_mail(content), Mail)
        is_mail(content)
        is_mailbox(content)


def test_messages_are_known_by_their_headers_and_web_archives_are_none() -> None:
    message = corpus.message(corpus.text("a"))
    assert is_mail(message)
    assert is_mail(b"\xef\xbb\xbf" + message)
    assert is_mailbox(b"From wang@school.example Mon Oct 19 08:30:00 2026\n" + message)
    assert not is_mailbox(message)
    for other in (
        b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related\r\nFrom: x\r\n\r\n",
        b"From: <Saved by Blink>\r\nSubject: x\r\nDate: x\r\n\r\n",
        b"name,answer\r\nFrom: x,To: y\r\n",
        b"From here on, all is text: nothing else\n",
        b"PK\3\4",
        b"",
    ):
        assert not is_mail(other)
        assert not is_mailbox(other)


LONG = b"".join(b"%s\n" % bytes(65 + (line * step) % 26 for step in range(60)) for line in range(40))


@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("encoding", [b"7bit", b"8bit", b"quoted-printable", b"x-unknown", b""])
def test_long_lines_that_look_encoded_and_are_not_come_as_they_are(end: bytes, encoding: bytes) -> None:
    """Bodies in base64 are put aside while a message is taken apart; these look like one."""
    body = LONG.replace(b"\n", end)
    header = b"Content-Transfer-Encoding: %s\r\n" % encoding if encoding else b""
    part = b"Content-Type: text/plain; name=a.txt\r\n" + header + b"\r\n" + body
    name, content = only(read_mail(corpus.message(part)))
    assert name == "a.txt"
    assert content.replace(b"\r\n", b"\n").rstrip() == LONG.rstrip()


def test_a_forwarded_message_that_was_encoded_and_a_broken_one_are_read_whole() -> None:
    large = bytes(range(256)) * 40
    inner = corpus.message(corpus.spelt("rfc2231", large))
    encoded = b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\n" + encodebytes(
        inner
    ).replace(b"\n", b"\r\n")
    assert only(read_mail(corpus.message(encoded))) == (corpus.NAME, large)
    without_end = corpus.message(corpus.spelt("rfc2231", large)).rpartition(b"\r\n--")[0]
    assert only(read_mail(without_end)) == (corpus.NAME, large)
    headless = b"From: a@b.example\r\nDate: x\r\n" + LONG
    assert read_mail(headless).words.replace("\r\n", "\n").strip() == LONG.decode().strip()


def test_a_name_in_base64_that_is_none_costs_no_attachment() -> None:
    broken = corpus.spelt("rfc2047-utf-8", CONTENT).replace(b"?=", b"A?=")
    for part in (broken, b'Content-Type: image/png; name="=?utf-8?B?A?="\r\n\r\n' + CONTENT):
        name, content = only(read_mail(corpus.message(part, subject=b"=?utf-8?B?A?=")))
        assert name
        assert content == CONTENT


def damaged(message: bytes, dice: Random) -> bytes:
    """Bytes changed, pieces lost, pieces that mean something put where they don't belong."""
    found = bytearray(message)
    for _ in range(dice.choice((1, 3, 30))):
        at, act = dice.randrange(len(found)), dice.randrange(3)
        if act == 0:
            found[at] = dice.randrange(256)
        elif act == 1:
            del found[at : at + dice.randrange(1, 2_000)]
        else:
            pieces = (b"\r\n", b"\n\n", b": ", b"A" * 60 + b"\r\n", b"\r\n--=_part_", found[:400])
            found[at:at] = dice.choice(pieces)
    return bytes(found)


def test_what_is_put_aside_makes_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    dice, large = Random(7), bytes(range(256)) * 80
    made = [
        damaged(corpus.message(corpus.text("见附件"), corpus.spelt(spelling, large, kind=kind)), dice)
        for spelling in corpus.SPELLINGS
        for kind in (corpus.XLSX, b"message/rfc822", b"text/plain")
        for _ in range(20)
    ]
    aside = list(map(read_mail, made))
    monkeypatch.setattr(bodies, "_BODY", re.compile(rb"(?!)"))
    assert aside == list(map(read_mail, made))
