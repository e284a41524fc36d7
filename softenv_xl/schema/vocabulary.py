"""The words that a dropdown offers, in both languages, and the key that the code knows each by."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from softenv_xl.words import Lang, Text


@dataclass(frozen=True)
class Vocabulary:
    """`words` maps each key to what people see; a cell may hold the word of either language.

    `key` names the lists that the template makes of it: `list_<key>` (both languages, for the checks)
    and `pick_<key>` (the workbook's own language, for the dropdown).
    """

    key: str
    words: tuple[tuple[str, Text], ...]

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

    def key_of(self, word: str) -> str | None:
        """The key of a word of either language, to the letter."""
        return self._keys.get(word)

    def spoken(self, lang: Lang) -> list[str]:
        return [text(lang) for _, text in self.words]


@dataclass(frozen=True, slots=True)
class ListOf:
    """A dropdown fed by a range of the workbook itself: departments, the rulebook's entries …

    `name` is the defined name that points at the range.
    """

    name: str
