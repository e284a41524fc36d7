"""What comes in, one after the other: what can't be read is told, and stops none of the rest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from softenv_xl import mail_catalogue
from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.reading import Contents
from softenv_xl.intake.arrivals import Arrivals, Message
from softenv_xl.intake.spool import Spool
from softenv_xl.issues import Issue


class Fetched(list[Message]):
    @property
    def total(self) -> int:
        return len(self)


@pytest.fixture
def spool() -> Iterator[Spool]:
    one = Spool()
    yield one
    one.close()


def test_a_message_that_cannot_be_fetched_is_told_and_the_next_one_comes(spool: Spool) -> None:
    broken = Issue(mail_catalogue.INTERRUPTED, arguments={"count": 1})
    coming = Arrivals(
        (),
        Fetched([Message(b"", ("box", 1), "first", issue=broken), Message(b"x", 2, "second")]),
        spool,
        RETURN,
    )
    assert [arrival.name for arrival in coming] == ["second"]
    (told,) = coming.told
    assert (told.file, told.book, told.issues, told.root) == ("first", None, (broken,), ("box", 1))
    assert coming.total == 2


def test_a_message_of_a_mailbox_that_is_too_large_is_told_and_the_next_one_comes(
    spool: Spool, tmp_path: Path
) -> None:
    box = tmp_path / "all.mbox"
    messages = [
        f"From a@b Mon\nSubject: {number}\n\n{'words ' * size}\n" for number, size in enumerate((1, 400, 2))
    ]
    box.write_text("\n".join(messages))
    coming = Arrivals([box], None, spool, replace(RETURN, container=1000))
    (arrival,) = coming
    coming.unpacked(arrival, Contents("mailbox"))
    assert [one.path.read_text().count("words") for one in coming] == [1, 2]
    (told,) = coming.told
    assert (told.file, [issue.code for issue in told.issues]) == ("all.mbox", ["file.too-large"])
    assert "one of its messages" in told.issues[0].message("en")
