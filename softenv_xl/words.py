"""Chinese and English side by side: every label and message of the product is a `Text`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from softenv_xl.legible import in_one_line

Lang = Literal["zh", "en"]
LANGS: tuple[Lang, Lang] = ("zh", "en")


class Text(NamedTuple):
    """One thing said in both languages."""

    zh: str
    en: str

    def __call__(self, lang: Lang) -> str:
        return self.zh if lang == "zh" else self.en

    def format(self, **values: object) -> Text:
        """Fills `{placeholders}`; a value that is itself a Text is said in the language of each side."""
        return Text(*(self(lang).format(**localized(values, lang)) for lang in LANGS))


def localized(values: dict[str, object], lang: Lang) -> dict[str, object]:
    """The same values with every Text among them turned into words of one language, and all words legible, in one line."""
    return {key: _localized(value, lang) for key, value in values.items()}


def _localized(value: object, lang: Lang) -> object:
    text = value(lang) if isinstance(value, Text) else value
    return in_one_line(text) if isinstance(text, str) else text


def listed(words: Iterable[str | Text]) -> Text:
    """Several words or names one after the other: 一、二 in Chinese; one, two in English."""
    texts = [word if isinstance(word, Text) else same(word) for word in words]
    return Text("、".join(text.zh for text in texts), ", ".join(text.en for text in texts))


def same(words: str) -> Text:
    """A Text that reads the same in both languages: a name, a number, a symbol."""
    return Text(words, words)


NO_DATA = "–"
"""Where there is nothing to count or to divide by."""


def percent(part: float | None) -> str:
    """A share in a sentence: 68%; a dash where there is nothing to divide by."""
    return NO_DATA if part is None else f"{part:.0%}"


def many(count: int, one: str, more: str) -> str:
    """A number with its English noun: 1 day, 2 days."""
    return f"{count} {one if count == 1 else more}"
