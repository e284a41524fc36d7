"""What a department does to its pack, and what has to come of it."""

from __future__ import annotations

from datetime import date

from softenv_xl.grid.cell import Value
from tests.exchange.merge.departments import PackFile

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
