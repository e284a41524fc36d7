"""Which comments hint at a breach, by the words in them; and what of a comment is left out before it is kept."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from softenv_xl.grid.cell import Value, display_text, folded
from softenv_xl.legible import in_one_line

_LONGEST = 500
_OUT = "[…]"
# Addresses, numbers of telephones, of identity cards, of accounts; names in chats. Taken out whatever the language.
_CONTACTS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?:https?://|www\.)\S+"
    r"|(?:微信号?|QQ|qq|vx|VX|Wechat|WeChat|wechat)\s*[:：号是]*\s*[A-Za-z0-9_-]{5,}"
    r"|(?<!\d)\d(?:[ \-]?\d){5,}[Xx]?(?!\d)"
)


class Comment(NamedTuple):
    """A comment that hints at something; `tag` is the rulebook's, `number` the one teacher that its sheet is about."""

    question: str
    number: str | None
    text: str
    tag: str


@dataclass(frozen=True)
class Words:
    """The words that make a comment a lead, with the rulebook's tag of each."""

    tags: Mapping[str, str]

    def comment(self, text: str, question: str, number: str | None) -> Comment | None:
        """The comment as it may be kept; None for one without such a word."""
        plain = folded(text[: _LONGEST * 4])
        tag = next((tag for word, tag in self.tags.items() if word in plain), None)
        return Comment(question, number, redacted(text), tag) if tag is not None else None


def read_words(rows: Iterable[Mapping[str, Value]]) -> Words:
    """The table of words; the longest first, so that the most telling one names the lead."""
    found = {folded(display_text(row["word"])): display_text(row["tag"]) for row in rows if row["word"]}
    return Words({word: found[word] for word in sorted(found, key=lambda word: (-len(word), word)) if word})


def redacted(text: str) -> str:
    """The words in one line, without what says how to reach somebody."""
    return _CONTACTS.sub(_OUT, in_one_line(text))[:_LONGEST].strip()
