"""The templates that come with the program, written as text (`words/`): a line for each paragraph, its style first.

`#` is the title, `1` a heading, `-` the body, `<` whom it goes to, `>` a line of the signature; `%` is a line of the template
language alone. What stands in double braces is filled in.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from softenv_xl.documents.official import bytes_of, page, signature
from softenv_xl.words import Lang

_STYLES = {"#": "Title", "1": "Heading 1", "-": "Normal", ">": "Normal", "<": "Normal", "%": "Normal"}

_WORDS = Path(__file__).with_name("words")


def template(name: str, lang: Lang, *, numbered: bool) -> bytes:
    """The template of that name as a Word file. What is one page for each of many has no page numbers."""
    made = page(lang, numbered=numbered)
    for mark, words in _lines((_WORDS / f"{name}.{lang}.txt").read_text("utf-8")):
        paragraph = made.add_paragraph(words, _STYLES[mark])
        if mark == ">":
            signature(paragraph)
        elif mark == "<":
            paragraph.paragraph_format.first_line_indent = Pt(0)
        elif mark == "-" and lang == "zh":
            paragraph.alignment = WD_ALIGN_PARAGRAPH.JUSTIFY
    return bytes_of(made)


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.splitlines():
        mark, _, words = line.partition(" ")
        yield mark, words
