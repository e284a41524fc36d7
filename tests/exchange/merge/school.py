"""A small school whose packs are out: its control workbook, the packs, and what comes of merging them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zipfile import ZipFile

from softenv_xl import flow
from softenv_xl.control.workbook import read_control
from softenv_xl.exchange.merge.merging import PackMerge, merge_packs
from softenv_xl.exchange.pack.writing import write_packs
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.grid.cell import Value
from softenv_xl.grid.table import Table
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.registers import REGISTERS, people
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import Patch, RowPatch, TablePatch
from softenv_xl.views import conflicts, packs_merged
from tests.exchange.merge.departments import SAVED, PackFile
from tests.support import small_school

AS_OF = date(2026, 10, 20)
CHINESE, MATHS = "语文组", "数学组"

SPECS: Mapping[str, TableSpec] = {
    **{register.key: register.spec for register in REGISTERS},
    **{spec.key: spec for spec in (people.SPEC, conflicts.SPEC, packs_merged.SPEC)},
}

FEES: tuple[dict[str, Value], ...] = (
    {
        "term": "2026秋",
        "nature": "服务性收费",
        "name": "校服",
        "department": CHINESE,
        "charged": 300,
        "start": date(2026, 9, 1),
    },
    {
        "term": "2026秋",
        "nature": "代收费",
        "name": "教辅",
        "department": CHINESE,
        "charged": 120,
        "start": date(2026, 9, 1),
    },
    {
        "term": "2026秋",
        "nature": "服务性收费",
        "name": "午餐",
        "department": MATHS,
        "charged": 12,
        "start": date(2026, 9, 1),
    },
)
ITEMS: tuple[dict[str, Value], ...] = (
    {
        "number": "2009017",
        "item": "3 有偿补课",
        "problem": "推荐补习",
        "measure": "停止",
        "deadline": date(2026, 11, 1),
        "status": "待整改",
    },
    {
        "number": "2011026",
        "item": "3 有偿补课",
        "problem": "办班",
        "measure": "退费",
        "deadline": date(2026, 11, 1),
        "status": "待整改",
    },
)
OPINIONS: tuple[dict[str, Value], ...] = (
    {
        "received": date(2026, 9, 10), "group": "学生家长", "kind": "建议", "text": "放学太晚", "giver": "某家长",
        "contact": "13800000000", "department": CHINESE,
    },
)  # fmt: skip


def filled(package: bytes, rows: Mapping[str, Sequence[Mapping[str, Value]]]) -> bytes:
    """The workbook with these rows typed into its tables."""
    tables = []
    for key, new in rows.items():
        columns = list(dict.fromkeys(name for row in new for name in row))
        labels = tuple(SPECS[key].column(name).label("zh") for name in columns)
        typed = tuple(
            RowPatch(0 if at == 0 else None, tuple(row.get(name) for name in columns))
            for at, row in enumerate(new)
        )
        tables.append(TablePatch(key, labels, typed))
    return apply(package, Patch(tuple(tables)), "control.xlsx")


def issue(folder: Path) -> None:
    """The control workbook in the folder, filled in and refreshed, and its packs beside it."""
    folder.mkdir(parents=True, exist_ok=True)
    control = folder / "control.xlsx"
    rows: dict[str, Sequence[Mapping[str, Value]]] = {"fees": FEES, "tracker": ITEMS, "opinions": OPINIONS}
    control.write_bytes(filled(small_school.register("zh"), rows))
    split(control, folder / "packs")


def split(control: Path, out: Path, day: date = AS_OF) -> None:
    result, _ = flow.refresh(FileWorkbook(control), day)
    issuer = Issuer(result.control, control, day)
    write_packs(result, control, out, issuer)


@dataclass
class Office:
    """The office of that folder."""

    folder: Path
    day: date = AS_OF

    @property
    def control(self) -> Path:
        return self.folder / "control.xlsx"

    def copy(self, to: Path) -> Office:
        """The same as it is now, elsewhere: with all that is kept beside the workbook."""
        shutil.copytree(self.folder, to)
        return Office(to, self.day)

    def pack(self, department: str) -> PackFile:
        (path,) = (self.folder / "packs").glob(f"{department}*.xlsx")
        return PackFile(path)

    def came(self, pack: PackFile, name: str = "back.xlsx", saved: datetime = SAVED) -> Path:
        """A pack, saved where it comes in."""
        return pack.save(self.folder / "back" / name, saved)

    def merge(self, *places: Path, dry_run: bool = False) -> PackMerge:
        paths = files_in(places or [self.folder / "back"])
        return merge_packs(
            FileWorkbook(self.control), self.control, deliveries(paths, 1), self.day, dry_run=dry_run
        )

    def rows(self, key: str) -> list[dict[str, Value]]:
        """The rows in use of one of the workbook's tables, as its cells show them."""
        table = self._table(key)
        return [row for _, row in table.filled(SPECS[key].deciding_columns)]

    def row(self, key: str, identity: str) -> dict[str, Value]:
        found = [row for row in self.rows(key) if row[SPECS[key].id_column or ""] == identity]
        assert len(found) == 1, (identity, [row[SPECS[key].id_column or ""] for row in self.rows(key)])
        return found[0]

    def type(self, key: str, identity: str, **cells: Value) -> None:
        """Somebody of the office types into a row."""
        self._change(key, identity, lambda row: cells)

    def delete(self, key: str, identity: str) -> None:
        """Somebody of the office deletes the row."""
        self._change(key, identity, lambda row: None)

    def decide(self, choice: str, own: Value = None, **where: Value) -> None:
        """Somebody chooses on the sheet Conflicts, at the row with these cells."""
        words = {"ours": "保留本台账的", "theirs": "采用交回的", "own": "用自填内容"}[choice]
        (row,) = [
            row for row in self.rows("conflicts") if all(row[key] == value for key, value in where.items())
        ]
        self.type("conflicts", str(row["id"]), decision=words, own=own)

    def parts(self) -> dict[str, bytes]:
        """What the workbook holds, part by part, to the byte."""
        with ZipFile(self.control) as package:
            return {name: package.read(name) for name in package.namelist()}

    def shown(self) -> dict[str, list[dict[str, Value]]]:
        """Every table of packs and the conflicts, in the order in which the rows stand."""
        keys = ("people", "tracker", "fees", "opinions", "disclosure", "commitments", "conflicts")
        return {key: self.rows(key) for key in keys}

    def _table(self, key: str) -> Table:
        return read_control(FileWorkbook(self.control).read()).tables[key]

    def _change(
        self, key: str, identity: str, change: Callable[[dict[str, Value]], Mapping[str, Value] | None]
    ) -> None:
        table, spec = self._table(key), SPECS[key]
        body = list(table.rows())
        columns: dict[str, Value] = {}
        for _, row in body:
            if row[spec.id_column or ""] == identity:
                columns = dict(change(row) or {})
        gone = change({}) is None
        labels = tuple(table.texts[name] for name in columns) or (table.texts[spec.id_column or ""],)
        rows = []
        for at, (_, row) in enumerate(body):
            mine = row[spec.id_column or ""] == identity
            if mine and gone:
                continue
            now = tuple(columns[name] if mine else row[name] for name in columns)
            rows.append(RowPatch(at, now or (row[spec.id_column or ""],)))
        package = apply(
            self.control.read_bytes(), Patch((TablePatch(key, labels, tuple(rows)),)), "control.xlsx"
        )
        self.control.write_bytes(package)


def codes(merge: PackMerge) -> list[str]:
    return sorted(issue.code for issue in merge.issues)


def waiting(office: Office) -> Iterator[tuple[Value, ...]]:
    """What there is to decide: kind, row, column, base, ours, theirs."""
    for row in office.rows("conflicts"):
        if row["state"] == "△ 待选择":
            yield tuple(row[key] for key in ("kind", "row_id", "column", "base", "ours", "theirs"))
