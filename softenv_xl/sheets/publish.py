"""Every sheet of the control workbook as one Patch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from softenv_xl.books import CONTROL
from softenv_xl.control.issue_places import row_of
from softenv_xl.control.renames import labels
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.issues import Issue
from softenv_xl.registers import LOOKUPS, REGISTERS, rectification, rulebook, settings
from softenv_xl.registers.known_as import former_names, former_names_cell
from softenv_xl.registers.tracker_counts import TrackerCounts
from softenv_xl.schema.listing import Listing
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.compliance import department_rollups, matrix, people_states, school_figures
from softenv_xl.sheets.dashboard import dashboard
from softenv_xl.sheets.issue_keys import IssueKeys, issue_keys
from softenv_xl.sheets.issues import Sender, issue_rows
from softenv_xl.sheets.leading import leading
from softenv_xl.sheets.patch import Patch, SheetPatch, TablePatch
from softenv_xl.sheets.reminders import reminder_table, reminders
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import program_rows, rows_in_place, table_patch
from softenv_xl.sheets.today import tasks, today
from softenv_xl.sheets.why import why
from softenv_xl.views import issue_list, submissions


def publish(result: Result) -> Patch:
    """What every sheet shall show; the same run on an up-to-date workbook gives a patch that changes nothing."""
    control = result.control
    tracker = TrackerCounts(tuple(merged.row for merged in result.tracker))
    shown, asked, todo = dashboard(result, tracker), why(result), tasks(result)
    keys = _issue_keys(result)
    listing = keys.listing
    tables = (
        table_patch(control, submissions.SPEC, program_rows(submissions.SPEC, _waiting_first(result))),
        _issues(replace(result, issues=_where_items_go(result)), keys),
        leading(result, todo),
        today(result, todo),
        reminder_table(result, reminders(result, todo)),
        table_patch(control, rectification.SPEC, result.order_of(rectification.REGISTER), listing),
        *(
            table_patch(control, register.spec, result.registers[register.key], listing)
            for register in REGISTERS
            if register.spec is not rectification.SPEC
        ),
        matrix(result),
        *asked.tables,
        people_states(result, listing),
        department_rollups(result, tracker, listing),
        _rulebook(result, listing),
        *(
            table_patch(control, spec, _rechecked(result, spec.key), listing)
            for spec in (settings.STAGES, *(lookup.spec for lookup in LOOKUPS))
        ),
    )
    return Patch(
        (*_present(result, tables), *shown.tables),
        (*shown.cells, *asked.cells, *school_figures(result, tracker)),
        tuple(_in_view(result)),
    )


def publish_issues(result: Result) -> Patch:
    """The control workbook's own issues, the ids that marks go by, and the check columns; nothing else, but for
    words that were renamed.
    """
    keys = _issue_keys(result)
    tables = []
    for _, spec in CONTROL.tables():
        if spec.key in result.registers and spec.id_column:
            present = [row for row in result.registers[spec.key] if row.source is not None]
            rows = [Placed(row.source, {spec.id_column: row.values.get(spec.id_column)}) for row in present]
            tables.append(table_patch(result.control, spec, rows, keys.listing))
        elif spec.check_column():
            rows = _rechecked(result, spec.key)
            tables.append(table_patch(result.control, spec, rows, keys.listing))
    return Patch((*_present(result, tables), _issues(result, keys)))


def _in_view(result: Result) -> Iterator[SheetPatch]:
    """The sheets of a register that isn't used go out of view, and come back once it is used again; one that somebody
    hid stays hidden.
    """
    control = result.control
    for register in REGISTERS:
        used = result.school.uses(register.key)
        again = (register.part_of or register.key) in control.unused_before
        for sheet in register.sheets:
            if sheet.table is None or sheet.table.key in control.lacking:
                continue
            grid = control.tables[sheet.table.key].grid
            if grid.visible != used and (again or not used):
                yield SheetPatch(grid.sheet, used)


def _present(result: Result, tables: Iterable[TablePatch]) -> Iterator[TablePatch]:
    """Those of the tables that a workbook of an earlier version has."""
    return (table for table in tables if table.table not in result.control.lacking)


# Whom the office waits for comes first, what counts for nothing any more last.
_FIRST, _LAST = ("unreadable", "changes_requested", "not_received"), ("rejected", "superseded")


def _waiting_first(result: Result) -> list[Placed]:
    """The ledger's rows, by what there is to do about them."""
    order = {state: rank for rank, state in enumerate((*_FIRST, "accepted", *_LAST))}
    return sorted(result.ledger.rows, key=lambda row: order.get(str(row.values.get("state")), len(_FIRST)))


def _where_items_go(result: Result) -> tuple[Issue, ...]:
    """The issues, those about rows that this run puts in another order with the cell where the row comes to stand."""
    sheet = result.control.tables[rectification.SPEC.key].grid.sheet
    tracker = result.rows_on_sheet(rectification.REGISTER)
    rows = {(sheet, str(row.values["id"])): at for at, row in tracker}
    issues = []
    for issue in result.issues:
        place = issue.place
        at_row = rows.get((place.sheet, place.row_id))
        if at_row and row_of(place.cell):
            place = replace(place, cell=Address(at_row, Address.parse(place.cell).column).a1)
        issues.append(replace(issue, place=place))
    return tuple(issues)


def _sender(checked: CheckedReturn) -> Sender:
    """Who the return says it is from; its file where it doesn't."""
    number, name = (display_text(checked.form.get(key)) or None for key in ("number", "name"))
    return Sender(number, name if number or name else checked.delivery.file)


def _rechecked(result: Result, table: str) -> list[Placed]:
    """The rows as they are, for a table in which only the check column is written."""
    return [Placed(row.index, {}) for row in result.control.checked[table].rows]


def _issue_keys(result: Result) -> IssueKeys:
    return issue_keys(result.control, (*result.issues, *result.elsewhere), result.registers)


def _rulebook(result: Result, listing: Listing) -> TablePatch:
    """The label that dropdowns and headers show, put together from number and title, and those of earlier times."""
    control = result.control
    rows = control.checked[rulebook.SPEC.key].rows
    written: list[dict[str, Value]] = []
    for row in rows:
        number = str(row.values["number"])
        names = (*former_names(row.raw.get("known_as"), number), *labels(row.values))
        written.append(
            {
                "label": rulebook.LABEL.value(row.values, control.lang, result.as_of),
                "known_as": former_names_cell(number, names),
            }
        )
    return table_patch(control, rulebook.SPEC, rows_in_place(control, rulebook.SPEC, written), listing)


def _issues(result: Result, keys: IssueKeys) -> TablePatch:
    by_sha = {row.values.get("sha"): row.values["id"] for row in result.ledger.rows if row.values.get("sha")}
    of_returns = {
        str(by_sha[checked.delivery.fingerprint]): (_sender(checked), checked.issues)
        for checked in result.returns
    }
    live = result.ledger.live_ids()
    current = {identity: issues for identity, issues in of_returns.items() if identity in live}
    rows = issue_rows(result.control, current, (*result.issues, *result.elsewhere), keys, live)
    return table_patch(result.control, issue_list.SPEC, program_rows(issue_list.SPEC, rows))
