"""Which number was meant: only where the eye would say so too."""

from __future__ import annotations

import pytest

from softenv_xl.schema.lookalike import lookalike

NUMBERS = ("1999096", "1999097", "0042", "T-008")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1999O96", "1999096"),
        ("l999096", "1999096"),
        ("1999 097", "1999097"),
        ("１９９９０９７", "1999097"),
        ("42", "0042"),
        ("t008", "T-008"),
        ("1999098", None),  # a colleague's number, as likely as not
        ("199909", None),
        ("", None),
    ],
)
def test_what_looks_the_same_is_meant(typed: str, meant: str | None) -> None:
    assert lookalike(typed, NUMBERS) == meant


def test_of_two_that_look_the_same_none_is_meant() -> None:
    assert lookalike("1O1", ("101", "l01")) is None
