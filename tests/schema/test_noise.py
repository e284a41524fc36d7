"""What nobody sees, and the width of letters, never change how a cell is read; likeness never crosses a negation."""

from __future__ import annotations

from datetime import date
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.cell import BLANKS, SPACES, folded, is_blank, trimmed, without_marks
from softenv_xl.grid.grid import Grid
from softenv_xl.grid.likeness import likeness, nearest
from softenv_xl.grid.table import Header, find_table
from softenv_xl.registers import words
from softenv_xl.registers.words import ANSWER, PROGRESS, YES_NO
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.repair import repair, typed
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import Text, same

UNSEEN = "".join(letter for letter in BLANKS if letter not in SPACES)
ITEMS = ("1 有偿补课", "S1 Cold words", "语文组")
COLUMNS = (
    Column("id", same("Id"), Kind.ID),
    Column("day", same("Day"), Kind.DATE),
    Column("count", same("Count"), Kind.NUMBER),
    Column("share", same("Share"), Kind.PERCENT),
    Column("words", same("Words")),
    Column("answer", same("Answer"), Kind.CHOICE, choices=ANSWER),
    Column("item", same("Item"), Kind.CHOICE, choices=ListOf("items")),
)
CLEAN = {
    Kind.ID: st.text("0123456789ABCxyz-", min_size=1, max_size=10),
    Kind.DATE: st.dates(date(2000, 1, 1), date(2099, 12, 31)).map(str),
    Kind.NUMBER: st.integers(-(10**6), 10**6).map(str),
    Kind.PERCENT: st.integers(0, 100).map(lambda number: f"{number}%"),
    Kind.TEXT: st.text("words 字。", min_size=1).filter(lambda text: text == text.strip()),
}
_WIDE = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(33, 127)})


def _choices(column: Column) -> frozenset[str]:
    return column.choices.accepted if isinstance(column.choices, Vocabulary) else frozenset(ITEMS)


def _read(column: Column, text: str) -> object:
    found = repair(column, text, 2026, _choices(column))
    assert found.kind is None or found.kind.severity.value != "error"
    return typed(column, found.value)


@st.composite
def _cells(draw: st.DrawFn) -> tuple[Column, str, str]:
    """A column, a clean value of its kind, and the same value with noise in it."""
    column = draw(st.sampled_from(COLUMNS))
    clean = draw(st.sampled_from(sorted(_choices(column))) if column.choices else CLEAN[column.kind])
    text = clean.translate(_WIDE) if column.kind is not Kind.TEXT and draw(st.booleans()) else clean
    if column.kind is not Kind.TEXT:
        for at in draw(st.lists(st.integers(0, len(text)), max_size=3)):
            text = text[:at] + draw(st.sampled_from(UNSEEN)) + text[at:]
    ends = st.text(BLANKS, max_size=3)
    return column, clean, draw(ends) + text + draw(ends)


@given(_cells())
def test_noise_makes_no_difference(cell: tuple[Column, str, str]) -> None:
    column, clean, noisy = cell
    assert _read(column, noisy) == _read(column, clean)


@given(st.text(BLANKS))
def test_a_text_of_what_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)
    assert folded(text) == without_marks(text) == trimmed(text) == ""
    for column in COLUMNS:
        assert _read(column, text) is None


@given(st.text())
def test_blank_is_what_has_nothing_that_is_seen(text: str) -> None:
    assert is_blank(text) == all(letter in BLANKS for letter in text)
    assert trimmed(text) in text
    assert without_marks(without_marks(text)) == without_marks(text)
    assert folded(folded(text)) == folded(text)


def test_every_letter_stands_there_once() -> None:
    """The in-cell formula counts each letter: one that stood there twice would be counted twice."""
    assert len(set(BLANKS)) == len(BLANKS)
    assert not [letter for letter in BLANKS if normalize("NFC", letter) not in BLANKS]


@given(st.text(UNSEEN + SPACES, min_size=1, max_size=2), st.integers(0, 4))
def test_headers_are_found_all_the_same(noise: str, at: int) -> None:
    headers = [Header("a", Text("姓名", "Name")), Header("b", Text("整改期限", "Deadline"))]
    noisy = ("ＮＡＭＥ", f"{'整改期限'[:at]}{noise}{'整改期限'[at:]}")
    table = find_table(Grid("s", (noisy,)), headers)
    assert table
    assert (table.columns, table.issues) == ({"a": 1, "b": 2}, ())


VOCABULARIES = [value for value in vars(words).values() if isinstance(value, Vocabulary)]
NEGATIVE = [
    "没{}",
    "没有{}",
    "不{}",
    "未{}",
    "未已{}",
    "无{}",
    "非{}",
    "not {}",
    "no {}",
    "un{}",
    "non-{}",
    "never {}",
    "{} not",
]


@pytest.mark.parametrize("vocabulary", VOCABULARIES, ids=lambda vocabulary: vocabulary.key)
def test_a_negated_word_never_suggests_the_word(vocabulary: Vocabulary) -> None:
    for key, text in vocabulary.words:
        for word in text:
            for form in NEGATIVE:
                negated = form.format(word)
                assert nearest(negated, sorted(vocabulary.accepted)) != word, negated
                assert vocabulary.resolve(negated) != key, negated


@given(
    st.sampled_from([*ITEMS, "已整改", "有", "没有", "Substantiated"]),
    st.text("没有未不是已abc xyz", min_size=2, max_size=6),
)
def test_a_word_is_not_like_what_contains_it(word: str, more: str) -> None:
    """But for figures, marks and one letter too many."""
    if sum(letter.isalpha() for letter in folded(more)) > 1:
        for longer in (word + more, more + word):
            assert likeness(word, longer) == likeness(longer, word) == 0


@pytest.mark.parametrize(
    ("typed_word", "choices", "near"),
    [
        ("有偿补课", ITEMS, "1 有偿补课"),
        ("1 有偿补客", ITEMS, "1 有偿补课"),
        ("1 有偿补", ITEMS, "1 有偿补课"),
        ("S1 Cold word", ITEMS, "S1 Cold words"),
        ("Under wya", ("Under way", "Done"), "Under way"),
        ("已完或", ("已完成", "未开始"), "已完成"),
        ("未完成", ("已完成", "完成"), None),
        ("没友", ("没有", "有"), None),
        ("有没", ("没有", "有"), "没有"),
        ("组", ITEMS, None),
        ("数学组", ITEMS, None),
        ("整改", ("已整改", "整改中"), None),
        ("abcd", ("abce", "abcf"), None),
    ],
)
def test_what_is_suggested(typed_word: str, choices: tuple[str, ...], near: str | None) -> None:
    assert nearest(typed_word, choices) == near


def test_words_that_mean_a_choice_mean_one_alone() -> None:
    for vocabulary in VOCABULARIES:
        for key, also in (*((k, tuple(t)) for k, t in vocabulary.words), *vocabulary.also):
            for word in also:
                for said in (word, f"{word}。", f" “{word}” ", word.upper(), f"{word}，{word}"):
                    assert vocabulary.resolve(said) == key, (vocabulary.key, said)


@pytest.mark.parametrize("filling", ["都", "此", " ", "没", "(", "，", "ab"])
def test_a_whole_cell_of_it_means_nothing(filling: str) -> None:
    whole = f"x{filling * (32_765 // len(filling))}x"
    assert ANSWER.resolve(whole) is None
    assert nearest(whole, sorted(ANSWER.accepted)) is None
    assert find_table(
        Grid("s", ((whole, "Name"),)), [Header("a", same("Name")), Header("b", same("Deadline"))]
    )


def test_ticks_are_asked_about_where_they_may_mean_either() -> None:
    assert [ANSWER.resolve(tick) for tick in "√✓✔☑"] == [None] * 4
    assert [YES_NO.resolve(tick) for tick in "√✓"] == ["yes", "yes"]
    assert PROGRESS.resolve("未完成") is None


@given(st.text())
def test_no_text_means_two_things(text: str) -> None:
    assert ANSWER.resolve(text) in (None, "yes", "no")
    if ANSWER.resolve(text) == "yes":
        assert not set(text) & set("没沒无無不未非否")
