"""The words that a dropdown offers, in both languages, and the key that the code knows each by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from unicodedata import category

from softenv_xl.grid.cell import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.words import Lang, Text


# More letters are an explanation, no answer.
_LONGEST = 100
_CLAUSE = re.compile(r"[,;.!。、…()]")


LIST, PICK = "list_", "pick_"
"""How the names of a vocabulary begin in a workbook: over its words in both languages, and over a dropdown's."""


@dataclass(frozen=True)
class Vocabulary:
    """`words` maps each key to what people see; a cell may hold the word of either language.

    `key` names the lists that the template makes of it: `list_<key>` (both languages, for the checks)
    and `pick_<key>` (the workbook's own language, for the dropdown).

    `also` maps keys to words that plainly mean the same, as people write them; `before` and `after` are
    words that may stand around any of these and change nothing. What isn't plain is left out: it is asked about.
    """

    key: str
    words: tuple[tuple[str, Text], ...]
    also: tuple[tuple[str, tuple[str, ...]], ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @cached_property
    def _texts(self) -> dict[str, Text]:
        return dict(self.words)

    @cached_property
    def _keys(self) -> dict[str, str]:
        return {word: key for key, text in reversed(self.words) for word in text}

    @cached_property
    def accepted(self) -> frozenset[str]:
        """Every word of both languages."""
        return frozenset(self._keys)

    def word(self, key: str, lang: Lang) -> str:
        """The word for a key; KeyError for an unknown one."""
        return self._texts[key](lang)

    def text(self, key: str) -> Text:
        """The words for a key in both languages; KeyError for an unknown one."""
        return self._texts[key]

    def key_of(self, word: str) -> str | None:
        """The key of a word of either language, to the letter."""
        return self._keys.get(word)

    def resolve(self, words: str) -> str | None:
        """The key that words mean beyond doubt, whatever their width, case, blanks and marks.

        Who says it twice (否，没有) must mean the same each time. A part that changes nothing (经自查，没有) may stand
        beside it.
        """
        if len(words) > _LONGEST:
            return None
        clauses = (_unmarked(part) for part in _CLAUSE.split(folded(words)))
        parts = [part for part in clauses if part and not self._idle.fullmatch(part)]
        keys = {key for part in parts for key, pattern in self._patterns.items() if pattern.fullmatch(part)}
        every = all(any(pattern.fullmatch(part) for pattern in self._patterns.values()) for part in parts)
        return keys.pop() if every and len(keys) == 1 else None

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        also = dict(self.also)
        before, after = (_either(words) for words in (self.before, self.after))
        return {
            key: re.compile(f"{before}*{_either((*text, *also.get(key, ())))}{after}*")
            for key, text in self.words
        }

    @cached_property
    def _idle(self) -> re.Pattern[str]:
        """What may stand before the word, alone."""
        return re.compile(f"{_either(self.before)}+") if self.before else re.compile("(?!)")

    def allowed_words(self, lang: Lang) -> list[str]:
        return [text(lang) for _, text in self.words]


def _either(words: Iterable[str]) -> str:
    return "(?:" + "|".join(re.escape(_unmarked(folded(word))) for word in words) + ")"


def _unmarked(text: str) -> str:
    """Without the marks of punctuation and quotation at both ends; all letters and symbols stay."""
    keep = [at for at, letter in enumerate(text) if not category(letter).startswith("P")]
    return text[keep[0] : keep[-1] + 1] if keep else ""


@dataclass(frozen=True, slots=True)
class ListOf:
    """A dropdown fed by a range of the workbook itself: departments, the rulebook's entries …

    `name` is the defined name that points at the range.
    """

    name: str
