"""The templates that come with the program, written as text (`words/`): a line for each paragraph, its style first.

`#` is the title, `1` a heading, `2` one below it, `-` the body, `<` whom it goes to, `>` a line of the signature; `%` is a line
of the template language alone, `+` says what the table below it is about, `/` begins a page. What stands in double braces is
filled in. A table begins with `=` and its columns' widths in proportion; `|` is each of its rows, its cells apart by the same
mark.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt

from softenv_xl.documents.official import bytes_of, page, signature, table
from softenv_xl.words import Lang

if TYPE_CHECKING:
    from docx.document import Document as Doc

_STYLES = {
    "#": "Title",
    "1": "Heading 1",
    "2": "Heading 2",
    "-": "Normal",
    ">": "Normal",
    "+": "Normal",
    "<": "Normal",
    "%": "Normal",
}

_WORDS = Path(__file__).with_name("words")


def template(name: str, lang: Lang, *, numbered: bool, plain: bool = False) -> bytes:
    """The template of that name as a Word file. What is one page for each of many has no page numbers; a `plain` one leaves the
    format to the school.
    """
    made = page(lang, numbered=numbered, plain=plain)
    for mark, lines in groupby(
        _lines((_WORDS / f"{name}.{lang}.txt").read_text("utf-8")),
        lambda line: "|" if line[0] in "=|" else line[0],
    ):
        if mark == "|":
            (_, widths), *rows = lines
            table(made, [words.split(" | ") for _, words in rows], [int(width) for width in widths.split()])
            continue
        for _, words in lines:
            _paragraph(made, mark, words, lang)
    return bytes_of(made)


def _paragraph(made: Doc, mark: str, words: str, lang: Lang) -> None:
    if mark == "/":
        made.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
        return
    paragraph = made.add_paragraph(words, _STYLES[mark])
    if mark == ">":
        signature(paragraph)
    elif mark == "+":
        paragraph.paragraph_format.keep_with_next = True
    elif mark == "<":
        paragraph.paragraph_format.first_line_indent = Pt(0)
    elif mark == "-" and lang == "zh":
        paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        mark, _, words = line.partition(" ")
        yield mark, words
