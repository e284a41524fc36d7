"""The page that lists drafts, in a browser, from the disk: nothing for axe to say, nothing that scrolls sideways."""

from __future__ import annotations

from pathlib import Path

import pytest

from softenv_xl.mail.sending.index_page import Listed, index_page
from softenv_xl.words import LANGS, Lang
from tests.browser import Setting, audit

ROWS = {
    "zh": Listed(
        "2009017", "欧阳慕容云", "信息技术与通用技术教研组", "ouyangmurongyun@shiyanzhongxue.edu.cn",
        "jiaowuchuyouxiang@shiyanzhongxue.edu.cn", "请填写软环境自查自纠表（2026）", "欧阳老师：\n\n请于 9 月 5 日前填写。",
        "自查自纠表 欧阳慕容云 2009017.xlsx", "out/自查自纠表 欧阳慕容云 2009017.xlsx", "001 欧阳慕容云.eml",
    ),
    "en": Listed(
        "T2009017", "Bartholomew Featherstonehaugh", "Information Technology and Design",
        "bartholomew.featherstonehaugh@experimental-school.example", "head.of.information.technology@experimental-school.example",
        "Your self-check return of 2026", "Dear Mr Featherstonehaugh,\n\nPlease fill it in by 5 September.",
        "Return Bartholomew Featherstonehaugh T2009017.xlsx", "out/Return Bartholomew Featherstonehaugh T2009017.xlsx",
        "001 Bartholomew Featherstonehaugh.eml",
    ),
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGS)
def test_it_can_be_read_on_an_old_screen_and_a_wide_one(tmp_path: Path, lang: Lang) -> None:
    (tmp_path / "index.html").write_text(index_page([ROWS[lang]] * 3, lang), "utf-8")
    looked = audit(tmp_path, (Setting("old", 1000), Setting("half of one", 900), Setting("wide", 1600)))
    assert len(looked) == 3
    for one in looked:
        assert one["violations"] == [], one["setting"]
        assert one["overflow"] <= 0, one["setting"]
