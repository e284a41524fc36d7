"""The digest of what a return locks: the same for the same words however they are spelt or sorted, and as it ever was."""

from __future__ import annotations

from collections.abc import Mapping
from random import Random
from unicodedata import normalize

from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.cell import Value
from softenv_xl.return_form.locked import locked_digest

FORM: Mapping[str, Value] = {"number": "2009017", "name": "李薇", "year": 2026, "rulebook": "2026.1"}
ENTRIES: tuple[Mapping[str, Value], ...] = (
    {"item": "2 收费", "text": "不得“乱收费”"},
    {"item": "1 有偿补课", "text": None},
    {"item": "e\u0301", "text": "\u0301\ud800<\u0338"},
    {"item": 1, "text": True},
)
WORDS = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text())


def test_returns_that_were_issued_keep_theirs() -> None:
    issued = "f39c162c45296f34fafcd52c9e08b7a2f8bd3e0a9ab69f39dc260d75368d481c"
    assert locked_digest(FORM, ENTRIES) == issued


@given(st.lists(st.tuples(WORDS, WORDS), max_size=5), st.randoms())
def test_neither_order_nor_spelling_matters(words: list[tuple[Value, Value]], dice: Random) -> None:
    entries: list[Mapping[str, Value]] = [{"item": item, "text": text} for item, text in words]
    apart = [
        {key: normalize("NFD", word) if isinstance(word, str) else word for key, word in entry.items()}
        for entry in entries
    ]
    dice.shuffle(apart)
    assert locked_digest(FORM, apart) == locked_digest(FORM, entries)


@given(st.lists(st.tuples(st.text(), st.text()), min_size=1, max_size=4))
def test_one_more_word_does(words: list[tuple[str, str]]) -> None:
    entries = [{"item": item, "text": text} for item, text in words]
    changed = [*entries[:-1], {**entries[-1], "text": f"{words[-1][1]}x"}]
    assert locked_digest(FORM, changed) != locked_digest(FORM, entries)
