"""The sheet Why: the evidence behind the results of whom the sheet asks about."""

from __future__ import annotations

from dataclasses import replace

from softenv_xl.control.workbook import Control
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.explanation import Explanation, whom
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.places import rows_by_id, where
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import program_rows, table_patch
from softenv_xl.views.shared_columns import LINK
from softenv_xl.views.why import FORM, SPEC
from softenv_xl.words import Text

_NAMED_BY = ("number", "name", "department")  # a department's own row has it as its name
_NOBODY = Text("填写后按“更新”。", "Fill it in and press Refresh.")
_BEHIND = Text("{who}：{count} 条有依据。", "{who}: evidence on {count} of the entries.")
_UNKNOWN = Text("{who}：没有任何依据。", "{who}: nothing is known.")


def asking(control: Control, sheet: str, row: int, file: str) -> Control:
    """The workbook, asking about whom that row of a sheet is about; or else about whom the sheet Why names.

    Raises Stop: why.no-sheet in a workbook of an earlier version, why.whom where nobody is named.
    """
    if SPEC.key in control.lacking:
        raise Stop("why.no-sheet", file=file)
    asked = _person_at(control, sheet, row) or control.asked
    if not asked:
        raise Stop("why.whom")
    return replace(control, asked=asked)


def _person_at(control: Control, sheet: str, row: int) -> str:
    """Whom that row of a sheet is about: the staff number where it has one, else the department; "" for nobody."""
    known = {*(person.number for person in control.people), *(group.name for group in control.departments)}
    for table in control.tables.values():
        if table.grid.sheet == sheet:
            cells = dict(table.rows()).get(row, {})
            found = (display_text(cells.get(column)).strip() for column in _NAMED_BY)
            return next((words for words in found if words in known), "")
    return ""


def why(result: Result) -> Patch:
    """The sheet as it shall stand; it says so where there is nobody like that, or several."""
    control = result.control
    about, every = answer(result)
    old = {str(row.values["key"]): row.index for row in control.checked[SPEC.key].rows}
    places = rows_by_id(result)
    rows = [Placed(old.get(str(line["key"])), line) for one in every for line in _lines(result, one, places)]
    told = CellPatch(FORM.name("about"), about(control.lang), optional=True)
    return Patch((table_patch(control, SPEC, program_rows(SPEC, rows)),), (told,))


def why_about(result: Result) -> Patch:
    """The same, and the name of whom it is about."""
    patch = why(result)
    return replace(patch, cells=(CellPatch(FORM.name("who"), result.control.asked), *patch.cells))


def answer(result: Result) -> tuple[Text, list[Explanation]]:
    """In one sentence what is known of whom the workbook asks about; and every entry of the rulebook."""
    asked = result.control.asked
    if not asked:
        return _NOBODY, []
    try:
        who, every = whom(result, asked)
    except Stop as stop:
        return Text(stop.sentence("zh"), stop.sentence("en")), []
    behind = sum(bool(one.evidence) for one in every)
    return (_BEHIND if behind else _UNKNOWN).format(who=who, count=behind), every


def _lines(result: Result, one: Explanation, places: dict[str, tuple[str, int]]) -> list[dict[str, Value]]:
    """A line for each piece of evidence; one for an entry without any."""
    lang = result.control.lang
    head: dict[str, Value] = {
        "entry": one.entry.label(lang),
        "state": one.state.value,
        "change": one.change(lang),
    }
    lines: list[dict[str, Value]] = []
    for each in one.evidence:
        place = places.get(each.id.partition("/")[0])
        line: dict[str, Value] = {
            **head,
            "proof": each.state,
            "source": each.source,
            "date": each.date,
            "reference": each.reference or each.id,
            **where(result.control, place and (*place, "")),
            "key": f"{one.entry.number}|{each.id}",
        }
        lines.append({**line, "link": LINK.value(line, lang, result.as_of)})
    empty: dict[str, Value] = {column.key: None for column in SPEC.columns}
    return lines or [{**empty, **head, "key": one.entry.number}]
