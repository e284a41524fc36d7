"""What a merge has to tell: each event as an issue, in the words of the workbook's sheets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from softenv_xl import catalogue
from softenv_xl.control.workbook import Control
from softenv_xl.exchange.merge.conflict import Kind
from softenv_xl.exchange.merge.values import Copy, TableShape
from softenv_xl.exchange.merge.words import cell_words, side_words
from softenv_xl.exchange.merge.work import Event
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import display_text
from softenv_xl.issues import Issue, Place
from softenv_xl.registers import REGISTERS, people
from softenv_xl.sheets.result import Result
from softenv_xl.views import conflicts
from softenv_xl.words import LANGS, Lang, Text

_TOLD_IN_LEDGER = ("pack.locked-column", "pack.base-missing", "pack.table-missing")
_UNKNOWN = Text("某部门", "a department")


def issues_of(
    events: Iterable[Event], shapes: Mapping[str, TableShape], control: Control, result: Result | None = None
) -> Iterator[Issue]:
    """In the order in which they happened, each with its cell in the workbook as it shall stand; that a decision was carried
    out is no issue.
    """
    numbers = _numbers(result) if result else {}
    for event in events:
        if event.code != "decided":
            kind = catalogue.CATALOGUE[event.code]
            place = _place(event, control)
            if number := numbers.get((event.cell.table, event.cell.row)):
                place = replace(place, cell=_cell(event, control, number))
            yield Issue(kind, place, _arguments(event, shapes, control))


def _numbers(result: Result) -> dict[tuple[str, str], int]:
    """The sheet row of every row of a pack's table, by table and id."""
    kept = {
        (register.key, display_text(whole.row[register.spec.id_column or ""])): at
        for register in REGISTERS
        if register.pack is not None
        for at, whole in result.rows_on_sheet(register)
    }
    staff = {
        (people.SPEC.key, display_text(row.values["number"])): row.number
        for row in result.control.checked[people.SPEC.key].rows
    }
    return {**kept, **staff}


def _cell(event: Event, control: Control, number: int) -> str:
    here = control.tables[event.cell.table]
    column = here.columns.get(event.cell.column) or min(here.columns.values())
    return Address(number, column).a1


def left_out(events: Iterable[Event], copy: Copy, shapes: Mapping[str, TableShape], control: Control) -> str:
    """What of a copy wasn't taken over, in one cell: the same whenever it is merged."""
    lang = control.lang
    sep, colon = ("；", "：") if lang == "zh" else ("; ", ": ")
    parts = []
    for event in sorted(
        (event for event in events if event.copy is copy and event.code in _TOLD_IN_LEDGER),
        key=lambda event: (event.code, event.cell),
    ):
        if event.code == "pack.locked-column":
            shape = shapes[event.cell.table]
            where = f"{_sheet(event, control)} {event.cell.row} {_header(event, shapes, control)(lang)}"
            value = event.value
            shown = (
                cell_words(value, shape, event.cell.column, lang) if not isinstance(value, Mapping) else ""
            )
            parts.append(f"{where}{colon}{shown}")
        else:
            issue = next(issues_of([event], shapes, control))
            parts.append(issue.message(lang).rstrip("。."))
    return sep.join(parts)


def _place(event: Event, control: Control) -> Place:
    file = event.copy.file if event.copy else ""
    here = control.tables.get(event.cell.table)
    header = here.texts.get(event.cell.column, "") if here else ""
    if event.code.startswith("pack.decision"):
        sheet = control.tables[conflicts.SPEC.key].grid.sheet
        return Place(sheet=sheet, row_id=event.cell.row, column=header)
    return Place(file, here.grid.sheet if here else "", "", event.cell.row, header)


def _sheet(event: Event, control: Control) -> str:
    here = control.tables.get(event.cell.table)
    return here.grid.sheet if here else event.cell.table


def _header(event: Event, shapes: Mapping[str, TableShape], control: Control) -> Text:
    here, shape = control.tables.get(event.cell.table), shapes.get(event.cell.table)
    words = here.texts.get(event.cell.column) if here else None
    column = shape.inputs.get(event.cell.column) if shape else None
    return Text(words, words) if words else column.label if column else Text("", "")


def _arguments(event: Event, shapes: Mapping[str, TableShape], control: Control) -> dict[str, str | Text]:
    shape, conflict = shapes.get(event.cell.table), event.conflict
    department = event.copy.department if event.copy else conflict.department if conflict else ""
    told: dict[str, str | Text] = {
        "department": department or _UNKNOWN,
        "column": _header(event, shapes, control),
        "table": _sheet(event, control),
    }
    here = control.tables.get(event.cell.table)
    texts = here.texts if here else {}

    def said(lang: Lang, side: str) -> str:
        assert conflict is not None  # noqa: S101 - only asked where there is one
        return side_words(getattr(conflict, side), conflict, shape, texts, lang)

    if conflict:
        for side in ("base", "ours", "theirs"):
            told[side] = Text(*(said(lang, side) for lang in LANGS))
        told["what"] = what_happened(conflict.kind)
    elif not isinstance(event.value, Mapping):
        words = Text(*(cell_words(event.value, shape, event.cell.column, lang) for lang in LANGS))
        told |= {"theirs": words, "ours": words}
    if event.why:
        told["why"] = event.why
    return told


def what_happened(kind: Kind) -> Text:
    """In a few words."""
    return dict(conflicts.CONFLICT_KIND.words)[kind.value]
