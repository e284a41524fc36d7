"""The guide that the button Help opens: HTML pages in each language, with pictures beside them and nothing from elsewhere.

The first page is made from the code; those that go step by step are written in `docs/guide/`, and their pictures taken by
`python -m tests.pictures.guide`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from markdown_it import MarkdownIt

from docs.generate.markdown import BUTTONS_SAVE_NOTHING, head, page, row, shown_buttons
from softenv_xl.books import ISSUE_KINDS
from softenv_xl.documents.writing import KINDS
from softenv_xl.publication.writing import board_kind
from softenv_xl.registers.words import SEVERITY
from softenv_xl.stop_catalogue import STOPS
from softenv_xl.words import LANGS, Lang, Text
from softenv_xl.year_end.document import KIND

_WRITTEN = Path(__file__).parents[1] / "guide"
STEPS = ("packs", "returned", "mail", "bulletin", "report", "data", "history")
"""The pages that go step by step, in the order of a clerk's year."""

_GUIDE_TITLE = Text("软环境：按钮与问题说明", "SoftEnv: buttons and issues")
_HTML = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
:root {{ color-scheme: light; }}
body {{ font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif;
  color: #1a202c; background: #fff; max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }}
h1 {{ font-size: 1.7rem; }}
h2 {{ font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 2px solid #2b6cb0; padding-bottom: .2rem; }}
a {{ color: #2b6cb0; }}
img {{ display: block; max-width: 100%; height: auto; margin: 1rem 0; border: 1px solid #cbd5e0; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid #cbd5e0; }}
th {{ color: #4a5568; }}
th:first-child, td:first-child {{ min-width: 8rem; }}
td {{ overflow-wrap: anywhere; }}
code {{ font-size: .85em; color: #4a5568; overflow-wrap: anywhere; }}
@media (max-width: 40rem) {{ th:first-child, td:first-child {{ min-width: 4rem; }} td {{ font-size: .9rem; }} }}
@media print {{ body {{ font-size: 11px; padding: 0; }} tr, img {{ break-inside: avoid; }} nav {{ display: none; }} }}
</style>
</head>
<body>
{nav}<main>
{body}</main>
</body>
</html>
"""


def guides() -> Iterator[tuple[str, str]]:
    """(file name, HTML) of what the button Help opens, in both languages: the first page, and those step by step."""
    for lang in LANGS:
        yield f"guide.{lang}.html", _page(lang, page(_guide(lang)), "")
        back = f'<nav><a href="guide.{lang}.html">← {_GUIDE_TITLE(lang)}</a></nav>\n'
        for name in STEPS:
            yield f"{name}.{lang}.html", _page(lang, _words(name, lang), back)


def _page(lang: Lang, words: str, nav: str) -> str:
    drawn = MarkdownIt("commonmark").enable("table").render(words)
    drawn = re.sub(r'(<img src="([^"]*)"[^>]*>)', r'<a href="\2">\1</a>', drawn)  # as large as it is
    code = {"zh": "zh-CN", "en": "en"}[lang]
    return _HTML.format(lang=code, title=_title(words), nav=nav, body=drawn)


def _words(name: str, lang: Lang) -> str:
    return (_WRITTEN / f"{name}.{lang}.md").read_text("utf-8")


def _title(words: str) -> str:
    return words.splitlines()[0].removeprefix("# ")


def _guide(lang: Lang) -> Iterator[str]:
    yield f"# {_GUIDE_TITLE(lang)}\n"
    yield BUTTONS_SAVE_NOTHING(lang)
    yield "\n## " + Text("怎样做", "Step by step")(lang) + "\n"
    for name in STEPS:
        yield f"- [{_title(_words(name, lang))}]({name}.{lang}.html)"
    yield "\n## " + Text("按钮", "Buttons")(lang) + "\n"
    yield from shown_buttons(lang)
    yield from _documents(lang)
    yield "\n## " + Text("检查发现的问题", "What the check finds")(lang) + "\n"
    titles = (("级别", "Severity"), ("问题", "What it says"), ("如何处理", "What to do"), ("代码", "Code"))
    yield from head(lang, *(Text(*title) for title in titles))
    for code, kind in ISSUE_KINDS.items():
        severity = SEVERITY.word(kind.severity.value, lang)
        yield row(severity, _open(kind.message(lang)), _open(kind.remedy(lang)), f"`{code}`")
    yield "\n## " + Text("按钮无法运行时", "When a button cannot run")(lang) + "\n"
    yield from head(lang, *(Text(*title) for title in titles[1:]))
    for code, (cause, remedy) in STOPS.items():
        yield row(_open(cause(lang)), _open(remedy(lang)), f"`{code}`")


def _documents(lang: Lang) -> Iterator[str]:
    """What the school's Word templates may name."""
    yield f'\n<h2 id="templates">{Text("文书模板", "Templates of Word documents")(lang)}</h2>\n'
    yield (
        Text(
            "模板在“文书”文件夹的“模板”中，可在 Word 中修改。双花括号中的字段由程序填写；删除模板后，下次会重新放入自带的模板。",
            "They stand in the folder templates of documents; edit them in Word. Fields in double braces are filled in. Delete a "
            "template, and the program's own is put there again.",
        )(lang)
        + "\n"
    )
    yield from head(lang, Text("文书", "Document"), Text("字段", "Field"), Text("内容", "What it is"))
    for kind in (*KINDS, KIND, board_kind()):
        for field, what in kind.means.items():
            yield row(kind.name(lang), f"`{field}`", what(lang))


def _open(sentence: str) -> str:
    """A sentence with its values left open, for people who have never seen a placeholder."""
    return re.sub(r"\{\w+\}", "…", sentence).replace("….", "…")
