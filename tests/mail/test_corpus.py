"""The corpus of messages through the gate: every attachment is found, and every name is right, or there is one sentence."""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from softenv_xl.gate.limits import MB, RETURN
from softenv_xl.intake.arrivals import Receipt
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.intake.returns import Delivery
from softenv_xl.words import LANGS
from tests.mail import corpus, outlook
from tests.mail.corpus import NAME, SENDER, forwarded, message, packed, spelt, text
from tests.support.small_school import filled

TNEF = b"\x78\x9f\x3e\x22" + b"\0" * 50
RETURNS = filled()
FOUND = {(f"{SENDER}/{NAME}", "read")}


def taken(folder: Path, *messages: bytes) -> list[Delivery]:
    """What comes of messages that lie in a folder; they are called by numbers, as nobody calls a message."""
    for number, content in enumerate(messages):
        (folder / f"{number:03}").write_bytes(content)
    return list(deliveries(files_in([folder]), 1))


def told(found: list[Delivery]) -> list[tuple[str, str]]:
    return [(one.file, "read" if one.book else ",".join(issue.code for issue in one.issues)) for one in found]


WAYS: dict[str, Callable[[str], bytes]] = {
    "xlsx": lambda spelling: message(text("附件"), spelt(spelling, RETURNS)),
    "octet-stream": lambda spelling: message(spelt(spelling, RETURNS, kind=corpus.OCTETS)),
    "inline": lambda spelling: message(spelt(spelling, RETURNS, disposition=b"inline")),
    "no disposition": lambda spelling: message(text("附件"), spelt(spelling, RETURNS, disposition=b"")),
    "nested": lambda spelling: message(
        text("转发"), forwarded(message(spelt(spelling, RETURNS))), sender="head@school.example"
    ),
    "picture": lambda spelling: message(spelt(spelling, RETURNS, kind=b"image/png")),
}


def test_every_spelling_in_every_way_is_taken_in_with_its_name(tmp_path: Path) -> None:
    made = [way(spelling) for way in WAYS.values() for spelling in corpus.SPELLINGS]
    assert len(made) == 48
    found = taken(tmp_path, *made)
    assert told(found) == [(f"{SENDER}/{NAME}", "read")] * 48
    assert len({one.fingerprint for one in found}) == 1
    assert {one.senders[0] for one in found} == {SENDER}


def test_archives_of_every_spelling_are_opened(tmp_path: Path) -> None:
    zipped = packed({"语文组/自查表—王芳.xlsx": RETURNS, "__MACOSX/._a": b"x", "Thumbs.db": b"x"}, gbk=True)
    made = [
        message(spelt(spelling, zipped, name="全组.zip", kind=b"application/zip"))
        for spelling in corpus.SPELLINGS
    ]
    assert told(taken(tmp_path, *made)) == [(f"{SENDER}/全组.zip/自查表—王芳.xlsx", "read")] * 8


@pytest.mark.parametrize("name", ["winmail.dat", "附件（终稿）.dat"])
def test_what_outlook_wrapped_is_one_sentence_in_every_spelling(name: str, tmp_path: Path) -> None:
    made = [
        message(text("见附件"), spelt(spelling, TNEF, name=name, kind=b"application/ms-tnef"))
        for spelling in corpus.SPELLINGS
    ]
    assert told(taken(tmp_path, *made)) == [(f"{SENDER}/{name}", "mail.winmail")] * 8


LINKS = (
    "https://wx.mail.qq.com/ftn/download?func=3",
    "https://www.kdocs.cn/l/cabc",
    "https://pan.baidu.com/s/1abc",
)


def test_links_alone_are_one_sentence_however_the_message_is_made(tmp_path: Path) -> None:
    """Such a message has no name to be spelt; its text has a kind, letters of some encoding, and a place in the message."""
    bodies = [
        text(words.format(link), charset, kind)
        for link in LINKS
        for charset in ("utf-8", "gb18030")
        for kind, words in (("plain", "自查表见 {}"), ("html", "<p>自查表<a href='{}'>下载</a></p>"))
    ]
    made = [message(body) for body in bodies]
    made += [message(text("转发"), forwarded(message(body)), sender="head@school.example") for body in bodies]
    assert len(made) == 24
    assert {code for _, code in told(taken(tmp_path, *made))} == {"mail.link-only"}
    assert len(told(taken(tmp_path, *made))) == 24


@pytest.mark.parametrize(
    ("made", "code", "file"),
    [
        (
            spelt("bare-gbk", TNEF, name="winmail.dat", kind=b"application/ms-tnef"),
            "mail.winmail",
            "winmail.dat",
        ),
        (spelt("bare-gbk", b"nothing", name="winmail.dat"), "mail.winmail", "winmail.dat"),
        (spelt("rfc2231", TNEF, name="附件.dat"), "mail.winmail", "附件.dat"),
        (spelt("rfc2231", b"Rar!\x1a\x07\x01\x00", name="自查表.xlsx"), "mail.archive", "自查表.xlsx"),
        (spelt("rfc2231", b"7z\xbc\xaf\x27\x1c\0\4", name="自查表.7z"), "mail.archive", "自查表.7z"),
        (spelt("rfc2231", b"%PDF-1.7", name="自查表.pdf"), "file.other-document", "自查表.pdf"),
        (spelt("rfc2231", b"\xff\xd8\xff\xe0", name="photo.jpg"), "file.other-document", "photo.jpg"),
        (text("超大附件：https://wx.mail.qq.com/ftn/download?func=3&k=x"), "mail.link-only", "return"),
        (
            text("<a href='https://www.kdocs.cn/l/cabc'>自查表</a>", "gb18030", "html"),
            "mail.link-only",
            "return",
        ),
        (text("https://mail.163.com/large-attachment-download/index.html?p=x"), "mail.link-only", "return"),
        (text("https://docs.qq.com/sheet/abc", "utf-8"), "mail.link-only", "return"),
        (spelt("rfc2231", filled()[:3000], name="半份.xlsx"), "file.truncated", "半份.xlsx"),
    ],
)
def test_what_comes_instead_of_a_return_is_one_sentence(
    made: bytes, code: str, file: str, tmp_path: Path
) -> None:
    (one,) = found = taken(tmp_path, message(text("见附件"), made))
    assert told(found) == [(f"{SENDER}/{file}", code)]
    assert one.fingerprint
    for lang in LANGS:
        sentence = one.issues[0].message(lang) + one.issues[0].remedy(lang)
        assert "{" not in sentence
    again = list(deliveries(files_in([tmp_path]), 1))
    assert again[0].fingerprint == one.fingerprint


def test_a_message_of_words_alone_is_counted_and_no_more(tmp_path: Path) -> None:
    logo = b"Content-Type: image/png\r\nContent-ID: <a>\r\n\r\n\x89PNG"
    found = taken(tmp_path, message(text("收到，谢谢")), message(text("你好"), logo))
    assert [(one.is_file, one.issues[0].code, one.issues[0].arguments) for one in found] == [
        (False, "mail.empty", {"count": 2})
    ]


def test_letterheads_and_signatures_beside_a_return_are_left_out(tmp_path: Path) -> None:
    beside = spelt("rfc2231", b"\x89PNG", name="logo.png", kind=b"image/png")
    assert set(told(taken(tmp_path, message(spelt("rfc2231", RETURNS), beside)))) == FOUND


def test_a_bounce_names_whom_a_mail_did_not_reach_and_what_hangs_on_it_is_ours(tmp_path: Path) -> None:
    report = (
        b"Content-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx\r\n\r\n"
        b"Final-Recipient: rfc822; li@qq.com\r\nAction: failed\r\n"
    )
    made = message(text("undelivered"), report, forwarded(message(spelt("rfc2231", RETURNS))))
    made = made.replace(b"multipart/mixed", b"multipart/report; report-type=delivery-status", 1)
    (one,) = taken(tmp_path, made)
    assert [(issue.code, issue.arguments) for issue in one.issues] == [
        ("mail.bounced", {"address": "li@qq.com"})
    ]


def test_an_archive_in_an_archive_is_opened_and_a_third_is_not(tmp_path: Path) -> None:
    twice = packed({"a.zip": packed({"王芳.xlsx": RETURNS})})
    (tmp_path / "x.zip").write_bytes(packed({"b.zip": twice}))
    (tmp_path / "y.zip").write_bytes(twice)
    assert sorted(told(list(deliveries(files_in([tmp_path]), 1)))) == [
        ("x.zip/b.zip/a.zip", "archive.too-deep"),
        ("y.zip/a.zip/王芳.xlsx", "read"),
    ]


def test_members_that_cannot_be_read_are_told_and_the_others_are_read(tmp_path: Path) -> None:
    import io
    import zipfile

    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("good.xlsx", RETURNS)
        package.writestr("bomb.bin", b"\0" * (24 * MB))
        package.writestr("secret.xlsx", RETURNS)
        package.writestr("large.bin", b"\0" * (26 * MB))
    content = target.getvalue()
    at = content.index(b"PK\1\2", content.index(b"secret.xlsx", content.index(b"PK\1\2")) - 60)
    (tmp_path / "a.zip").write_bytes(content[: at + 8] + b"\1\0" + content[at + 10 :])
    assert sorted(told(list(deliveries(files_in([tmp_path]), 1)))) == [
        ("a.zip/bomb.bin", "file.suspicious"),
        ("a.zip/good.xlsx", "read"),
        ("a.zip/large.bin", "file.too-large"),
        ("a.zip/secret.xlsx", "file.encrypted"),
    ]


def test_files_of_many_messages_and_maildirs_give_the_same_as_the_messages(tmp_path: Path) -> None:
    made = [
        message(
            text(f"{number}\nFrom here on: nothing"),
            spelt("bare-gbk", filled(who=number)),
            sender=f"a{number}@x.example",
        )
        for number in range(3)
    ]
    plain, box, maildir = tmp_path / "plain", tmp_path / "box", tmp_path / "maildir"
    plain.mkdir()
    box.mkdir()
    one = mailbox.mbox(box / "Inbox")
    dirs = mailbox.Maildir(maildir)
    for content in made:
        one.add(content)
        dirs.add(content)
    one.close()
    (maildir / "tmp" / "half").write_bytes(made[0][:500])
    (maildir / "dovecot.index.log").write_bytes(b"\0")
    dirs.add_folder("Junk").add(made[0])
    expected = sorted(told(taken(plain, *made)))
    assert len(expected) == 3
    assert sorted(told(list(deliveries(files_in([box]), 1)))) == expected
    assert sorted(told(list(deliveries(files_in([maildir]), 1)))) == sorted([*expected, expected[0]])


def test_the_time_of_a_return_that_tells_none_is_that_of_its_message(tmp_path: Path) -> None:
    from softenv_xl import templates

    blank = templates.path("return", "zh").read_bytes()
    (one,) = taken(tmp_path, message(spelt("rfc2231", blank)))
    assert one.saved == datetime(2026, 10, 19, 0, 30)  # noqa: DTZ001 - naive UTC


@pytest.mark.parametrize("unicode", [True, False])
def test_messages_that_outlook_saved_are_taken_apart(unicode: bool, tmp_path: Path) -> None:
    """Streams of the tests' own maker end in zeros, which a zip doesn't mind."""
    inner = outlook.tree(SENDER, [(NAME, RETURNS)], unicode=unicode)
    made = [
        outlook.saved(SENDER, [(NAME, RETURNS)], unicode=unicode),
        outlook.saved("head@school.example", [("转发", inner), ("c.docx", b"no workbook")], unicode=unicode),
        outlook.saved(SENDER, [], body="https://pan.baidu.com/s/1abc"),
        outlook.saved(SENDER, []),
    ]
    assert sorted(told(taken(tmp_path, *made))) == [
        ("003", "mail.empty"),
        (f"{SENDER}/?", "mail.link-only"),
        (f"{SENDER}/{NAME}", "read"),
        (f"{SENDER}/{NAME}", "read"),
    ]


def test_hostile_messages_never_stop_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copies = tmp_path / ".copies"
    copies.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(copies))
    deep = b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n" * 3_000
    head = b"From: a@b.example\r\nDate: x\r\nSubject: x\r\n"
    nested = b"".join(b"Content-Type: message/rfc822\r\n\r\n" + head for _ in range(2_000))
    many = message(*[spelt("rfc2231", b"x")] * 1_500)
    noise = head + b'Content-Type: multipart/mixed; boundary="\xff\x00"\r\n\r\n--\xff\x00' * 50
    found = taken(
        tmp_path, head + deep, head + nested, many, noise, head + b"\r\n", message(spelt("rfc2231", RETURNS))
    )
    assert set(told(found)) >= FOUND
    assert not list(copies.iterdir())


def test_what_came_out_of_which_message_is_noted(tmp_path: Path) -> None:
    (tmp_path / "a.eml").write_bytes(message(spelt("rfc2231", RETURNS)))
    (tmp_path / "b.eml").write_bytes(message(text("x")))
    receipt = Receipt()
    found = list(deliveries(files_in([tmp_path]), 1, limits=RETURN, receipt=receipt))
    assert receipt.came == {tmp_path / "a.eml": [found[0].fingerprint]}
