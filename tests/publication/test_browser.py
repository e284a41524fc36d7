"""The website in a browser, from the disk: nothing for axe to say, narrow and wide, light, dark and in one's own colours."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from softenv_xl.publication.pages.bulletin import build
from softenv_xl.publication.site.pages import website
from softenv_xl.publication.site.words import PAGES
from softenv_xl.words import LANGS
from tests.browser import Setting, audit
from tests.publication.school import school

LOOKS = (("light", False), ("dark", False), ("light", True))
SETTINGS = tuple(
    Setting(f"{'forced' if forced else scheme} {width}", width, scheme, forced=forced)
    for width in (360, 1280)
    for scheme, forced in LOOKS
)


@pytest.fixture(scope="module")
def looked(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    root = tmp_path_factory.mktemp("site")
    for path, content in files().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(content)
    return audit(root, SETTINGS, walk=root / "en" / "progress.html")


@cache
def files() -> dict[str, bytes]:
    return website(build(school())[0])


def test_axe_finds_nothing(looked: list[dict[str, Any]]) -> None:
    pages = [one for one in looked if "violations" in one]
    assert len(pages) == len(SETTINGS) * (1 + len(LANGS) * (1 + len(PAGES)))
    for one in pages:
        where = (Path(one["file"]).name, one["setting"])
        assert one["violations"] == [], where
        assert one["overflow"] <= 0, where  # nothing but tables scrolls sideways
        assert one["styled"], where
        assert one["said"] == [], where  # by the browser: nothing was refused
        assert all(asked.startswith("file://") for asked in one["asked"]), where
    backs = {one["setting"]: one["back"] for one in pages}
    assert backs["light 1280"] != backs["dark 1280"]


def test_everything_is_reached_by_the_keyboard_in_order(looked: list[dict[str, Any]]) -> None:
    (walk,) = [one["walk"] for one in looked if "walk" in one]
    assert walk[0]["href"] == "#content"
    assert all(stop["shown"] for stop in walk)
    links = [stop["href"] for stop in walk if stop["tag"] == "A"]
    assert links[3 : 3 + len(PAGES)] == [f"{name}.html" for name in PAGES]
    assert [stop["tag"] for stop in walk].count("DIV") == 4  # the tables, so that they can be scrolled
