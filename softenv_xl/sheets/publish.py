"""Every sheet of the control workbook as one Patch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from softenv_xl.books import CONTROL
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value, shown
from softenv_xl.intake.placing import row_of
from softenv_xl.intake.renames import labels
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.issues import Issue
from softenv_xl.registers import REGISTERS, rectification, rulebook, settings
from softenv_xl.registers.known_as import remember, remembered
from softenv_xl.registers.tracked import Tracked, urgency
from softenv_xl.schema.listing import Listing
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.compliance import department_rollups, matrix, people_states, school_figures
from softenv_xl.sheets.dashboard import dashboard
from softenv_xl.sheets.issues import Who, issue_rows
from softenv_xl.sheets.patch import Patch, TablePatch
from softenv_xl.sheets.pressed import Pressed
from softenv_xl.sheets.table import in_place, programs_own, table_patch
from softenv_xl.sheets.told import Told, tell
from softenv_xl.views import issue_list, submissions


def publish(pressed: Pressed) -> Patch:
    """What every sheet shall show; the same press on an up-to-date workbook gives a patch that changes nothing."""
    control = pressed.control
    tracked = Tracked(tuple(merged.row for merged in pressed.tracker))
    shown = dashboard(pressed, tracked)
    told = _told(pressed)
    listing = told.listing
    tables = (
        table_patch(control, submissions.SPEC, programs_own(submissions.SPEC, _waiting_first(pressed))),
        _issues(replace(pressed, issues=_where_items_go(pressed)), told),
        table_patch(control, rectification.SPEC, _tracker(pressed), listing),
        *(
            table_patch(control, register.spec, pressed.registers[register.key], listing)
            for register in REGISTERS
            if register.spec is not rectification.SPEC
        ),
        matrix(pressed),
        people_states(pressed, listing),
        department_rollups(pressed, tracked, listing),
        _rulebook(pressed, listing),
        table_patch(control, settings.STAGES, _rechecked(pressed, settings.STAGES.key), listing),
    )
    return Patch(
        (*_present(pressed, tables), *shown.tables), (*shown.cells, *school_figures(pressed, tracked))
    )


def marked(pressed: Pressed) -> Patch:
    """The control workbook's own issues, the ids that marks go by, and the check columns; nothing else, but for
    words that were renamed.
    """
    told = _told(pressed)
    tables = []
    for _, spec in CONTROL.tables():
        if spec.key in pressed.registers and spec.id_column:
            present = [row for row in pressed.registers[spec.key] if row.source is not None]
            rows = [Placed(row.source, {spec.id_column: row.values.get(spec.id_column)}) for row in present]
            tables.append(table_patch(pressed.control, spec, rows, told.listing))
        elif spec.check_column():
            rows = _rechecked(pressed, spec.key)
            tables.append(table_patch(pressed.control, spec, rows, told.listing))
    return Patch((*_present(pressed, tables), _issues(pressed, told)))


def _present(pressed: Pressed, tables: Iterable[TablePatch]) -> Iterator[TablePatch]:
    """Those of the tables that a workbook of an earlier version has."""
    return (table for table in tables if table.table not in pressed.control.lacking)


# Whom the office waits for comes first, what counts for nothing any more last.
_FIRST, _LAST = ("unreadable", "changes_requested", "not_received"), ("rejected", "superseded")


def _waiting_first(pressed: Pressed) -> list[Placed]:
    """The ledger's rows, by what there is to do about them."""
    order = {state: rank for rank, state in enumerate((*_FIRST, "accepted", *_LAST))}
    return sorted(pressed.ledger.rows, key=lambda row: order.get(str(row.values.get("state")), len(_FIRST)))


def _tracker(pressed: Pressed) -> Sequence[Placed]:
    """The most urgent items first, unless the office keeps an order of its own."""
    if pressed.control.campaign.tracker_order == "as_it_stands":
        return pressed.tracker
    return sorted(pressed.tracker, key=lambda merged: urgency(merged.row))


def _where_items_go(pressed: Pressed) -> tuple[Issue, ...]:
    """The issues, those about rows that this press puts in another order with the cell where the row comes to stand."""
    rows: dict[tuple[str, str], int] = {}
    table = pressed.control.tables[rectification.SPEC.key]
    for at, row in enumerate(_tracker(pressed), table.header_row + 1):
        rows[table.grid.sheet, str(row.values["id"])] = at
    issues = []
    for issue in pressed.issues:
        place = issue.place
        at_row = rows.get((place.sheet, place.row_id))
        if at_row and row_of(place.cell):
            place = replace(place, cell=Address(at_row, Address.parse(place.cell).column).a1)
        issues.append(replace(issue, place=place))
    return tuple(issues)


def _sender(checked: CheckedReturn) -> Who:
    """Who the return says it is from; its file where it doesn't."""
    number, name = (shown(checked.form.get(key)) or None for key in ("number", "name"))
    return Who(number, name if number or name else checked.delivery.file)


def _rechecked(pressed: Pressed, table: str) -> list[Placed]:
    """The rows as they are, for a table in which only the check column is written."""
    return [Placed(row.index, {}) for row in pressed.control.checked[table].rows]


def _told(pressed: Pressed) -> Told:
    return tell(pressed.control, (*pressed.issues, *pressed.elsewhere), pressed.registers)


def _rulebook(pressed: Pressed, listing: Listing) -> TablePatch:
    """The label that dropdowns and headers show, put together from number and title, and those of earlier times."""
    control = pressed.control
    rows = control.checked[rulebook.SPEC.key].rows
    written: list[dict[str, Value]] = []
    for row in rows:
        number = str(row.values["number"])
        names = (*remembered(row.raw.get("known_as"), number), *labels(row.values))
        written.append(
            {
                "label": rulebook.LABEL.value(row.values, control.lang, pressed.as_of),
                "known_as": remember(number, names),
            }
        )
    return table_patch(control, rulebook.SPEC, in_place(control, rulebook.SPEC, written), listing)


def _issues(pressed: Pressed, told: Told) -> TablePatch:
    by_sha = {row.values.get("sha"): row.values["id"] for row in pressed.ledger.rows if row.values.get("sha")}
    of_returns = {
        str(by_sha[checked.delivery.fingerprint]): (_sender(checked), checked.issues)
        for checked in pressed.returns
    }
    live = pressed.ledger.live_ids()
    current = {identity: said for identity, said in of_returns.items() if identity in live}
    rows = issue_rows(pressed.control, current, (*pressed.issues, *pressed.elsewhere), told, live)
    return table_patch(pressed.control, issue_list.SPEC, programs_own(issue_list.SPEC, rows))
