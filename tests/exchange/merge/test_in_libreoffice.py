"""The properties of a merge once more, through the buttons of a running LibreOffice, on schools made by dice.

SOFTENV_MERGED_SCHOOLS says how many; the numbers in brackets are those of test_properties.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest
import xlwings as xw

from softenv_xl import buttons
from softenv_xl.control.workbook import read_control
from softenv_xl.exchange.pack.writing import FOLDER as PACKS
from softenv_xl.grid.cell import Value
from softenv_xl.grid.table import Table
from softenv_xl.hosts.live import LiveWorkbook
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.places import RETURNED_PACKS
from softenv_xl.words import Text
from tests.exchange.merge.departments import PackFile
from tests.exchange.merge.generated import Done, is_unreadable, made, packs_in, typed_meanwhile, worked_in
from tests.exchange.merge.school import AS_OF, SPECS, Office
from tests.libreoffice import quick_to_open
from tests.libreoffice.running import running

pytestmark = [pytest.mark.libreoffice, pytest.mark.slow, pytest.mark.xdist_group("office")]
SCHOOLS = int(os.environ.get("SOFTENV_MERGED_SCHOOLS", "1"))
KEYS = ("people", "tracker", "fees", "opinions", "commitments", "conflicts", "packs_merged")
Rows = dict[str, list[dict[str, Value]]]
_OURS, _THEIRS = "保留本台账的", "采用交回的"


@pytest.fixture(scope="module")
def app() -> Iterator[xw.App]:
    started = running()
    yield started
    started.quit()


class Desk:
    """One open control workbook, and the folder that packs come back into."""

    def __init__(self, book: xw.Book, office: Office) -> None:
        self.book, self.inbox = book, office.folder / RETURNED_PACKS.zh
        self.inbox.mkdir(exist_ok=True)

    def merge(self, *packs: Path) -> str:
        """Puts the packs into the folder, and presses Merge back."""
        for pack in packs:
            shutil.copy(pack, self.inbox / pack.name)
        said = buttons.merge_back(self.book, AS_OF)
        assert said.startswith("收回"), said
        return said

    def shown(self) -> Rows:
        """What stands in the tables that packs and merges concern, but for what formulas say."""
        return without_checks(self._tables())

    def decide(self, choices: Mapping[str, str]) -> None:
        """Chooses on the sheet Conflicts, by the conflicts' ids."""
        table = self._tables()["conflicts"]
        for number, row in table.filled(("id",)):
            if str(row["id"]) in choices:
                at = (number, table.columns["decision"])
                self.book.sheets[table.grid.sheet].range(at).value = choices[str(row["id"])]

    def _tables(self) -> Mapping[str, Table]:
        return read_control(LiveWorkbook(self.book, Text("", "")).read()).tables


def without_checks(tables: Mapping[str, Table]) -> Rows:
    return {
        key: [
            {name: value for name, value in row.items() if not name.startswith("check")}
            for _, row in tables[key].filled(SPECS[key].deciding_columns)
        ]
        for key in KEYS
    }


def in_file(office: Office) -> Rows:
    """The same of a file."""
    return without_checks(read_control(FileWorkbook(office.control).read()).tables)


@contextmanager
def at_work(app: xw.App, office: Office) -> Iterator[Desk]:
    book = app.books.open(str(quick_to_open(office.control)))
    try:
        yield Desk(book, office)
    finally:
        book.close()


@pytest.mark.parametrize("seed", range(SCHOOLS))
def test_merging_by_the_button_has_the_properties(
    app: xw.App, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    dice, office = Random(seed), Office(tmp_path / "office")
    office.folder.mkdir()
    office.control.write_bytes(made(dice))
    with at_work(app, office) as desk:
        packs = prepared(desk, office)
        assert desk.merge(*packs.values()).startswith("收回 2 份部门表：没有单元格更改。")  # 1
        desk.book.save()
    theirs = {name: worked(path, dice, name, tmp_path) for name, path in packs.items()}
    ours = typed_meanwhile(office, dice)
    came = [tmp_path / "came" / path.name for path in packs.values()]
    shutil.rmtree(office.folder / RETURNED_PACKS.zh)
    by_file, one_by_one = (office.copy(tmp_path / name) for name in ("by_file", "one_by_one"))
    before = in_file(by_file)
    by_file.merge(*came)

    with at_work(app, office) as desk:
        desk.merge(*came)
        merged = desk.shown()
        assert "未作改动" in desk.merge()  # 3
        nothing_is_lost(before, merged, ours, theirs.values())
        choices = chosen(merged, dice)
        decided = decided_once(desk, choices)
    assert in_file(by_file) == merged
    with at_work(app, one_by_one) as desk:  # 4
        for pack in dice.sample(came, len(came)):
            desk.merge(pack)
        assert desk.shown() == merged
        assert decided_once(desk, choices) == decided


def prepared(desk: Desk, office: Office) -> dict[str, Path]:
    said = buttons.prepare_packs(desk.book, AS_OF)
    assert said.startswith("已生成 2 个部门分表"), said
    return packs_in(office.folder / PACKS.zh)


def worked(path: Path, dice: Random, name: str, folder: Path) -> Done:
    pack = PackFile(path)
    done = worked_in(pack, dice, name)
    pack.save(folder / "came" / path.name)
    return done


def nothing_is_lost(before: Rows, merged: Rows, ours: Done, theirs: Collection[Done]) -> None:
    """Each edit is in the result or among the conflicts; no locked cell was taken; new rows have ids of their own."""
    rows = {key: by_id(key, merged) for key in ("people", "tracker", "fees", "opinions")}
    asked = {(str(row["row_id"]), row["column"]) for row in merged["conflicts"]}
    for edit in ours.edits:
        assert rows[edit.table][edit.row][edit.key] == edit.value, edit
    assert not {row for _, row in ours.deleted} & rows["fees"].keys()
    here = set(ours.deleted)
    for done in theirs:
        for edit in done.edits:  # 2, 5, 6
            label = SPECS[edit.table].column(edit.key).label("zh")
            row = rows[edit.table].get(edit.row, {})
            taken = row.get(edit.key) == edit.value and not is_unreadable(edit.value)
            assert taken or {(edit.row, label), (edit.row, None)} & asked, edit
        for table, row_id in done.deleted:  # 8
            assert (table, row_id) in here or ((row_id, None) in asked and row_id in rows[table])
        for number in done.renamed:  # 10
            assert rows["people"][number]["name"] == by_id("people", before)[number]["name"]
    added = [row["id"] for row in merged["commitments"]]  # 9
    assert len(added) == len(set(added)) == sum(len(done.added) for done in theirs)


def chosen(merged: Rows, dice: Random) -> dict[str, str]:
    """A choice for each conflict; nobody can take what no column can hold."""
    return {
        str(row["id"]): _OURS if row["kind"] == "填写无法读取" else dice.choice((_OURS, _THEIRS))
        for row in merged["conflicts"]
    }


def decided_once(desk: Desk, choices: Mapping[str, str]) -> Rows:
    """What was chosen is done at the next press; the one after it has nothing to ask."""
    desk.decide(choices)
    desk.merge()
    decided = desk.shown()
    assert not [row for row in decided["conflicts"] if row["state"] == "△ 待选择"]
    assert "未作改动" in desk.merge()
    return decided


def by_id(key: str, rows: Rows) -> dict[str, dict[str, Value]]:
    return {str(row[SPECS[key].id_column or ""]): row for row in rows[key]}
