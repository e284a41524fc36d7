"""The reference pages of the docs, written from the schema and the catalogues so that they can't go stale.

`python -m softenv_xl.reference docs` writes them; a test compares.
"""

from __future__ import annotations

import inspect
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


def pages() -> Iterator[tuple[str, str]]:
    """(file name, text) of every page, in both languages."""
    for lang in LANGS:
        yield f"workbooks.{lang}.md", _page(_workbooks(lang))
        yield f"issues.{lang}.md", _page(_issues(lang))
        yield f"rulebook.{lang}.md", _page(_rulebook(lang))
        yield f"buttons.{lang}.md", _page(_buttons(lang))


def write(folder: Path) -> None:
    """Writes all pages into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages():
        (folder / name).write_text(text, encoding="utf-8")


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


def _buttons(lang: Lang) -> Iterator[str]:
    yield "# " + Text("按钮和单元格函数", "Buttons and worksheet functions")(lang)
    yield ""
    yield Text(
        "按钮作用于 Excel 或 LibreOffice 中打开的工作簿，不会保存它。本页由程序生成。",
        "Buttons work on the workbook that is open in Excel or LibreOffice, and never save it. Generated.",
    )(lang)
    yield ""
    yield from _head(lang, Text("按钮", "Button"), Text("作用", "What it does"))
    for title, what in buttons.BUTTONS.values():
        yield _row(title(lang), what(lang))
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
    write(Path(sys.argv[1]) / "reference")
