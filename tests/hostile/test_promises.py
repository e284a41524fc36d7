"""SECURITY.md says what is tested today, in both languages."""

from __future__ import annotations

import re

import pytest

from softenv_xl.words import LANGS, Lang
from tests.hostile.promises import PAGES, ROOT, promises, rewritten, table


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_holds_the_table_of_today(lang: Lang) -> None:
    page = PAGES[lang].read_text(encoding="utf-8")
    assert table(lang) in page
    assert rewritten(page, lang) == page, "python -m tests.hostile --write"


def test_every_promise_is_held_by_tests_that_are_there() -> None:
    for promise in promises():
        assert promise.tests
        for test in promise.tests:
            path = ROOT / test
            found = path.rglob("test_*.py") if path.is_dir() else [path]
            assert any(
                re.search(r"^(def test_|Test)", file.read_text(encoding="utf-8"), re.MULTILINE)
                for file in found
            ), test
