"""What the gate reads of a passport: what stands there, in bounds; nothing odd about it keeps a workbook from being read."""

from __future__ import annotations

import pytest

from softenv_xl.gate.limits import RETURN
from softenv_xl.gate.read import read
from softenv_xl.gate.wire import decode_reading, encode_reading
from softenv_xl.grid.grid import NO_TOKENS, Tokens
from softenv_xl.passport.model import LONGEST
from softenv_xl.passport.places import as_properties, from_properties
from tests.passport.issued import sent, with_parts
from tests.support import small_school

_PART = '<passport xmlns="urn:softenv-xl:passport:1">{}</passport>'


def _tokens(package: bytes) -> Tokens:
    book = read(package, RETURN).book
    assert book
    return book.passport


def test_both_places_hold_the_same() -> None:
    tokens = _tokens(sent())
    assert tokens.part
    assert tokens.part == tokens.properties
    assert _tokens(small_school.sent()) == NO_TOKENS


def test_the_worker_hands_it_over() -> None:
    reading = read(sent(), RETURN)
    assert decode_reading(encode_reading(reading), RETURN) == reading


@pytest.mark.parametrize("part", [b"", b"<", b"\xff\xfe", b"<passport/>", _PART.format("").encode()])
def test_a_broken_place_is_an_empty_one(part: bytes) -> None:
    tokens = _tokens(with_parts(sent(), item1=part))
    assert not tokens.part
    assert tokens.properties
    assert _tokens(with_parts(sent(), item1=part, custom=part)) in (NO_TOKENS, Tokens(None, None))


def test_a_token_has_its_bounds() -> None:
    tokens = _tokens(with_parts(sent(), item1=_PART.format("x" * 100_000).encode()))
    assert tokens.part is not None
    assert len(tokens.part) == LONGEST


def test_a_piece_that_is_lost_loses_the_token_and_no_more() -> None:
    properties = as_properties("x" * 700)
    assert from_properties(properties) == "x" * 700
    for name in list(properties)[1:]:
        assert from_properties({key: value for key, value in properties.items() if key != name}) is None
    assert from_properties({}) is None
