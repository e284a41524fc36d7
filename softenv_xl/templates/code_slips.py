"""The slips with one-time codes for parents: a sheet for each class, to be printed and cut."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from itertools import count

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from softenv_xl.templates.page import A4
from softenv_xl.words import Lang, Text

ACROSS = 3
_WIDTH, _HEIGHT, _MARGIN = 29, 70, 0.4
_LONGEST = 31  # letters of a sheet's name
_LONGEST_NAME = 60  # letters that a slip has room for
_FORBIDDEN = re.compile(r"[\[\]:*?/\\']")

_WORDS = Text(
    "家长评议 · {name}\n问卷码\n{code}\n每码限答一次，不记录谁领了哪个码。",
    "Parents' appraisal · {name}\nOne-time code\n{code}\nOnce each. Nobody notes who has which.",
)


def code_slips(codes: Mapping[str, Sequence[str]], lang: Lang) -> bytes:
    """The workbook; `codes` by the name of the class."""
    made = io.BytesIO()
    with Workbook(made, {"in_memory": True}) as book:
        looks = book.add_format({"text_wrap": True, "align": "center", "valign": "vcenter", "border": 4})
        small = book.add_format({"font_size": 8})
        large = book.add_format({"bold": True, "font_size": 15, "font_name": "Courier New"})
        taken: set[str] = set()
        for name, own in codes.items():
            sheet = book.add_worksheet(_title(name, taken))
            sheet.set_column(0, ACROSS - 1, _WIDTH)
            sheet.set_paper(A4)
            sheet.set_margins(_MARGIN, _MARGIN, _MARGIN, _MARGIN)
            sheet.fit_to_pages(1, 0)
            _slips(sheet, name, own, lang, (looks, small, large))
    return made.getvalue()


def _slips(
    sheet: Worksheet, name: str, codes: Sequence[str], lang: Lang, formats: tuple[Format, Format, Format]
) -> None:
    looks, small, large = formats
    before, after = _WORDS(lang).split("{code}")
    before = before.replace("{name}", name[:_LONGEST_NAME])
    for at, code in enumerate(codes):
        row, column = divmod(at, ACROSS)
        if not column:
            sheet.set_row(row, _HEIGHT)
        sheet.write_rich_string(row, column, small, before, large, code, small, after, looks)


def _title(name: str, taken: set[str]) -> str:
    """A name that a sheet may have and no other one has."""
    plain = _FORBIDDEN.sub(" ", name).strip()[:_LONGEST] or "1"
    tries = (plain if number == 1 else f"{plain[: _LONGEST - 4]} {number}" for number in count(1))
    free = next(title for title in tries if title.casefold() not in taken)
    taken.add(free.casefold())
    return free
