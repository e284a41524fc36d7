"""Every cell that a press writes is as it was pinned. `python -m tests.golden` pins anew."""

import pytest

from softenv_xl.words import Lang
from tests.golden.scenes import PAGES, PINNED, page, patch, text


@pytest.mark.parametrize(("scene", "lang"), PAGES)
def test_the_press_writes_what_is_pinned(scene: str, lang: Lang) -> None:
    assert text(patch(scene, lang)).splitlines() == page(scene, lang).read_text(encoding="utf-8").splitlines()


def test_nothing_else_is_pinned() -> None:
    assert {path.name for path in PINNED.iterdir()} == {page(*each).name for each in PAGES}
