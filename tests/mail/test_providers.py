"""Providers as they are: ID before any folder, hang-ups, no charset, folder names in UTF-7, words in GBK, new numbers."""

from __future__ import annotations

from datetime import date

import pytest

from softenv_xl.errors import Stop
from softenv_xl.intake.arrivals import Message
from softenv_xl.mail.accounts import Account, Server, imap
from softenv_xl.mail.accounts.providers import guessed, wants_id
from softenv_xl.mail.accounts.setup import tried
from softenv_xl.mail.sources.mailbox import Mailbox
from softenv_xl.mail.sources.marks import Marks
from tests.mail.scripted import CODE, SPAM, VIRUS, Provider, serving

SINCE = date(2026, 1, 1)
MAIL = [b"From: a@b.example\r\nSubject: %d\r\n\r\nx" % number for number in range(5)]


def fetched(provider: Provider, kind: str = "163", marks: Marks | None = None) -> tuple[list[Message], Marks]:
    account = provider.account(kind)
    mailbox = Mailbox(account, marks or Marks(), SINCE, (), lambda: imap(account, CODE), pause=lambda _: None)
    return list(mailbox), mailbox.marks()


def test_a_provider_that_wants_id_gets_it_after_the_login_and_before_any_folder() -> None:
    folders = {"INBOX": MAIL[:2], SPAM: MAIL[2:3], VIRUS: MAIL[3:4], "&XfJT0ZAB-": MAIL[4:]}
    with serving(Provider(folders, wants_id=True)) as provider:
        found, _ = fetched(provider)
    assert [one.content for one in found] == MAIL[:4]
    names = [words.split()[0] for words in provider.commands]
    assert names.index("LOGIN") < names.index("ID") < names.index("EXAMINE")
    assert "SELECT" not in names
    assert not any("STORE" in words or "BODY[" in words for words in provider.commands)
    assert not any("CHARSET" in words for words in provider.commands)


def test_id_is_not_sent_to_a_server_that_hangs_up_on_what_it_does_not_know() -> None:
    with serving(Provider({"INBOX": MAIL}, "IMAP4rev1", hangs_up=True)) as provider:
        found, _ = fetched(provider, "qq")
    assert len(found) == 5
    assert not any(words.startswith("ID") for words in provider.commands)


def test_id_is_sent_to_netease_though_it_is_not_listed() -> None:
    with serving(Provider({"INBOX": MAIL}, "IMAP4rev1", wants_id=True)) as provider:
        assert len(fetched(provider)[0]) == 5
        with pytest.raises(Stop) as stop:
            fetched(provider, "plain")
    assert stop.value.code == "imap.unsafe-login"
    assert "授权码" in stop.value.sentence("zh")


def test_a_school_of_its_own_domain_on_netease_is_known_by_its_server() -> None:
    def account(host: str) -> Account:
        return Account(name="a", provider="plain", address="a@school.cn", imap=Server(host=host, port=993))

    assert wants_id(account("imap.ym.163.com"))
    assert wants_id(account("IMAP.126.com"))
    assert not wants_id(account("imap.not163.com"))
    assert [guessed(f"a@{domain}") for domain in ("163.com", "YEAH.net", "vip.qq.com", "foxmail.com", "x.cn")] == [
        "163", "yeah", "qq", "foxmail", "plain",
    ]  # fmt: skip


def test_words_in_gbk_are_told_and_a_code_is_asked_for() -> None:
    with serving(Provider()) as provider:
        for kind, code in (("qq", "imap.authorisation-code"), ("plain", "imap.login-refused")):
            with pytest.raises(Stop) as stop:
                tried(provider.account(kind), "a-wrong-code")
            assert stop.value.code == code
            assert "授权码错误" in stop.value.sentence("zh")
            assert "a-wrong-code" not in stop.value.sentence("en")


def test_a_folder_that_cannot_be_opened_is_told_and_the_others_are_read() -> None:
    with serving(Provider({"INBOX": MAIL[:1], SPAM: MAIL[1:]}, closed=(SPAM,))) as provider:
        found, _ = fetched(provider)
    assert [one.content for one in found if not one.issue] == MAIL[:1]
    (issue,) = [one.issue for one in found if one.issue]
    assert issue.code == "mail.folder-closed"
    assert "垃圾邮件" in issue.message("zh")
    assert "文件夹打不开" in issue.message("zh")


def test_a_server_that_cannot_search_by_days_gives_everything() -> None:
    with serving(Provider({"INBOX": MAIL}, no_since=True)) as provider:
        assert len(fetched(provider)[0]) == 5


def test_only_what_is_new_is_fetched_until_everything_is_numbered_anew() -> None:
    with serving(Provider({"INBOX": MAIL[:3]})) as provider:
        first, marks = fetched(provider)
        assert len(first) == 3
        again, marks = fetched(provider, marks=marks)
        assert again == []
        provider.folders["INBOX"] = MAIL
        third, marks = fetched(provider, marks=marks)
        assert [one.content for one in third] == MAIL[3:]
        provider.validity = 2
        fourth, marks = fetched(provider, marks=marks)
        assert len(fourth) == 5
        assert fetched(provider, marks=marks)[0] == []


def test_no_secret_is_sent_where_anybody_can_read_it() -> None:
    account = Account(
        name="a",
        provider="plain",
        address="a@x.cn",
        imap=Server(host="imap.x.cn", port=143, security="none"),
    )
    with pytest.raises(Stop) as stop, imap(account, CODE):
        pass
    assert stop.value.code == "mail.unprotected"
