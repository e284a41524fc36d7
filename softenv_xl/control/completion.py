"""The registers that the office keeps, as they shall stand: ids for new rows, computed cells, and what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from softenv_xl import catalogue
from softenv_xl.control.workbook import Control
from softenv_xl.grid.cell import Value, display_text
from softenv_xl.issues import Issue, Place
from softenv_xl.registers import REGISTERS, Register
from softenv_xl.registers.register import Claim, School, Snapshot
from softenv_xl.registers.rulebook import SPEC as RULEBOOK
from softenv_xl.registers.settings import SPEC as SETTINGS
from softenv_xl.schema.check import Checked, check_table
from softenv_xl.schema.column import Kind, Owner
from softenv_xl.schema.placed import WholeRow
from softenv_xl.schema.row_ids import free_ids
from softenv_xl.words import Lang


def completed(control: Control, school: School) -> tuple[Control, dict[str, tuple[WholeRow, ...]]]:
    """The control workbook with its registers checked by what their cells come to on that day; and their rows by the
    table's key.
    """
    names = {**control.context.names, SETTINGS.name("as_of"): school.as_of}
    control = replace(control, context=replace(control.context, names=names))
    checked = dict(control.checked)
    issues = list(control.issues)
    rows: dict[str, tuple[WholeRow, ...]] = {}
    for register in REGISTERS:
        if not register.made:
            table = control.tables[register.key]
            result = check_table(register.spec, table, control.context, _complete(register, school))
            checked[register.key] = result
            issues += result.issues
            rows[register.key] = tuple(_whole(register, result))
    return replace(control, checked=checked, issues=tuple(issues)), rows


def tags_missing(control: Control, tags: Iterable[str]) -> Iterator[Issue]:
    """One issue for each tag that no entry of the rulebook has, or several."""
    for tag in tags:
        table = control.tables[RULEBOOK.key]
        place = Place(sheet=table.grid.sheet, column=table.texts.get("tags", ""))
        yield Issue(catalogue.RULEBOOK_TAG_MISSING, place, {"tag": tag})


def claims_of(register: Register, rows: Sequence[WholeRow], school: School) -> Iterator[Claim]:
    """What the register itself claims, and the breaches that the check found in its rows, as the office decided on them."""
    yield from register.claims(snapshot(rows, school))
    for whole in rows:
        if whole.counts:
            yield from _breaches(register, whole, school.lang)


def _breaches(register: Register, whole: WholeRow, lang: Lang) -> Iterator[Claim]:
    row, identity = whole.row, display_text(whole.row[register.spec.id_column or ""])
    day = row.get(register.dated)
    for rule in whole.breaches:
        if breach := rule.breach:
            whom = {breach.about: display_text(row[breach.about]) or None}
            yield Claim(
                f"{identity}/{rule.kind.code}",
                breach.tag,
                _state(row, breach.finding),
                **whom,
                source=register.source,
                date=day if isinstance(day, date) else None,
                reference=f"{register.sheet.name(lang)} {identity}",
                by_tag=True,
            )


def _state(row: Mapping[str, Value], finding: str) -> str:
    """What a machine found is alleged until somebody has decided; rectified once its item in the tracker is closed."""
    decided = str(row.get(finding) or "")
    if decided == "rectified":
        return "rectified" if row.get("fix_state") == "closed" else "substantiated"
    return decided if decided in ("substantiated", "dismissed") else "alleged"


def snapshot(rows: Iterable[WholeRow], school: School) -> Snapshot:
    """The rows that count."""
    return Snapshot([row.row for row in rows if row.counts], school)


def school_of(control: Control, as_of: date) -> School:
    """What the registers look things up in."""
    return School(as_of, control.lang, control.campaign, control.people, control.departments)


def _complete(
    register: Register, school: School
) -> Callable[[Mapping[str, Value]], Mapping[str, Value]] | None:
    complete = register.complete
    return (lambda row: complete(row, school)) if complete else None


def _whole(register: Register, checked: Checked) -> list[WholeRow]:
    """Each row with the cells that the program writes: the computed ones, and an id where it has none."""
    spec = register.spec
    own = [c.key for c in spec.columns if c.owner is Owner.COMPUTED and c.kind is not Kind.CHECK]
    key = spec.id_column
    new = free_ids(register.ids, (display_text(row.values.get(key or "")) for row in checked.rows))
    made = []
    for row in checked.rows:
        values = {column: row.values[column] for column in own}
        if key in values and not values[key]:
            values[key] = next(new)
        made.append(WholeRow(row.index, values, {**row.values, **values}, row.sound, row.breaches))
    return made
