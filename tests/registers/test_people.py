"""The register of people: what its rows say of themselves."""

from __future__ import annotations

import pytest

from softenv_xl.registers.people import EMAIL_UNCLEAR, SPEC
from softenv_xl.schema.expression import Scope

RULE = next(rule for rule in SPEC.rules if rule.kind is EMAIL_UNCLEAR)


@pytest.mark.parametrize(
    ("address", "unclear"),
    [
        (None, False),
        ("wang.fang@163.com", False),
        ("王芳@例子.中国", False),
        ("wang.fang", True),
        ("wang＠163.com", True),
        ("wang@163.com; fang@qq.com", True),
        ("王芳 <wang@163.com>", True),
        (13800000000, True),
    ],
)
def test_an_address_that_is_none_is_told(address: str | int | None, unclear: bool) -> None:
    assert RULE.fails.value(Scope({"email": address}, {}, {})) is unclear
