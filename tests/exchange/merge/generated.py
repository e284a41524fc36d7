"""Small schools made by dice: what they keep, what their departments do to their packs, what the office types meanwhile."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple

from softenv_xl.grid.cell import Value
from tests.exchange.merge.departments import PackFile
from tests.exchange.merge.school import CHINESE, FEES, ITEMS, MATHS, OPINIONS, Office, filled
from tests.support import small_school

_START = date(2026, 9, 1)
_OPEN: dict[str, dict[str, tuple[Value, ...]]] = {
    "fees": {
        "charged": (270, 280.5, 300, None),
        "received": (5600, 1.5, None),
        "start": (_START, date(2026, 9, 15), "九月底"),
        "remarks": ("已公示", "甲\n乙", None),
    },
    "tracker": {"measure": ("停止", "停止并退费", "一对一谈话"), "progress": ("未开始", "整改中", "已完成")},
    "people": {"email": ("a@school.cn", "b@school.cn", None)},
    "opinions": {"reply": ("已答复", "已调整，\n谢谢"), "replied": (date(2026, 9, 20), date(2026, 9, 21))},
}
_UNREADABLE = "九月底"


class Edit(NamedTuple):
    table: str
    row: str
    key: str
    value: Value


@dataclass
class Done:
    """What a department did: cells typed, rows deleted and added, names that it has no business to change."""

    edits: list[Edit] = field(default_factory=list)
    deleted: list[tuple[str, str]] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    renamed: list[str] = field(default_factory=list)


def made(dice: Random) -> bytes:
    """A control workbook with one to five charges of each department, and a few other rows."""
    charges: list[dict[str, Value]] = []
    for department in (CHINESE, MATHS):
        for number in range(dice.randint(1, 5)):
            start = _START + timedelta(days=dice.randrange(20))
            new = {"name": f"收费{number}", "charged": dice.choice((100, 250.5, 300)), "start": start}
            charges.append({**FEES[0], **new, "department": department})
    dice.shuffle(charges)
    rows = {
        "fees": charges,
        "tracker": ITEMS[: dice.randint(1, 2)],
        "opinions": OPINIONS[: dice.randint(0, 1)],
    }
    return filled(small_school.register("zh"), {key: some for key, some in rows.items() if some})


def worked_in(pack: PackFile, dice: Random, name: str) -> Done:
    """A department at work: nothing in it is about what other programs do to files."""
    done = Done()
    for table, columns in _OPEN.items():
        for row in pack.ids(table) if pack.has(table) else ():
            if table == "fees" and dice.random() < 0.15:
                pack.delete(table, row)
                done.deleted.append((table, row))
                continue
            for key, values in columns.items():
                value = dice.choice(values)
                if dice.random() < 0.4 and pack.value(table, row, key) != value:
                    pack.type(table, row, **{key: value})
                    done.edits.append(Edit(table, row, key, value))
    for number in range(dice.randrange(3)):
        done.added.append(f"{name}承诺{number}")
        pack.add("commitments", matter=done.added[-1], text=f"{dice.randint(1, 9)}日内办结")
    if dice.random() < 0.5:
        done.renamed.append(dice.choice(pack.ids("people")))
        pack.type("people", done.renamed[-1], name="改名")
    if dice.random() < 0.5:
        pack.reorder("fees", blanks=dice.random() < 0.5)
    return done


def typed_meanwhile(office: Office, dice: Random) -> Done:
    """What the office types before the packs come back."""
    done = Done()
    for row in [str(row["id"]) for row in office.rows("fees")]:
        if dice.random() < 0.15:
            office.delete("fees", row)
            done.deleted.append(("fees", row))
        elif dice.random() < 0.5:
            value = dice.choice((111, 222.5, 300))
            office.type("fees", row, charged=value)
            done.edits.append(Edit("fees", row, "charged", value))
    return done


def packs_in(folder: Path) -> dict[str, Path]:
    """Each department's pack, by its name."""
    return {name: next(folder.glob(f"{name}*.xlsx")) for name in (CHINESE, MATHS)}


def is_unreadable(value: Value) -> bool:
    return value == _UNREADABLE
