"""What XML cannot hold is spelt `_xHHHH_`, and reads as what it was."""

from __future__ import annotations

import pytest

from softenv_xl.hosts.file.text import escaped, unescaped


@pytest.mark.parametrize(
    ("spelt", "read"),
    [
        ("_x0007_", "\x07"),
        ("a_x005F_x0041_", "a_x0041_"),
        ("_xD83D__xDE00_", "😀"),
        ("half _xD83D_ of it", "half � of it"),
        ("_xZZZZ_", "_xZZZZ_"),
    ],
)
def test_it_reads_as_what_it_was(spelt: str, read: str) -> None:
    assert unescaped(spelt) == read


@pytest.mark.parametrize("text", ["\x07", "_x0041_", "_x\x01", "_x0041\x01", "a\tb\n", "😀", "_"])
def test_whatever_is_spelt_reads_the_same_again(text: str) -> None:
    assert unescaped(escaped(text)) == text
