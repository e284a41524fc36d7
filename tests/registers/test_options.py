"""What the registers go by: their settings as typed, or their defaults."""

from __future__ import annotations

import pytest

from softenv_xl.grid.cell import Value
from softenv_xl.registers import REGISTERS
from softenv_xl.registers.options import OPTIONS, read_options
from softenv_xl.registers.school import in_use
from softenv_xl.words import Text


def test_every_setting_has_its_default() -> None:
    parts = {in_use(register.key): "yes" for register in REGISTERS if register.part_of}
    assert parts
    assert read_options({}, "zh") == parts | {
        one.column.key: one.default("zh") if isinstance(one.default, Text) else one.default for one in OPTIONS
    }


def test_part_of_a_register_is_used_when_that_is() -> None:
    assert read_options({"use_opinions": "no"}, "zh")["use_opinion_cards"] == "no"


@pytest.mark.parametrize("typed", [1, 12, 180])
def test_a_setting_is_as_typed(typed: int) -> None:
    assert read_options({"fix_days": typed}, "zh")["fix_days"] == typed


@pytest.mark.parametrize("typed", [None, 0, 181, -3, 2.5, 10**9, "30"])
def test_a_number_that_cannot_be_counts_as_none(typed: Value) -> None:
    assert read_options({"fix_days": typed}, "zh")["fix_days"] == 30
