"""Fonts, colours and cell formats. Colours come from Okabe and Ito's palette, which colour-blind people tell apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from softenv_xl.schema.column import Kind, Owner
from softenv_xl.schema.computed import LinkTo

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

    from softenv_xl.schema.column import Column
    from softenv_xl.words import Lang

# Arial has metric twins on every system; the Chinese font is on every Chinese Windows.
FONTS: dict[Lang, str] = {"zh": "Microsoft YaHei", "en": "Arial"}
# Column widths are counted in this font's digits: the same on every system, so charts keep their places.
MEASURE = "Arial"
_LINE_POINTS: dict[Lang, float] = {"zh": 15, "en": 13}
SIZE = 10
ROW_PIXELS = 22

BLUE, SKY, GREEN, ORANGE, VERMILION = "#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00"
PURPLE, GREY = "#CC79A7", "#A6A6A6"
PALE_BLUE = "#CFE3F3"
INK, FAINT_INK, LINE = "#222222", "#5F5F5F", "#BFBFBF"


class Tone(NamedTuple):
    """Dark letters on a pale ground of the same hue: readable on paper and screen."""

    ink: str
    ground: str | None


GOOD = Tone("#00583F", "#D9F2E8")
# Where nearly every row is good, only the others shall catch the eye.
FINE = Tone("#00583F", None)
BAD = Tone("#9C3A00", "#FCE4D6")
CARE = Tone("#6B4A00", "#FFEFC7")
QUIET = Tone("#595959", "#EFEFEF")
# Rows that nobody has to look at any more.
SETTLED = Tone("#767676", None)
PALE = Tone("#6F6F6F", None)
CALM = Tone("#0B4A75", None)
NEWS = Tone("#0B4A75", "#DDEFFB")
DOUBT = Tone("#7D335F", "#F7E4EF")

# A word that starts with a symbol takes the symbol's tone.
# What is as it should be, or not yet known, stays without ground: only exceptions catch the eye.
SYMBOLS = {"✓": FINE, "✗": BAD, "△": CARE, "○": PALE, "↺": CALM, "？": DOUBT, "?": DOUBT}

# Vocabularies whose words carry no symbol: the word itself says it, the tone only helps to find it.
WORDS: dict[str, dict[str, Tone]] = {
    "status": {
        "closed": FINE,
        "deviation_requested": DOUBT,
        "deviation_approved": NEWS,
        "open": CARE,
        "investigating": CARE,
        "withdrawn": QUIET,
    },
    "super_colour": {"red": BAD, "yellow": CARE, "blue": NEWS, "green": FINE},
    "evidence_state": {"substantiated": BAD, "alleged": DOUBT, "self_reported": CARE, "rectified": NEWS},
}

# Counts that call for somebody once they are above zero.
ALARMS = {"overdue": BAD, "vetoes": BAD, "errors": BAD, "warnings": CARE}

HEADER_GROUND = {Owner.COMPUTED: "#DCDCDC", Owner.TEACHER: "#FFF0B0", Owner.STAFF: "#CCE2F5"}
INPUT_GROUND = {Owner.COMPUTED: "#F3F3F3", Owner.TEACHER: "#FFFAE0", Owner.STAFF: "#EAF3FB"}
# The same hues, dark enough for a small square in the legend.
LEGEND_INK = {Owner.COMPUTED: "#A0A0A0", Owner.TEACHER: "#E5BF00", Owner.STAFF: "#5B9BD5"}

NUMBER_FORMATS = {Kind.ID: "@", Kind.DATE: "yyyy-mm-dd", Kind.PERCENT: "0%", Kind.NUMBER: "0"}
_CENTRED = {Kind.DATE, Kind.PERCENT, Kind.NUMBER}


_LINK = {"font_color": BLUE, "underline": 1}


def number_format(column: Column) -> str:
    """The number format of a column's cells."""
    if column.kind is Kind.NUMBER:
        shown = f"0.{'0' * column.decimals}" if column.decimals else NUMBER_FORMATS[column.kind]
        return f'{shown};-{shown};"–"' if column.owner is Owner.COMPUTED and not column.nought else shown
    return NUMBER_FORMATS.get(column.kind, "General")


class Formats:
    """The formats of one workbook; each is made once."""

    def __init__(self, workbook: Workbook, lang: Lang) -> None:
        self._workbook = workbook
        self._font = FONTS[lang]
        self.line_points = _LINE_POINTS[lang]
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def format(self, **properties: Any) -> Format:
        """A cell format with the workbook's font and these XlsxWriter properties."""
        wanted = {"font_name": self._font, "font_size": SIZE, "font_color": INK, **properties}
        key = tuple(sorted(wanted.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(wanted)
        return self._made[key]

    def change(self, **properties: Any) -> Format:
        """What a conditional format changes: only what is named."""
        key = (("", "conditional"), *sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._workbook.add_format(properties)
        return self._made[key]

    def tone(self, tone: Tone, **more: Any) -> Format:
        ground = {"bg_color": tone.ground} if tone.ground else {}
        return self.change(font_color=tone.ink, **ground, **more)

    def chart_font(self, size: float, **more: Any) -> dict[str, Any]:
        return {"name": self._font, "size": size, "color": INK, **more}

    def title(self) -> Format:
        return self.format(font_size=15, bold=True, valign="vcenter")

    def link(self, **more: Any) -> Format:
        return self.format(**_LINK, **more)

    def guide(self, **more: Any) -> Format:
        return self.format(font_color=FAINT_INK, valign="vcenter", **more)

    def header(self, column: Column) -> Format:
        """Aligned as the cells below it."""
        return self.format(
            **_aligned(column),
            bold=True,
            bg_color=HEADER_GROUND[column.owner],
            border=1,
            border_color=LINE,
            text_wrap=True,
            valign="vcenter",
        )

    def column(self, column: Column) -> Format:
        """The whole column's default, so that rows which people add look right."""
        return self.format(**_cell(column))

    def cell(self, column: Column, *, tinted: bool) -> Format:
        """A cell of a table row; `tinted` shows by its ground who fills it in."""
        more: dict[str, Any] = {"bg_color": INPUT_GROUND[column.owner]} if tinted else {}
        if column.owner is Owner.STAFF and tinted:  # on a protected sheet it stays open
            more["locked"] = False
        return self.format(**_cell(column), border=1, border_color=LINE, **more)

    def spare(self, column: Column) -> Format:
        """A cell of a ready row that hardly anybody needs."""
        ink = {"font_color": LINE} if column.owner is Owner.COMPUTED else {}
        return self.format(**_cell(column), border=4, border_color=LINE, **ink)

    def field(self, column: Column) -> Format:
        """The value cell of a form; what people fill in stays open on a protected sheet."""
        return self.format(
            num_format=number_format(column),
            border=1,
            border_color=LINE,
            bg_color=INPUT_GROUND[column.owner],
            align="left",
            indent=1,
            valign="vcenter",
            text_wrap=True,
            locked=column.owner is Owner.COMPUTED,
        )

    def figure(self, column: Column, **more: Any) -> Format:
        """A single figure that stands outside a table, shown as in the column."""
        return self.format(num_format=number_format(column), **_aligned(column), **more)

    def label(self, **more: Any) -> Format:
        return self.format(**{"bold": True, "valign": "vcenter", **more})


def _cell(column: Column) -> dict[str, Any]:
    return {
        "num_format": number_format(column),
        **_aligned(column),
        "text_wrap": not column.hidden,
        "valign": "top",
        **(_LINK if isinstance(column.formula, LinkTo) else {}),
    }


def _aligned(column: Column) -> dict[str, Any]:
    """Words keep a little away from the line beside them."""
    return {"align": "center"} if column.kind in _CENTRED else {"align": "left", "indent": 1}
