"""A full round over the demo: six departments get their packs, work in them, and send them back in any order."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from softenv_xl.demo import LAST_DAY
from softenv_xl.grid.cell import Value
from tests.demo.conftest import Command
from tests.exchange.merge.departments import PackFile, saved_by_libreoffice
from tests.exchange.merge.school import Office, split, waiting

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("office"), pytest.mark.slow]

NOTICE = "家长接待日"


class Work:
    """What a department did to its pack: what the office's workbook has to say afterwards, and what it has to ask."""

    def __init__(self, pack: PackFile, number: int) -> None:
        self.pack = pack
        self.expected: dict[tuple[str, str, str], Value] = {}
        self.asked: set[tuple[str, str]] = set()
        self.edits = self.added = self.left_out = 0
        items, people, fees = (pack.ids(table) for table in ("tracker", "people", "fees"))
        for place, row in enumerate(items[:4]):
            self._type("tracker", row, "measure", f"第{number}组的措施{place}\n逐条落实")
            self._type("tracker", row, "progress", ("未开始", "整改中", "已完成")[(number + place) % 3])
        self._type("people", people[0], "email", f"group{number}@qinghe.example")
        self._type("fees", fees[0], "charged", 100 + number + 0.5)
        self._type("fees", fees[0], "settled", date(2026, 11, 10 + number))
        pack.type("fees", fees[-1], start="开学以后")
        self.asked.add(("填写无法读取", fees[-1]))
        pack.type("people", people[1], name="改名")
        self.left_out = 1
        pack.add("disclosure", matter=NOTICE, title=f"第{number}组{NOTICE}", formed=date(2026, 11, 5))
        self.added = 1
        if number % 2:
            pack.delete("tracker", items[-1])
            self.asked.add(("对方删了", items[-1]))
            pack.reorder("tracker")
        else:
            pack.reorder("people", blanks=True)
            pack.write_beside("tracker", "组内经办")

    def _type(self, table: str, row: str, key: str, value: Value) -> None:
        self.edits += self.pack.value(table, row, key) != value
        self.pack.type(table, row, **{key: value})
        self.expected[table, row, key] = value


@pytest.fixture(scope="module")
def office(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    assert command.process.wait(timeout=300) == 0
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("round")
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        office = Office(folder / "office", LAST_DAY)
        office.folder.mkdir()
        shutil.copy(command.folder / "control.xlsx", office.control)
        split(office.control, office.folder / "packs", LAST_DAY)
        yield office


def test_every_number_is_accounted_for_in_either_order(office: Office, tmp_path: Path) -> None:
    back, work = tmp_path / "back", list[Work]()
    for number, path in enumerate(sorted((office.folder / "packs").glob("*.xlsx"))):
        work.append(Work(PackFile(path), number))
        saved = work[-1].pack.save(back / f"{number} 改.xlsx")
        if number in (1, 4):
            saved.write_bytes(saved_by_libreoffice(saved, tmp_path / f"saved{number}").read_bytes())
    assert len(work) == 6
    paths = sorted(back.glob("*.xlsx"))
    one, other = office.copy(tmp_path / "one"), office.copy(tmp_path / "other")
    merged = one.merge(*paths)
    for path in (paths[3], paths[5], paths[0], paths[4], paths[1], paths[2], paths[3]):
        other.merge(path)
    assert one.parts() == other.parts()

    counts = merged.counts
    assert counts["cells"] == sum(each.edits for each in work)
    assert counts["added"] == sum(each.added for each in work)
    assert counts["locked"] == sum(each.left_out for each in work)
    assert counts["open"] == sum(len(each.asked) for each in work)
    assert {each[:2] for each in waiting(one)} == {asked for each in work for asked in each.asked}
    shown = {
        key: {row["id" if key != "people" else "number"]: row for row in one.rows(key)}
        for key in ("tracker", "people", "fees")
    }
    for each in work:
        for (table, row, key), value in each.expected.items():
            assert shown[table][row][key] == value, (table, row, key)
    before, after = (Counter(str(row["title"]) for row in of.rows("disclosure")) for of in (office, one))
    assert sum((after - before).values()) == 6
    for key in ("tracker", "people", "fees", "opinions", "notes"):
        assert len(one.rows(key)) == len(office.rows(key))
