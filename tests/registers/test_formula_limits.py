"""Excel takes 64 levels and 8,192 characters: every register's check formulas keep well below, in the last row too."""

from __future__ import annotations

from openpyxl.formula import Tokenizer

from softenv_xl.grid.address import column_letters
from softenv_xl.registers import REGISTERS
from softenv_xl.schema.verdict import formula
from softenv_xl.words import LANGS

CHARACTERS, LEVELS = 7_500, 60


def _levels(text: str) -> int:
    """How deep functions stand in one another."""
    depth = deepest = 0
    for token in Tokenizer(f"={text}").items:
        if token.type == "FUNC":
            depth += 1 if token.subtype == "OPEN" else -1
            deepest = max(deepest, depth)
    return deepest


def test_check_formulas_keep_below_the_limits() -> None:
    measured = {}
    for register in REGISTERS:
        spec = register.spec
        letters = {column.key: column_letters(at) for at, column in enumerate(spec.columns, 1)}
        refs = lambda key, at=letters, row=spec.reach: f"${at[key]}{row}"  # noqa: E731
        for block in spec.blocks:
            for lang in LANGS:
                text = formula(spec, refs, lang, listed=True, block=block)
                measured[block.name, lang] = len(text), _levels(text)
    assert {name for name, _ in measured} >= {"tracker", "cases", "cases.4"}
    over = {k: v for k, v in measured.items() if v[0] > CHARACTERS or v[1] > LEVELS}
    assert not over


def test_levels_are_counted() -> None:
    assert _levels('IF(A1="(",SUM(1,MAX(2,3)),IF(B1,1,2))') == 3
    assert _levels("1") == 0
