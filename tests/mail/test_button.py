"""The button Collect, where an account was set up for it."""

from __future__ import annotations

from pathlib import Path

from softenv_xl import buttons
from softenv_xl.mail import accounts
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running
from tests.mail.boxes import control_in, deliver, returned
from tests.mail.corpus import packed
from tests.mail.dovecot import Dovecot
from tests.support.small_school import TODAY, filled


def test_the_button_takes_in_from_the_inbox_and_from_the_mailbox(server: Dovecot, tmp_path: Path) -> None:
    control, inbox = control_in(tmp_path), tmp_path / "收件箱"
    app = running("model-zh")
    try:
        book = app.books.open(str(quick_to_open(control)))
        assert "收件箱" in buttons.collect(book, TODAY)  # there is neither an inbox nor an account
        accounts.save(server.account("button"))
        assert "收件箱" in buttons.collect(book, TODAY)  # the account is for the command alone
        accounts.save(server.account("button").model_copy(update={"button": True}))
        deliver(server, "button", returned(0), returned(1))
        assert buttons.collect(book, TODAY).startswith("收到 2 份：已接收 2")
        inbox.mkdir()
        (inbox / "全组.zip").write_bytes(packed({"张志强.xlsx": filled(who=2)}, gbk=True))
        assert buttons.collect(book, TODAY).startswith("收到 1 份：已接收 1")
        book.close()  # unsaved: what came by mail is fetched again
        book = app.books.open(str(quick_to_open(control)))
        assert buttons.collect(book, TODAY).startswith("收到 3 份：已接收 3")
        book.close()
    finally:
        app.quit()
