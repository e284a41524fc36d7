"""The website as files: the same bytes each time, nothing from elsewhere, everything escaped, charts with their tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import pairwise

import pytest
from lxml import etree, html

from softenv_xl.publication.pages.bulletin import build
from softenv_xl.publication.site.charts import Series, bars, dots, line
from softenv_xl.publication.site.pages import website
from softenv_xl.registers import fees, milestones
from softenv_xl.words import LANGS, Lang
from tests.publication.school import TODAY, computed, published, rows, school, whole

_SVG = "{http://www.w3.org/2000/svg}"


@cache
def site(lang: Lang = "zh") -> dict[str, bytes]:
    return website(build(school(lang))[0])


def pages(files: dict[str, bytes]) -> Iterator[tuple[str, html.HtmlElement]]:
    for path, content in files.items():
        if path.endswith(".html"):
            yield path, html.document_fromstring(content.decode())


def test_the_same_workbook_makes_the_same_bytes_and_another_day_others() -> None:
    assert website(build(computed(whole("zh")))[0]) == site()
    other = website(build(computed(whole("zh"), date(2026, 11, 21)))[0])
    assert other["zh/index.html"] != site()["zh/index.html"]


@pytest.mark.parametrize("lang", LANGS)
def test_pages_ask_for_nothing_from_elsewhere(lang: Lang) -> None:
    for path, page in pages(site(lang)):
        assert (
            page.xpath("//script | //iframe | //object | //embed | //form | //img | //style | //base") == []
        )
        assert page.xpath("//@style") == []
        assert [name for name in page.xpath("//@*") if str(name.attrname).startswith("on")] == []
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert policy.startswith("default-src 'self'; script-src 'none'"), path
        assert page.xpath("string(//meta[@name='referrer']/@content)") == "no-referrer"
        for sheet in page.xpath("//link/@href"):
            assert re.fullmatch(r"(\.\./)?style\.css", sheet)
        for link in page.xpath("//a"):
            address = link.get("href")
            if address.startswith("https://"):
                assert link.get("rel") == "noopener noreferrer"
            elif not address.startswith("#"):
                folder = path.rpartition("/")[0]
                target = f"{folder}/{address}" if folder else address
                assert re.sub(r"[^/]+/\.\./", "", target) in site(lang), (path, address)
    css = site(lang)["style.css"].decode()
    assert "@import" not in css
    assert "url(" not in css


@pytest.mark.parametrize("lang", LANGS)
def test_pages_are_built_as_readers_of_screens_want_them(lang: Lang) -> None:
    for path, page in pages(site(lang)):
        assert len(page.xpath("//h1")) == 1, path
        assert page.get("lang") in ("zh-CN", "en")
        if "/" not in path:
            continue
        assert page.get("lang") == ("zh-CN" if path.startswith("zh/") else "en")
        assert page.xpath("//body/a[1]/@href") == ["#content"]
        assert len(page.xpath("//main[@id='content']")) == 1
        levels = [int(str(heading.tag)[1]) for heading in page.xpath("//h1 | //h2 | //h3")]
        assert all(after <= before + 1 for before, after in pairwise(levels))
        for table in page.xpath("//table"):
            assert table.xpath("./caption")
            assert table.xpath(".//th[not(@scope)]") == []
            region = table.getparent()
            assert (region.get("role"), region.get("tabindex")) == ("region", "0")
            assert page.get_element_by_id(region.get("aria-labelledby")).text_content().strip()
        for time in page.xpath("//time/@datetime"):
            assert re.fullmatch(r"\d{4}-\d\d(-\d\d)?", time)
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids))
        typed = page.xpath("string(//p[@class='school'])")
        assert typed == "青禾 <School> & Co"
        other = page.get("lang") != ("zh-CN" if lang == "zh" else "en")
        assert bool(page.xpath("//p[@class='school']/span[@lang]")) == other


@pytest.mark.parametrize("lang", LANGS)
def test_every_chart_says_what_it_is_and_has_a_table_of_its_numbers(lang: Lang) -> None:
    drawn = 0
    for _, page in pages(site(lang)):
        for figure in page.xpath("//figure"):
            (chart,) = figure.xpath("./*[local-name()='svg']")
            assert chart.get("role") == "img"
            told = [
                figure.xpath(f".//*[@id='{name}']")[0].text for name in chart.get("aria-labelledby").split()
            ]
            assert all(told)
            assert figure.xpath("following-sibling::div[1]//table")
            numbers = set(re.findall(r"\d+", " ".join(figure.xpath(".//*[local-name()='text']//text()"))))
            listed = " ".join(figure.xpath("following-sibling::div[1]//td//text()"))
            if "appraisal" not in chart.get("aria-labelledby") and "weeks" not in chart.get(
                "aria-labelledby"
            ):
                assert numbers - set(re.findall(r"\d+", listed)) <= {"1", "6", "12"}
            drawn += 1
    assert drawn >= 2 * 5
    for path, content in site(lang).items():
        if path.startswith("charts/"):
            chart = etree.fromstring(content)
            assert chart.find(f"{_SVG}title") is not None
            assert chart.find(f"{_SVG}desc") is not None
            assert b"href=" not in content.replace(b"xmlns=", b"")


def test_words_that_look_like_markup_stay_words() -> None:
    hostile = "<script>alert(1)</script>&amp;\"'{{ 7*7 }}{% raw %}"
    changed = {
        milestones.SPEC: [{**rows("zh")[milestones.SPEC][0], "title": hostile, "summary": hostile}],
        fees.SPEC: [{**rows("zh")[fees.SPEC][0], "name": hostile}],
    }
    for _, page in pages(website(published(changed)[0])):
        assert page.xpath("//script") == []
    page = dict(pages(website(published(changed)[0])))["zh/activities.html"]
    text = "".join(map(str, page.itertext()))
    assert text.count(hostile) == 3  # title, summary, link


def test_a_page_that_isn_t_there_is_linked_nowhere() -> None:
    bulletin, _ = published(options={"use_fees": "否"})
    files = website(bulletin)
    assert "zh/fees.html" not in files
    assert all(b"fees.html" not in content for content in files.values())


def test_pages_say_how_long_they_are_valid() -> None:
    page = html.document_fromstring(site()["zh/exposed.html"].decode())
    assert page.xpath("//footer//time/@datetime") == [TODAY.isoformat(), "2026-12-24"]


def test_charts_hold_what_is_drawn() -> None:
    series = [Series("a", "good"), Series("b", "mended")]
    label = "一个很长的阶段名称" * 6
    drawing = bars("k", "t", "alt", series, [(label, (30, 10)), ("short", (0, None)), ("none", (None, None))])
    first, *_ = drawing.strips
    assert len(first.lines) > 1
    assert sum(mark.width for mark in first.marks) == pytest.approx(
        max(mark.x + mark.width for mark in first.marks), abs=0.2
    )
    assert first.note_x + 14 * 0.6 * len(first.note) <= 400
    assert [len(strip.marks) for strip in drawing.strips] == [2, 0, 0]
    assert drawing.strips[-1].y + 18 < drawing.height
    empty = bars("k", "t", "alt", series, [("x", (0, 0))])
    assert empty.strips[0].note == "0"
    lined = line("k", "t", "alt", series, [("2026-09-01", (0, 0)), ("2026-09-08", (47, 3))])
    assert [words for _, words in lined.grid] == ["0", "10", "20", "30", "40", "50"]
    assert all(
        0 <= x <= lined.width and 0 <= y <= lined.height for _, _, points, _ in lined.lines for x, y in points
    )
    one = line("k", "t", "alt", series, [("2026-09-01", (0, 0))])
    assert one.days == ()
    dotted = dots("k", "t", "alt", [("s", (0.0, 0.5, 1.0)), ("d", None)], "hidden")
    assert dotted.strips[0].at is not None
    assert dotted.strips[0].low < dotted.strips[0].at < dotted.strips[0].high
    assert dotted.strips[1].note == "hidden"
