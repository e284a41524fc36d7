"""Charts drawn from a table follow it when it gets longer or shorter, as Excel's do by themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings_libreoffice.references import address

if TYPE_CHECKING:
    from xlwings_libreoffice.address import Area
    from xlwings_libreoffice.sheets import Sheet


def draw_anew(sheet: Sheet, before: Area, after: Area) -> None:
    """Every series and category that covers whole columns of the table's body covers them again.

    `before` and `after` are the body on its sheet. Charts on all sheets of the book are looked at.
    """
    if before == after:
        return
    columns = range(max(before.left, after.left), min(before.right, after.right) + 1)
    # asked for once: to make an object for each column would take long
    name = str(sheet.native(before).AbsoluteName).rpartition(".")[0]
    ranges = {_range(name, before, column): _range(name, after, column) for column in columns}
    for other in sheet.book.sheets:
        for chart in _charts(other):
            _draw(chart, ranges)


def _range(sheet: str, body: Area, column: int) -> str:
    """A column as charts name it, `$Figures.$B$5:$B$9`."""
    return f"{sheet}.{address(body._replace(left=column, right=column))}"


def _charts(sheet: Sheet) -> Iterator[Any]:
    charts = sheet.api.Charts
    for index in range(charts.Count):
        yield charts.getByIndex(index).EmbeddedObject


def _draw(chart: Any, ranges: dict[str, str]) -> None:
    provider = chart.getDataProvider()
    for system in chart.getFirstDiagram().getCoordinateSystems():
        for kind in system.getChartTypes():
            for series in kind.getDataSeries():
                for sequence in series.getDataSequences():
                    _renew(sequence, ranges, provider)
        axis = system.getAxisByDimension(0, 0)
        scale = axis.getScaleData()
        if scale.Categories and _renew(scale.Categories, ranges, provider):
            axis.setScaleData(scale)


def _renew(sequence: Any, ranges: dict[str, str], provider: Any) -> bool:
    """Whether the sequence's values were over one of the ranges; they are over the new one then."""
    values = sequence.getValues()
    wanted = ranges.get(values.getSourceRangeRepresentation()) if values else None
    if wanted is None:
        return False
    renewed = provider.createDataSequenceByRangeRepresentation(wanted)
    renewed.Role = values.Role
    sequence.setValues(renewed)
    return True
