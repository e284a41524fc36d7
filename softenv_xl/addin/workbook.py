"""control.zh.xlsm and control.en.xlsm: the control workbook with buttons, for those who want them on the sheet."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from softenv_xl import templates
from softenv_xl.addin import ovba, ribbon, sources
from softenv_xl.addin.phrases import NO_ADDIN
from softenv_xl.books import CONTROL
from softenv_xl.captions import BUTTONS
from softenv_xl.templates.dashboard import GAP_ROW
from softenv_xl.templates.page import HOME

if TYPE_CHECKING:
    from softenv_xl.templates.canvas import Canvas
    from softenv_xl.words import Lang

# Pixels: a button's height, what is between two and between groups of them, and a caption's letters and rims.
_HEIGHT, _GAP, _GROUP_GAP = 30, 6, 14
_LETTER, _RIMS = {"zh": 16, "en": 8}, 28


def control(lang: Lang) -> bytes:
    """The control workbook with a row of buttons on the dashboard, above its figures."""
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
    sheet.set_row_pixels(GAP_ROW, _HEIGHT + 2 * _GAP)
    left, group = 0, ""
    for button in on_sheet():
        caption, does = (text(canvas.lang) for text in BUTTONS[button])
        if group and ribbon.look(button).group != group:
            left += _GROUP_GAP - _GAP
        group = ribbon.look(button).group
        width = len(caption) * _LETTER[canvas.lang] + _RIMS
        options = {
            "macro": sources.macro(button),
            "caption": caption,
            "description": does,
            "width": width,
            "height": _HEIGHT,
            "x_offset": left,
            "y_offset": _GAP,
        }
        sheet.insert_button(GAP_ROW, 0, options)
        left += width + _GAP
