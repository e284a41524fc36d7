"""The reference pages: sheets and columns, issues, the default rulebook, buttons and worksheet functions."""

from __future__ import annotations

import inspect
from collections.abc import Iterator

from docs.generate.markdown import BUTTONS_SAVE_NOTHING, head, page, row, shown_buttons
from docs.generate.systems import systems
from softenv_xl import functions
from softenv_xl.bans import default
from softenv_xl.books import BOOKS, ISSUE_KINDS
from softenv_xl.registers import REGISTERS
from softenv_xl.registers.words import SEVERITY
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.table import FormSpec, SheetSpec, TableSpec
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.stop_catalogue import STOPS
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
        yield f"workbooks.{lang}.md", page(_workbooks(lang))
        yield f"issues.{lang}.md", page(_issues(lang))
        yield f"rulebook.{lang}.md", page(_rulebook(lang))
        yield f"buttons.{lang}.md", page(_buttons(lang))
        yield f"systems.{lang}.md", page(systems(lang))


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
        yield from head(lang, Text("选项", "Choice"), Text("其他写法", "Also"))
        for key, also in words.also:
            yield row(words.word(key, lang), ", ".join(also))
        if words.before:
            yield row(Text("可在其前", "may stand before")(lang), ", ".join(words.before))
            yield row(Text("可在其后", "may stand behind")(lang), ", ".join(words.after))


def _sheet(sheet: SheetSpec, lang: Lang) -> Iterator[str]:
    yield f"\n### {sheet.name(lang)}\n"
    yield sheet.guide(lang)
    for part in (sheet.form, sheet.table):
        if part:
            yield ""
            yield from _columns(part, lang)


def _columns(spec: TableSpec | FormSpec, lang: Lang) -> Iterator[str]:
    titles = (("列", "Column"), ("填写者", "Owner"), ("内容", "Holds"), ("检查", "Checks"))
    yield from head(lang, *(Text(*title) for title in titles))
    told = [(rule.column, rule.kind.code) for rule in spec.all_rules]
    told += [(rule.column, rule.kind.code) for each in REGISTERS if each.spec is spec for rule in each.whole]
    for column in spec.columns:
        codes = dict.fromkeys(f"`{code}`" for key, code in told if key == column.key)
        yield row(column.label(lang), _OWNERS[column.owner](lang), _holds(column, lang), ", ".join(codes))


def _holds(column: Column, lang: Lang) -> str:
    kind = _KINDS[column.kind](lang)
    if isinstance(column.choices, Vocabulary):
        return f"{kind}: {' / '.join(column.choices.allowed_words(lang))}"
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
    yield from head(lang, *(Text(*title) for title in titles))
    for code, kind in ISSUE_KINDS.items():
        yield row(
            f"`{code}`", SEVERITY.word(kind.severity.value, lang), kind.message(lang), kind.remedy(lang)
        )
    yield "\n## " + Text("命令无法执行时", "When a command cannot run")(lang) + "\n"
    yield from head(lang, *(Text(*title) for title in (titles[0], titles[2], titles[3])))
    for code, (cause, remedy) in STOPS.items():
        yield row(f"`{code}`", cause(lang), remedy(lang))


def _buttons(lang: Lang) -> Iterator[str]:
    yield "# " + Text("按钮和单元格函数", "Buttons and worksheet functions")(lang)
    yield ""
    yield BUTTONS_SAVE_NOTHING(lang) + Text("本页由程序生成。", " Generated.")(lang)
    yield ""
    yield from shown_buttons(lang)
    yield "\n## " + Text("单元格函数", "Worksheet functions")(lang) + "\n"
    yield Text(
        "函数只在 Windows 版 Excel 中可用；等效公式在 Excel、WPS 和 LibreOffice 中都可用，寄出的工作簿请用公式。",
        "The functions exist only in Excel on Windows. The plain formulas do the same in Excel, WPS and LibreOffice: "
        "use them in workbooks that are mailed.",
    )(lang)
    yield ""
    yield from head(lang, Text("函数", "Function"), Text("等效公式", "Plain formula"))
    for name, formula in functions.EQUIVALENTS.items():
        *arguments, _ = inspect.signature(getattr(functions, name.lower())).parameters
        yield row(f"`{name}({', '.join(arguments)})`", f"`{formula(lang)}`")


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
    yield from head(lang, *(Text(*title) for title in titles))
    for entry in default.ENTRIES:
        veto = Text("是", "yes")(lang) if entry.veto else ""
        yield row(entry.number, entry.title(lang), entry.text(lang), entry.severity, veto, entry.source(lang))
