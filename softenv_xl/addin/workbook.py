"""control.zh.xlsm and control.en.xlsm: the control workbook with buttons, for those who want them on the sheet."""

from __future__ import annotations

from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl import templates
from softenv_xl.addin import ovba, ribbon, sources
from softenv_xl.addin.phrases import NO_ADDIN
from softenv_xl.books import CONTROL
from softenv_xl.captions import BUTTONS
from softenv_xl.templates.dashboard import GAP_ROW, WIDTH
from softenv_xl.templates.page import HOME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.words import Lang

# Pixels: a button's height, what is between two and between groups of them, and a caption's letters and rims.
_HEIGHT, _GAP, _GROUP_GAP = 30, 6, 14
_LETTER, _RIMS = {"zh": 16, "en": 8}, 28


def control(lang: Lang) -> bytes:
    """The control workbook with buttons on the dashboard, above its figures."""
    return templates.build(CONTROL, lang, _add_buttons)


def on_sheet() -> list[str]:
    """The buttons of the ribbon that are about this workbook, not about the program; nor can a workbook with macros be
    closed and upgraded by one of its own.
    """
    return [
        button
        for button in ribbon.ordered()
        if "other" not in ribbon.look(button).kinds.split() and button != "upgrade"
    ]


def _add_buttons(canvas: Canvas) -> None:
    sheets = canvas.workbook.worksheets()
    project = ovba.project(sources.workbook(), len(sheets))
    canvas.workbook.add_vba_project(BytesIO(project), is_stream=True)
    canvas.workbook.define_name("no_addin", f'="{NO_ADDIN(canvas.lang)}"')
    sheet = canvas.workbook.get_worksheet_by_name(CONTROL.sheet(HOME).name(canvas.lang))
    sheet.activate()
    placed = list(_placed(canvas.lang))
    lines = 1 + max(button.line for button in placed)
    sheet.set_row_pixels(GAP_ROW, lines * (_HEIGHT + _GAP) + _GAP)
    for button in placed:
        caption, does = (text(canvas.lang) for text in BUTTONS[button.name])
        options = {
            "macro": sources.macro(button.name),
            "caption": caption,
            "description": does,
            "width": button.width,
            "height": _HEIGHT,
            "x_offset": button.left,
            "y_offset": _GAP + button.line * (_HEIGHT + _GAP),
        }
        sheet.insert_button(GAP_ROW, 0, options)


class _Placed(NamedTuple):
    """A button on its line, in pixels from the left."""

    name: str
    line: int
    left: int
    width: int


def _placed(lang: Lang) -> Iterator[_Placed]:
    """A group stays on one line, and begins a new one where it would reach beyond the dashboard."""
    left = line = 0
    for _, group in groupby(on_sheet(), lambda button: ribbon.look(button).group):
        widths = {button: len(BUTTONS[button][0](lang)) * _LETTER[lang] + _RIMS for button in group}
        if left and left + sum(widths.values()) + _GAP * (len(widths) - 1) > WIDTH:
            left, line = 0, line + 1
        for button, width in widths.items():
            yield _Placed(button, line, left, width)
            left += width + _GAP
        left += _GROUP_GAP - _GAP
