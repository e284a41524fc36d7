"""The guide that Help opens, in a browser, from the disk: nothing for axe to say, nothing that scrolls sideways."""

from __future__ import annotations

from pathlib import Path

from softenv_xl.buttons import GUIDE
from tests.browser import Setting, audit


def test_every_page_can_be_read_narrow_and_wide() -> None:
    looked = audit(GUIDE, (Setting("narrow", 360), Setting("wide", 1280)))
    assert len(looked) == 2 * len(list(GUIDE.glob("*.html")))
    for one in looked:
        where = (Path(one["file"]).name, one["setting"])
        assert one["violations"] == [], where
        assert one["overflow"] <= 0, where
        assert one["said"] == [], where  # a picture that isn't there would be told
        assert all(asked.startswith("file://") for asked in one["asked"]), where
