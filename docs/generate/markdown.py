"""Markdown as the generated pages share it."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl import captions
from softenv_xl.words import Lang, Text

BUTTONS_SAVE_NOTHING = Text(
    "按钮作用于 Excel 或 LibreOffice 中打开的工作簿；除“升级”外，不会保存它。",
    "Buttons work on the workbook that is open in Excel or LibreOffice, and never save it, but for Upgrade.",
)


def page(lines: Iterator[str]) -> str:
    return "\n".join(lines) + "\n"


def row(*cells: object) -> str:
    return "| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def head(lang: Lang, *titles: Text) -> Iterator[str]:
    yield row(*(title(lang) for title in titles))
    yield row(*("---" for _ in titles))


def shown_buttons(lang: Lang) -> Iterator[str]:
    yield from head(lang, Text("按钮", "Button"), Text("作用", "What it does"))
    for title, what in captions.SHOWN.values():
        yield row(title(lang), what(lang))
