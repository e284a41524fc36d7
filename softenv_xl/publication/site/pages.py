"""Renders a bulletin as the files of a website. The same bulletin makes the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl.publication.models import Bulletin
from softenv_xl.publication.site.drawings import drawings
from softenv_xl.publication.site.words import PAGES, SAID
from softenv_xl.words import LANGS, Lang, Text

if TYPE_CHECKING:
    from jinja2 import Environment
    from jinja2.runtime import Context
    from markupsafe import Markup

    from softenv_xl.publication.site.charts import Drawing

_TEMPLATES = Path(__file__).with_name("templates")


def website(bulletin: Bulletin) -> dict[str, bytes]:
    """The contents of all files by their paths below the site's folder."""
    return dict(_files(bulletin))


def _files(bulletin: Bulletin) -> Iterator[tuple[str, bytes]]:
    yield "style.css", b"\n".join((_TEMPLATES / name).read_bytes() for name in ("style.css", "chart.css"))
    languages = _environment().get_template("languages.html")
    yield "index.html", languages.render(bulletin=bulletin, column=SAID["column"]).encode()
    for lang in LANGS:
        there = [name for name in PAGES if getattr(bulletin, name) is not None]
        drawn = drawings(bulletin, lang)
        for name in ("index", *there):
            template = _environment().get_template(f"{name}.html")
            words = {**_words(bulletin, name, lang), "there": there, "drawings": drawn}
            yield f"{lang}/{name}.html", template.render(words).encode()
        for drawing in drawn.values():
            yield f"charts/{drawing.key}.{lang}.svg", _svg(drawing, alone=True).encode()


def _typed(bulletin: Bulletin, words: str, lang: Lang) -> Markup:
    """What people typed, in the workbook's language: marked as such where the page has another one."""
    from markupsafe import Markup, escape

    if lang == bulletin.lang or not words:
        return escape(words)
    return Markup('<span lang="{}">{}</span>').format(_TAGS[bulletin.lang], words)


_OTHER: dict[Lang, str] = {"zh": "English", "en": "中文"}
_TAGS: dict[Lang, str] = {"zh": "zh-CN", "en": "en"}


@cache
def _environment() -> Environment:
    """Everything is escaped, and a field that isn't there stops the build instead of leaving a hole."""
    from jinja2 import (
        Environment,
        FileSystemLoader,
        StrictUndefined,
        pass_context,
    )  # slow to load, and only this needs it

    @pass_context
    def typed(context: Context, words: str) -> Markup:
        return _typed(context["bulletin"], words, context["lang"])

    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["typed"] = typed
    return environment


def _words(bulletin: Bulletin, name: str, lang: Lang) -> Mapping[str, object]:
    page = getattr(bulletin, name) if name in PAGES else None

    def t(text: Text) -> str:
        return text(lang)

    def say(key: str) -> str:
        return SAID[key](lang)

    return {
        "bulletin": bulletin,
        "page": page,
        "name": name,
        "pages": PAGES,
        "lang": lang,
        "called": _OTHER[lang],
        "other": "en" if lang == "zh" else "zh",
        "t": t,
        "say": say,
        "date": lambda day: day_words(day, lang),
        "month": lambda day: month_words(day, lang),
        "percent": lambda share: SAID["unknown"](lang) if share is None else f"{share:.1%}",
        "svg": _svg,
        "colon": "：" if lang == "zh" else ": ",
        "full_stop": "。" if lang == "zh" else ". ",
    }


def day_words(day: date, lang: Lang) -> str:
    return (
        f"{day.year}年{day.month}月{day.day}日"
        if lang == "zh"
        else f"{day.day} {_MONTHS[day.month]} {day.year}"
    )


def month_words(day: date, lang: Lang) -> str:
    return f"{day.year}年{day.month}月" if lang == "zh" else f"{_MONTHS[day.month]} {day.year}"


# Not strftime's: these are the system's.
_MONTHS = (
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip


def _svg(drawing: Drawing, *, alone: bool = False) -> Markup:
    """A chart in a page, which has its style; or `alone` in a file, with its own."""
    from markupsafe import Markup

    style = Markup((_TEMPLATES / "chart.css").read_text("utf-8")) if alone else ""  # noqa: S704 - our own file
    template = _environment().get_template(f"{drawing.kind}.svg")
    return Markup(template.render(d=drawing, style=style))  # noqa: S704 - what the template has escaped
