"""Every check formula of what the office keeps is well within what Excel takes: 8192 characters, 64 levels.

Those of every table are within it: tests/schema/test_engines.py.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from softenv_xl.grid.address import column_letters
from softenv_xl.registers import LOOKUPS, REGISTERS
from softenv_xl.schema.verdict import formula
from softenv_xl.words import LANGS, Lang

LONGEST, DEEPEST = 7_500, 60


def _checks(lang: Lang) -> Iterator[tuple[str, str]]:
    """Each check column's name and its formula in the last row that is ready."""
    kept = [register.spec for register in REGISTERS if not register.made]
    for spec in (*kept, *(lookup.spec for lookup in LOOKUPS)):
        places = {column.key: column_letters(at) for at, column in enumerate(spec.columns, 1)}
        refs = {key: f"${letters}{spec.reach}" for key, letters in places.items()}
        for block in spec.blocks:
            yield block.name, formula(spec, refs.__getitem__, lang, listed=True, block=block)


def _depth(text: str) -> int:
    depth = deepest = 0
    for token in Tokenizer(f"={text}").items:
        if token.type == Token.FUNC:
            depth += 1 if token.subtype == Token.OPEN else -1
            deepest = max(deepest, depth)
    return deepest


@pytest.mark.parametrize("lang", LANGS)
def test_no_check_is_too_long_or_too_deep(lang: Lang) -> None:
    measured = {name: (len(text), _depth(text)) for name, text in _checks(lang)}
    assert "holidays" in measured
    assert {name: sizes for name, sizes in measured.items() if sizes[0] > LONGEST or sizes[1] > DEEPEST} == {}
