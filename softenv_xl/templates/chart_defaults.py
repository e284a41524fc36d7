"""Says in every chart what XlsxWriter leaves to the program that opens it.

For what a chart doesn't say, programs take the defaults of Excel 2007 in files that call themselves Excel's, and
those of the standard (ECMA-376 part 1, chapter 21.2) in all others: legend keys and names in every label, smooth
lines, blanks drawn as zero, tick marks across the axes. A workbook that softenv-xl has written says so.
"""

from __future__ import annotations

from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHARTS = "xl/charts/chart"


class _Rule(NamedTuple):
    """Every `parent` has these children; `order` are the ones that may stand before, as the schema has them."""

    parent: str
    order: str
    values: dict[str, str]


_LABELS = (
    "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize"
)
_AXIS = "axId scaling delete axPos majorGridlines minorGridlines title numFmt majorTickMark minorTickMark tickLblPos"
_SERIES = "idx order tx spPr"
_VALUES = "marker dPt dLbls trendline errBars cat val"
_TICKS = {"delete": "0", "majorTickMark": "out", "minorTickMark": "none"}

_RULES = (
    _Rule("chartSpace", "date1904 lang roundedCorners", {"roundedCorners": "0"}),
    _Rule(
        "chart",
        "title autoTitleDeleted pivotFmts view3D floor sideWall backWall plotArea legend plotVisOnly dispBlanksAs",
        {"autoTitleDeleted": "0", "dispBlanksAs": "gap"},
    ),
    _Rule("title", "tx layout overlay", {"overlay": "0"}),
    _Rule("legend", "legendPos legendEntry layout overlay", {"overlay": "0"}),
    _Rule("barChart", "barDir grouping varyColors", {"varyColors": "0"}),
    _Rule("lineChart", "grouping varyColors", {"varyColors": "0"}),
    _Rule("barChart/ser", f"{_SERIES} invertIfNegative", {"invertIfNegative": "0"}),
    _Rule("lineChart/ser", f"{_SERIES} {_VALUES} smooth", {"smooth": "0"}),
    _Rule("dLbls", _LABELS, {name: "0" for name in _LABELS.split() if name.startswith("show")}),
    _Rule("catAx", _AXIS, _TICKS),
    _Rule("dateAx", _AXIS, _TICKS),
    _Rule("valAx", _AXIS, _TICKS),
)


def with_chart_defaults(package: bytes) -> bytes:
    """The same workbook with nothing left open in its charts."""
    result = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            data = source.read(info)
            target.writestr(
                info, _with_explicit_values(data) if info.filename.startswith(_CHARTS) else data, ZIP_DEFLATED
            )
    return result.getvalue()


def _with_explicit_values(part: bytes) -> bytes:
    root = etree.fromstring(part)
    for rule in _RULES:
        path = "/".join(f"{_C}{name}" for name in rule.parent.split("/"))
        for parent in [root] if root.tag == path else root.iterfind(f".//{path}"):
            for name, value in rule.values.items():
                _say(parent, name, value, rule.order.split())
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _say(parent: etree._Element, name: str, value: str, order: list[str]) -> None:
    if parent.find(f"{_C}{name}") is not None:
        return
    before = {f"{_C}{other}" for other in order[: order.index(name)]}
    place = sum(child.tag in before for child in parent)
    parent.insert(place, etree.Element(f"{_C}{name}", val=value))
