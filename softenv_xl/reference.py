"""The reference pages of the docs, written from the schema and the catalogues so that they can't go stale.

`python -m softenv_xl.reference docs` writes them, and the guide that the button Help opens; a test compares.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from softenv_xl import buttons, catalogue, errors, functions
from softenv_xl.bans import default
from softenv_xl.registers.books import BOOKS
from softenv_xl.registers.words import SEVERITY
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import FormSpec, SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.words import LANGS, Lang, Text

_OWNERS = {
    Owner.COMPUTED: Text("程序", "program"),
    Owner.TEACHER: Text("教师", "teacher"),
    Owner.STAFF: Text("办公室", "office"),
}
_KINDS = {
    Kind.TEXT: Text("文字", "text"),
    Kind.ID: Text("编号（文本）", "id (text)"),
    Kind.DATE: Text("日期", "date"),
    Kind.NUMBER: Text("数字", "number"),
    Kind.PERCENT: Text("百分比", "percentage"),
    Kind.CHOICE: Text("选项", "choice"),
    Kind.CHECK: Text("检查结果", "check"),
}


_BUTTONS_SAVE_NOTHING = Text(
    "按钮作用于 Excel 或 LibreOffice 中打开的工作簿，不会保存它。",
    "Buttons work on the workbook that is open in Excel or LibreOffice, and never save it.",
)
_GUIDE_TITLE = Text("软环境：按钮与问题说明", "SoftEnv: buttons and issues")
_HTML = """<!DOCTYPE html>
<html lang="{lang}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 16px/1.6 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", system-ui, sans-serif;
  color: #1a202c; background: #fff; max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }}
h1 {{ font-size: 1.7rem; }}
h2 {{ font-size: 1.25rem; margin-top: 2.5rem; border-bottom: 2px solid #2b6cb0; padding-bottom: .2rem; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ text-align: left; vertical-align: top; padding: .45rem .7rem .45rem 0; border-bottom: 1px solid #cbd5e0; }}
th {{ color: #4a5568; }}
th:first-child, td:first-child {{ min-width: 8rem; }}
code {{ font-size: .85em; color: #4a5568; overflow-wrap: anywhere; }}
@media print {{ body {{ font-size: 11px; padding: 0; }} tr {{ break-inside: avoid; }} }}
</style>
</head>
<body>
{body}</body>
</html>
"""


def pages() -> Iterator[tuple[str, str]]:
    """(file name, text) of every page, in both languages."""
    for lang in LANGS:
        yield f"workbooks.{lang}.md", _page(_workbooks(lang))
        yield f"issues.{lang}.md", _page(_issues(lang))
        yield f"rulebook.{lang}.md", _page(_rulebook(lang))
        yield f"buttons.{lang}.md", _page(_buttons(lang))


def guides() -> Iterator[tuple[str, str]]:
    """(file name, HTML) of what the button Help opens, in both languages: one page each, nothing beside it."""
    from markdown_it import MarkdownIt  # needed here alone, and not by those who only open the guide

    drawn = MarkdownIt("commonmark").enable("table")
    for lang in LANGS:
        text = _page(_guide(lang))
        title, code = _GUIDE_TITLE(lang), {"zh": "zh-CN", "en": "en"}[lang]
        yield f"guide.{lang}.html", _HTML.format(lang=code, title=title, body=drawn.render(text))


def write(folder: Path, written: Iterator[tuple[str, str]]) -> None:
    """Writes pages into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written:
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _page(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def _row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def _head(lang: Lang, *titles: Text) -> Iterator[str]:
    yield _row(*(title(lang) for title in titles))
    yield _row(*("---" for _ in titles))


def _workbooks(lang: Lang) -> Iterator[str]:
    yield "# " + Text("工作簿：工作表与列", "The workbooks: sheets and columns")(lang)
    yield ""
    yield Text("本页由程序定义生成。", "This page is generated from the schema.")(lang)
    for book in BOOKS:
        yield f"\n## {book.title(lang)}"
        for sheet in book.sheets:
            yield from _sheet(sheet, lang)
    yield from _read_as(lang)


def _read_as(lang: Lang) -> Iterator[str]:
    """The words that are read as a choice although they aren't to the letter."""
    yield "\n## " + Text("按选项读取的其他写法", "Words that are read as a choice")(lang) + "\n"
    yield Text(
        "不计空格、全角半角、大小写和句末标点；每次都会给出提示。",
        "Blanks, width, case and full stops make no difference; each time a note says so.",
    )(lang)
    columns = [
        c
        for book in BOOKS
        for sheet in book.sheets
        for part in (sheet.form, sheet.table)
        if part
        for c in part.columns
    ]
    for words in dict.fromkeys(
        c.choices for c in columns if isinstance(c.choices, Vocabulary) and c.choices.also
    ):
        yield ""
        yield from _head(lang, Text("选项", "Choice"), Text("其他写法", "Also"))
        for key, also in words.also:
            yield _row(words.word(key, lang), ", ".join(also))
        if words.before:
            yield _row(Text("可在其前", "may stand before")(lang), ", ".join(words.before))
            yield _row(Text("可在其后", "may stand behind")(lang), ", ".join(words.after))


def _sheet(sheet: SheetSpec, lang: Lang) -> Iterator[str]:
    yield f"\n### {sheet.name(lang)}\n"
    yield sheet.guide(lang)
    for part in (sheet.form, sheet.table):
        if part:
            yield ""
            yield from _columns(part, lang)


def _columns(spec: TableSpec | FormSpec, lang: Lang) -> Iterator[str]:
    titles = (("列", "Column"), ("填写者", "Owner"), ("内容", "Holds"), ("检查", "Checks"))
    yield from _head(lang, *(Text(*title) for title in titles))
    rules = list(spec.all_rules)
    for column in spec.columns:
        codes = dict.fromkeys(f"`{rule.code}`" for rule in rules if rule.column == column.key)
        yield _row(column.label(lang), _OWNERS[column.owner](lang), _holds(column, lang), ", ".join(codes))


def _holds(column: Column, lang: Lang) -> str:
    kind = _KINDS[column.kind](lang)
    if isinstance(column.choices, Vocabulary):
        return f"{kind}: {' / '.join(column.choices.spoken(lang))}"
    if isinstance(column.choices, ListOf):
        return f"{kind}: `{column.choices.name}`"
    return kind


def _issues(lang: Lang) -> Iterator[str]:
    yield "# " + Text("问题代码", "Issues")(lang)
    yield ""
    yield Text(
        "自查表或总台账中的数据有误时给出。本页由问题目录生成。",
        "What is told about the data of a return or of the control workbook. Generated from the catalogue.",
    )(lang)
    yield ""
    titles = (("代码", "Code"), ("级别", "Severity"), ("问题", "Message"), ("如何处理", "Remedy"))
    yield from _head(lang, *(Text(*title) for title in titles))
    for code, kind in catalogue.CATALOGUE.items():
        yield _row(
            f"`{code}`", SEVERITY.word(kind.severity.value, lang), kind.message(lang), kind.remedy(lang)
        )
    yield "\n## " + Text("命令无法执行时", "When a command cannot run")(lang) + "\n"
    yield from _head(lang, *(Text(*title) for title in (titles[0], titles[2], titles[3])))
    for code, (cause, remedy) in errors.CATALOGUE.items():
        yield _row(f"`{code}`", cause(lang), remedy(lang))


def _guide(lang: Lang) -> Iterator[str]:
    yield f"# {_GUIDE_TITLE(lang)}\n"
    yield _BUTTONS_SAVE_NOTHING(lang)
    yield "\n## " + Text("按钮", "Buttons")(lang) + "\n"
    yield from _shown(lang)
    yield "\n## " + Text("检查发现的问题", "What the check finds")(lang) + "\n"
    titles = (("级别", "Severity"), ("问题", "What it says"), ("如何处理", "What to do"), ("代码", "Code"))
    yield from _head(lang, *(Text(*title) for title in titles))
    for code, kind in catalogue.CATALOGUE.items():
        severity = SEVERITY.word(kind.severity.value, lang)
        yield _row(severity, _open(kind.message(lang)), _open(kind.remedy(lang)), f"`{code}`")
    yield "\n## " + Text("按钮无法运行时", "When a button cannot run")(lang) + "\n"
    yield from _head(lang, *(Text(*title) for title in titles[1:]))
    for code, (cause, remedy) in errors.CATALOGUE.items():
        yield _row(_open(cause(lang)), _open(remedy(lang)), f"`{code}`")


def _open(sentence: str) -> str:
    """A sentence with its values left open, for people who have never seen a placeholder."""
    return re.sub(r"\{\w+\}", "…", sentence).replace("….", "…")


def _buttons(lang: Lang) -> Iterator[str]:
    yield "# " + Text("按钮和单元格函数", "Buttons and worksheet functions")(lang)
    yield ""
    yield _BUTTONS_SAVE_NOTHING(lang) + Text("本页由程序生成。", " Generated.")(lang)
    yield ""
    yield from _shown(lang)
    yield "\n## " + Text("单元格函数", "Worksheet functions")(lang) + "\n"
    yield Text(
        "函数只在 Windows 版 Excel 中可用；等效公式在 Excel、WPS 和 LibreOffice 中都可用，寄出的工作簿请用公式。",
        "The functions exist only in Excel on Windows. The plain formulas do the same in Excel, WPS and LibreOffice: "
        "use them in workbooks that are mailed.",
    )(lang)
    yield ""
    yield from _head(lang, Text("函数", "Function"), Text("等效公式", "Plain formula"))
    for name, formula in functions.EQUIVALENTS.items():
        *arguments, _ = inspect.signature(getattr(functions, name.lower())).parameters
        yield _row(f"`{name}({', '.join(arguments)})`", f"`{formula(lang)}`")


def _shown(lang: Lang) -> Iterator[str]:
    yield from _head(lang, Text("按钮", "Button"), Text("作用", "What it does"))
    for title, what in buttons.SHOWN.values():
        yield _row(title(lang), what(lang))


def _rulebook(lang: Lang) -> Iterator[str]:
    yield "# " + Text(f"默认规则（{default.VERSION}）", f"The default rulebook ({default.VERSION})")(lang)
    yield ""
    titles = (
        ("编号", "No."),
        ("简称", "Title"),
        ("内容", "Text"),
        ("权重", "Weight"),
        ("一票否决", "Veto"),
        ("依据", "Source"),
    )
    yield from _head(lang, *(Text(*title) for title in titles))
    for entry in default.ENTRIES:
        veto = Text("是", "yes")(lang) if entry.veto else ""
        yield _row(
            entry.number, entry.title(lang), entry.text(lang), entry.severity, veto, entry.source(lang)
        )


if __name__ == "__main__":
    write(Path(sys.argv[1]) / "reference", pages())
    write(buttons.GUIDE, guides())
