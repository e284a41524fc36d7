"""A run leaves the program as it found it: what is switched off for its time is switched on again, whatever happens."""

from __future__ import annotations

import re
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from softenv_xl.errors import Stop
from softenv_xl.hosts.live.program import program_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw
    from xlwings.main import Table

    from softenv_xl.hosts.live.table_plan import TablePlan

# Switched back in the reverse order: events and redrawing only once everything has been calculated.
_SWITCHES = {"screen_updating": False, "enable_events": False, "calculation": "manual"}


_PATTERN = re.compile(r"[*?~]")
_DAY = re.compile(r"\b\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b")


@contextmanager
def suspended(app: xw.App) -> Iterator[None]:
    """No redrawing, no events, no calculation in between: each only where the program knows it."""
    with ExitStack() as stack:
        for switch, value in _SWITCHES.items():
            with suppress(NotImplementedError):
                before = getattr(app, switch)
                if before != value:
                    setattr(app, switch, value)
                    stack.callback(setattr, app, switch, before)
        yield


@contextmanager
def unfiltered(table: Table) -> Iterator[None]:
    """The table with its filter's criteria lifted, as sorting and writing pass hidden rows over.

    Raises Stop(table.filtered) for criteria that can't be put back exactly, such as those by colour.
    """
    lifted = [(criterion.field, _again(table, criterion)) for criterion in _criteria(table)]
    for field, _ in lifted:
        table.autofilter.clear(field)
    try:
        yield
    finally:
        for _, again in lifted:
            again()


@contextmanager
def rows_unhidden(sheet: xw.Sheet, plan: TablePlan) -> Iterator[None]:
    """The table with the rows shown that people hid, while its rows are sorted.

    Excel leaves hidden rows where they are when it sorts, and would mix the records up; a hidden row's place stays
    hidden anywhere. Afterwards the same records are hidden, wherever they stand.
    """
    first = plan.block.first
    rows = sheet.range((first, plan.block.left), (plan.block.last, plan.block.left))
    hidden = list(program_of(sheet.book).hidden(rows)) if plan.scratch is not None else []
    sources = {row - first for area in hidden for row in range(area.top, area.bottom + 1)}
    again = {place for place, row in enumerate(plan.patch.rows) if row.source in sources}
    try:
        _hide(sheet, first, sources, hide=False)
        yield
    except BaseException:
        _hide(sheet, first, sources, hide=True)
        raise
    _hide(sheet, first, again, hide=True)


def _hide(sheet: xw.Sheet, first: int, places: set[int], *, hide: bool) -> None:
    for place in sorted(places):
        sheet.range((first + place, 1)).rows.hidden = hide


def refuse_filters(table: Table) -> None:
    """Stop(table.filtered) before anything is changed, if the criteria couldn't be put back."""
    for criterion in _criteria(table):
        _again(table, criterion)


def _criteria(table: Table) -> list[Any]:
    if not table.show_autofilter:
        return []
    return [criterion for criterion in table.autofilter.criteria if criterion.type != "none"]


def _again(table: Table, criterion: Any) -> Callable[[], None]:
    """What puts the criterion back. All it needs is read now, while the criterion still stands."""
    field, values = criterion.field, criterion.values
    operator, first, second = criterion.operator, criterion.value1, criterion.value2
    count, percent = criterion.count, criterion.percent
    calls: dict[str, Callable[[], None]] = {
        "values": lambda: table.autofilter.apply_values(field, values),
        "comparison": lambda: table.autofilter.apply_comparison(field, operator, first, second),
        "top_items": lambda: table.autofilter.apply_top_items(field, count),
        "bottom_items": lambda: table.autofilter.apply_bottom_items(field, count),
        "top_percent": lambda: table.autofilter.apply_top_percent(field, percent),
        "bottom_percent": lambda: table.autofilter.apply_bottom_percent(field, percent),
    }
    if criterion.type not in calls or not _is_exact(criterion):
        raise Stop("table.filtered", table=table.name)
    return calls[criterion.type]


def _is_exact(criterion: Any) -> bool:
    """Would the criterion that xlwings tells be the one that stands there now? "Contains abc" comes as the text
    `*abc*` and would be set as these very letters; a Top 10 may come as the limit that it had, without its ten;
    blanks among chosen values come as no word; and a day like 2/3/2026 is another one in the next country.
    """
    match criterion.type:
        case "top_items" | "bottom_items":
            return criterion.count is not None
        case "top_percent" | "bottom_percent":
            return criterion.percent is not None
    values = [
        str(v) for v in (*(criterion.values or ()), criterion.value1, criterion.value2) if v is not None
    ]
    chosen_blank = criterion.type == "values" and "" in values
    return not chosen_blank and not any(_PATTERN.search(value) or _DAY.search(value) for value in values)
