"""What the engine does not do: each says so by its name."""

from __future__ import annotations

from typing import Any

from tests.xlwings_libreoffice.cases import Step


def _table(sheet: Any) -> Any:
    return sheet.tables.add(sheet["A1:B2"])


def _rules(sheet: Any) -> Any:
    return sheet["A1:A9"].conditional_formats


UNCLAIMED: dict[str, Step] = {
    "Sheet.charts": lambda s: s.charts,
    "Sheet.shapes": lambda s: s.shapes,
    "Sheet.pictures": lambda s: s.pictures,
    "Sheet.comments": lambda s: list(s.comments),
    "Sheet.to_html": lambda s: s.to_html("page.html"),
    "Range.comment": lambda s: s["A1"].comment,
    "Range.add_comment": lambda s: s["A1"].add_comment("x"),
    "Range.characters": lambda s: s["A1"].characters.text,
    "Range.data_validation": lambda s: s["A1"].data_validation,
    "Range.copy_picture": lambda s: s["A1"].copy_picture(),
    "Range.autofill": lambda s: s["A1"].autofill(s["A1:A9"]),
    "Range.adjust_indent": lambda s: s["A1"].adjust_indent(1),
    "Range.remove_duplicates": lambda s: s["A1:A9"].remove_duplicates(1),
    "App.run": lambda s: s.book.app.macro("Module1.Test")(),
    "App.startup_path": lambda s: s.book.app.startup_path,
    "App.calculation": lambda s: setattr(s.book.app, "calculation", "semiautomatic"),
    "Table.show_headers": lambda s: setattr(_table(s), "show_headers", False),
    "Table.table_style": lambda s: _table(s).table_style,
    "Table.show_table_style_row_stripes": lambda s: _table(s).show_table_style_row_stripes,
    "ConditionalFormats.add_color_scale": lambda s: _rules(s).add_color_scale(["#ffffff", "#ff0000"]),
    "ConditionalFormats.add_data_bar": lambda s: _rules(s).add_data_bar("#ff0000"),
    "ConditionalFormats.add_icon_set": lambda s: _rules(s).add_icon_set("3_arrows"),
    "ConditionalFormat.stop_if_true": lambda s: _rules(s).add_custom("=TRUE").set(stop_if_true=True),
    "horizontal_alignment": lambda s: setattr(s["A1"], "horizontal_alignment", "center_across_selection"),
}
