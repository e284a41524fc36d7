"""A press leaves the program as it found it: what is switched off for its time is switched on again, whatever happens."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, Any

from softenv_xl.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import xlwings as xw
    from xlwings.main import Table

# Switched back in the reverse order: events and redrawing only once everything has been calculated.
_SWITCHES = {"screen_updating": False, "enable_events": False, "calculation": "manual"}


@contextmanager
def quiet(app: xw.App) -> Iterator[None]:
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

    Raises Stop(table.filtered) for criteria that can't be put back, such as those by colour.
    """
    lifted = [(criterion.field, _again(table, criterion)) for criterion in _criteria(table)]
    for field, _ in lifted:
        table.autofilter.clear(field)
    try:
        yield
    finally:
        for _, again in lifted:
            again()


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
    if criterion.type not in calls:
        raise Stop("table.filtered", table=table.name)
    return calls[criterion.type]
