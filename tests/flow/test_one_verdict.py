"""After every press the check column, the list of issues and the marks say the same of every row."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.bans.default import ENTRIES
from softenv_xl.books import CONTROL
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.grid.address import Address
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.registers.words import SEVERITY, rank
from softenv_xl.schema.column import Column, Kind
from softenv_xl.schema.listing import row_name
from softenv_xl.schema.table import TableSpec
from softenv_xl.schema.vocabulary import ListOf, Vocabulary
from softenv_xl.sheets.patch import Patch
from softenv_xl.tracker import lifecycle
from tests import libreoffice
from tests.support import large_school
from tests.support.thorough import some

DAY = date(2026, 10, 1)
SPECS = [spec for _, spec in CONTROL.tables() if spec.check_column()]
PEOPLE = [f"T{i:04d}" for i in range(1, 9)]
LISTS: dict[str, list[str]] = {
    "pick_departments": ["Department 1", "Department 2"],
    "people_numbers": PEOPLE,
    "rulebook_items": [f"{entry.number} {entry.title.en}" for entry in ENTRIES[:3]],
}
IDS = [f"N{number}" for number in range(1, 9)]
NOON = datetime(2026, 9, 30, 12)  # noqa: DTZ001 - cells know no time zone
ODD: list[Value] = [
    None, None, None, " ", "　", "x", "y" * 501, "y" * 500 + " ", True, 0.0, 3.5, 20260930.0, 46295.0, 73050.5, 7.0,
    date(2026, 9, 30), date(1999, 1, 1), NOON, "2026-09-30", "9月底", "2026年9月30日", "Ｔ０００１",
    "T0001 ", "Yes ", "yes", "Closed ", "closed", "ＹＥＳ", " Open", "5", "５", "1e400", "*", "~",
]  # fmt: skip
Press = Callable[[FileWorkbook, date], object]


def likely(column: Column, dice: random.Random) -> Value:
    if isinstance(column.choices, Vocabulary):
        return dice.choice(column.choices.allowed_words("en"))
    if isinstance(column.choices, ListOf):
        return dice.choice(LISTS.get(column.choices.name, IDS))
    match column.kind:
        case Kind.DATE:
            return date(2026, 9, 1) + timedelta(dice.randrange(90))
        case Kind.NUMBER:
            return float(dice.randrange(1, 11))
        case Kind.ID:
            return f"N{dice.randrange(40)}"
    return dice.choice(["words", "更多文字"])


def rows(spec: TableSpec, count: int, dice: random.Random) -> list[tuple[Value, ...]]:
    """Some in order, some with one thing wrong, some wild."""
    return [
        tuple(
            dice.choice(ODD) if dice.random() < wildness else likely(column, dice) for column in spec.inputs
        )
        for wildness in (dice.choice([0, 0.03, 0.1, 0.4]) for _ in range(count))
    ]


@pytest.fixture(params=some(range(4), 1, "wild"))
def wild(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A control workbook in which people have typed all sorts of things into every sheet with a check column."""
    path = tmp_path / "control.xlsx"
    large_school.control(path, 8)
    workbook = FileWorkbook(path)
    known = read_control(workbook.read())
    tables = []
    for spec in SPECS:
        dice = random.Random(f"{request.param} {spec.key}")  # one table more changes no other's rows
        kept: list[tuple[Value, ...]] = []
        if spec.key in ("people", "departments", "rulebook"):  # what the others refer to
            whole = known.checked[spec.key].rows
            kept = [tuple(row.raw[column.key] for column in spec.inputs) for row in whole[:4]]
        keys = tuple(column.key for column in spec.inputs)
        there = max(len(known.checked[spec.key].rows), spec.ready_rows)
        tables.append(large_school.table(spec, keys, [*kept, *rows(spec, 40, dice)], there))
    workbook.write(Patch(tuple(tables)))
    return path


def read(path: Path) -> Control:
    """With the registers as they are checked at a press."""
    return flow.inspect(FileWorkbook(path), DAY).control


Cells = dict[tuple[int, str], str]
"""By the row on the sheet and the name of the block that a check column judges."""


def gravest(control: Control, spec: TableSpec) -> Cells:
    """Of each row of a table that the list speaks of: the gravest severity's symbol."""
    table = control.tables[spec.key]
    rows = control.checked[spec.key].rows
    known = {row.number: row_name(row.raw[spec.id_column or ""], row.number) for row in rows}
    keys = {text: key for key, text in table.texts.items()}
    found: Cells = {}
    for issue in control.checked["issues"].rows:
        said = issue.values
        if said["sheet"] != table.grid.sheet or said["column"] not in keys:
            continue
        try:
            about = [Address.parse(str(said["cell"])).row]
        except ValueError:
            continue
        if said["code"] == "id.twice":  # either of the two may be the one to change
            about = [number for number, name in known.items() if name == known[about[0]]]
        block = spec.block_of(keys[str(said["column"])]) or spec.blocks[0]
        for number in about:
            best = min(rank(str(said["severity"])), rank(found.get((number, block.name), "")))
            found[number, block.name] = [key for key, _ in SEVERITY.words][best]
    return {place: SEVERITY.word(severity, "en")[0] for place, severity in found.items()}


def shown(control: Control, spec: TableSpec) -> Cells:
    """What the check columns show of each row in use."""
    table = control.tables[spec.key]
    return {
        (row.number, block.name): str(table.grid.value(table.cell(block.check.key, row.number)) or "")
        for row in control.checked[spec.key].rows
        for block in spec.blocks
    }


@pytest.mark.slow
@pytest.mark.parametrize("press", [flow.refresh, flow.highlight_issues])
def test_the_cell_says_what_the_list_says(wild: Path, press: Press) -> None:
    press(FileWorkbook(wild), DAY)
    control = read(wild)
    seen: dict[str, set[str]] = defaultdict(set)
    for spec in SPECS:
        listed = gravest(control, spec)
        for place, words in shown(control, spec).items():
            wanted = listed.get(place, "✓")
            assert words[:1] == wanted, (place, words, wanted)
            seen[spec.key].add(wanted)
    assert all("✗" in symbols for symbols in seen.values())
    # A made-up row of a table with much to fill in is seldom right altogether, nor one that names a row of another table.
    assert sum("✓" in symbols for symbols in seen.values()) > len(seen) / 2
    assert any("△" in symbols for symbols in seen.values())


@pytest.mark.slow
@pytest.mark.libreoffice
def test_the_formulas_come_to_what_the_press_wrote(wild: Path) -> None:
    flow.refresh(FileWorkbook(wild), DAY)
    control = read(wild)
    sheets = libreoffice.recalculated(wild)
    for spec in SPECS:
        table = control.tables[spec.key]
        computed = sheets[table.grid.sheet]["rows"]
        checks = {block.name: table.columns[block.check.key] for block in spec.blocks}
        for (number, block), words in shown(control, spec).items():
            assert computed[number - 1][checks[block] - 1] == words, (block, number)


def test_what_each_status_needs_is_told_in_the_cell_as_well() -> None:
    """The rules of the check column are the life cycle's own, from every state to every state."""
    from softenv_xl.registers.rectification import NEXT, SPEC
    from softenv_xl.registers.words import STATUS
    from softenv_xl.schema.expression import Scope

    rules = [rule for rule in SPEC.rules if rule.elsewhere]
    for previous in (None, *NEXT):
        for wanted in (None, *NEXT):
            for filled in range(8):
                texts: dict[str, Value] = {
                    key: "x" if filled >> i & 1 else None
                    for i, key in enumerate(("decision", "signed_off", "revised"))
                }
                transition = lifecycle.apply_transition(previous, wanted, texts)
                words: dict[str, Value] = {
                    key: status and STATUS.word(status, "en")
                    for key, status in (("standing", previous), ("status", wanted))
                }
                row: dict[str, Value] = {column.key: None for column in SPEC.columns} | texts | words
                broken = [rule.kind for rule in rules if rule.fails.value(Scope(row, {}, {}))]
                assert bool(broken) == bool(transition.kind), (previous, wanted, texts)
                if previous and transition.kind:
                    assert transition.kind in broken
