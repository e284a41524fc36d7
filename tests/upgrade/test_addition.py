"""What an upgrade did, or left and why, in one line and as a record."""

from __future__ import annotations

from softenv_xl.hosts.file.upgrade.addition import Addition
from softenv_xl.words import Text

LEFT = Addition("stays", "Guide", "A1", Text("有人写过", "somebody has typed there"))


def test_what_stays_says_why() -> None:
    assert not LEFT.done
    assert LEFT.sentence("en") == "Guide · stays as it is: A1. somebody has typed there"
    assert LEFT.sentence("zh") == "Guide · 保持原样：A1。有人写过"
    assert LEFT.as_record("zh") == {"kind": "stays", "sheet": "Guide", "what": "A1", "why": "有人写过"}


def test_what_was_done_needs_no_reason() -> None:
    done = Addition("name", "", "fee_words")
    assert done.done
    assert done.sentence("en") == "name: fee_words"
    assert done.as_record("en") == {"kind": "name", "sheet": "", "what": "fee_words", "why": ""}
