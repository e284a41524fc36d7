"""The cells of a sheet that hold formulas: alone, shared with others, or as one block of cells."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.grid.address import Address, Area
from softenv_xl.grid.shared_formula import FEWEST
from softenv_xl.hosts.file.cell import FormulaText, formula_in
from softenv_xl.hosts.file.content import clear
from softenv_xl.hosts.file.formulas import Formula
from softenv_xl.hosts.file.text import in_xml
from softenv_xl.hosts.refusal import unsafe

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from softenv_xl.hosts.file.sheet import Sheet


_PLAIN = {"t", "si", "ref"}
SHARED = '<f t="shared"'
"""How the formula of a cell begins that has its text from another one, once rows may move."""


def _dependent(group: str) -> str:
    """What stands in the cells of a group but the one that has its text."""
    return f'{SHARED} si="{group}"/>'


def _group_of(inner: str) -> str | None:
    """The group that the formula of a cell shares its text with."""
    formula = formula_in(inner) if inner.startswith(SHARED) else None
    return formula.shared_group if formula else None


class FormulaCells:
    """`changed` says that a cell won or lost a formula, or that one moved."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self.changed = False
        self._loose: dict[int, str] = {}

    def put(self, number: int, column: int, text: str, array: bool, metadata: str | None) -> None:
        """Gives an existing cell a formula of its own, with no cached value."""
        cell = self._sheet.cells(number)[column]
        clear(cell)
        cell.set_formula(text, {"t": "array", "ref": Address(number, column).a1} if array else None)
        cell.set_attribute("cm", metadata)
        self._touch(number)

    def drop(self, number: int, column: int) -> None:
        """Takes the cell's formula away, and the value that it showed."""
        cell = self._sheet.cells(number).get(column)
        if cell is not None and cell.formula_xml:
            cell.formula_xml = ""
            clear(cell)
            cell.set_attribute("cm", None)
            self._touch(number)

    def move(self, number: int, column: int, text: str) -> None:
        """Tells the formula of a cell that has come here how it reads now."""
        cell = self._sheet.cells(number)[column]
        formula = cell.formula
        attributes = dict(formula.attributes) if formula else {}
        if "ref" in attributes:
            attributes["ref"] = Address(number, column).a1
        cell.set_formula(text, attributes)
        self._touch(number)

    def set_text(self, number: int, column: int, text: str) -> None:
        """Gives a formula another text; all else about the cell stays, and no formula comes or goes."""
        cell = self._sheet.cells(number)[column]
        formula = cell.formula
        cell.set_formula(text, formula.attributes if formula else None)
        self._sheet.touch(number)

    def groups(self) -> dict[str, dict[tuple[int, int], str]]:
        """Every complete group of shared formulas: by row and column the texts of its cells, "" of those that have it from
        the group's master.
        """
        groups: dict[str, dict[tuple[int, int], str]] = {}
        for number, column, formula in self._of_kind(b"shared"):
            group = formula.shared_group or ""
            if group in self._masters:
                groups.setdefault(group, {})[number, column] = formula.text
        return groups

    def master(self, group: str) -> Formula:
        """The formula that a complete group has its text from."""
        return self._masters[group]

    def set_shared_text(self, group: str, texts: Mapping[tuple[int, int], str]) -> None:
        """Gives all cells of a group other texts. They go on sharing one if that says the same in each of them."""
        row, column = min(texts)
        shared = Formula(texts[row, column], row, column)
        if any(shared.at(*place) != text for place, text in texts.items()):
            self.unshare({group})
            for place, text in texts.items():
                self.set_text(*place, text)
            return
        for number, column in texts:
            formula = formula_in(self._sheet.seen(number)[column][1])
            if formula is not None and formula.text:
                self.set_text(number, column, texts[number, column])
        self._masters[group] = shared

    def _touch(self, number: int) -> None:
        self.changed = True
        self._sheet.touch(number)

    def has(self, number: int, column: int) -> bool:
        return self._sheet.inner(number, column).startswith("<f")

    def at(self, number: int, column: int) -> Formula | None:
        """The cell's formula, also where it is shared."""
        text = self.text_at(number, column)
        return None if text is None else Formula(text, number, column)

    def text_at(self, number: int, column: int) -> str | None:
        """The same as text, without '='."""
        formula = formula_in(self._sheet.inner(number, column))
        if formula is None:
            return None
        if formula.shared_group is not None and not formula.text:
            master = self._masters.get(formula.shared_group)
            return master.at(number, column) if master else None
        return formula.text

    def is_array(self, number: int, column: int) -> bool:
        formula = formula_in(self._sheet.inner(number, column))
        return formula is not None and formula.is_array

    def _of_kind(self, kind: bytes) -> Iterator[tuple[int, int, FormulaText]]:
        """Every formula whose `t` is of that kind. What the part doesn't mention nobody has put there since: new
        formulas are a cell's own.
        """
        if not self._sheet.came_with(kind):
            return
        for number, row in sorted(self._sheet.rows.items()):
            for column, inner in row.formulas(kind):
                formula = None if inner.startswith("<f>") else formula_in(inner)
                if formula is not None and formula.attributes.get("t") == kind.decode():
                    yield number, column, formula

    @cached_property
    def _masters(self) -> dict[str, Formula]:
        """Shared formulas by their group, those that can be understood. Read before anything moves."""
        found: dict[str, Formula] = {}
        for number, column, formula in self._of_kind(b"shared"):
            with suppress(Stop):
                if formula.text:
                    found[formula.shared_group or ""] = Formula(formula.text, number, column)
        return found

    def unshare(self, groups: set[str]) -> None:
        """Gives every cell of these groups of shared formulas its own text, so that each may move."""
        for number, column, formula in list(self._of_kind(b"shared")) if groups else ():
            group = formula.shared_group or ""
            if group not in groups:
                continue
            if group not in self._masters:
                raise unsafe(
                    "“{sheet}”的 {cell} 的共享公式不完整。",
                    "The shared formula of {cell} on “{sheet}” is incomplete.",
                    sheet=self._sheet.title,
                    cell=Address(number, column).a1,
                )
            others = {
                name: value for name, value in formula.attributes.items() if name not in ("t", "si", "ref")
            }
            cell = self._sheet.cells(number)[column]
            cell.set_formula(formula.text or self._masters[group].at(number, column), others)
            self._sheet.touch(number)

    def loosen(self, groups: set[str], rows: range, columns: range, moving: Collection[int]) -> set[str]:
        """Of groups of shared formulas those that stay one while their cells move within these rows: each has a column to
        itself and names its own row and fixed ones. A cell that has the text loses it until `share`, if its row is `moving`.
        """
        places: dict[str, set[int]] = {}
        odd: set[str] = set()
        for number, column, formula in list(self._of_kind(b"shared")) if groups else ():
            group = formula.shared_group or ""
            places.setdefault(group, set()).add(column)
            if number not in rows or column not in columns or not formula.attributes.keys() <= _PLAIN:
                odd.add(group)
        taken = Counter(column for at in places.values() for column in at)
        for group in groups - odd:
            (column, *others) = places[group]
            master = self._masters.get(group)
            if not others and taken[column] == 1 and master and master.can_be_shared:
                self._loose[column] = group
                if master.row in moving:
                    self._sheet.cells(master.row)[column].formula_xml = _dependent(group)
                    self._sheet.touch(master.row)
        return groups & {*self._loose.values()}

    def share(self, columns: Iterable[int], rows: range, *, more: bool) -> None:
        """The formulas that columns share are spelt again, in the first of these rows; `more` columns share theirs from now
        on. Done last, before the part is written.
        """
        for column in columns:
            group = self._loose.pop(column, None)
            if group is None and not more:
                continue
            formula = self._masters[group] if group is not None else self._first(column, rows)
            if formula is not None and formula.can_be_shared and (group is not None or len(rows) >= FEWEST):
                self._share(column, rows, formula, group)

    def _first(self, column: int, rows: range) -> Formula | None:
        """What most rows of a column will have, if it is the text of one cell alone."""
        found = formula_in(self._sheet.inner(rows[0], column)) if rows else None
        own = found and found.text and not found.attributes
        return Formula(found.text, rows[0], column) if found and own else None

    def _share(self, column: int, rows: range, formula: Formula, group: str | None) -> None:
        name = group if group is not None else self._free_group()
        other = _dependent(name)
        has = {row: self._sheet.inner(row, column) for row in rows}
        members = [
            row
            for row, inner in has.items()
            if inner.startswith((other, formula.spelt(row))) or _group_of(inner) == group is not None
        ]
        if not members:
            return
        first, last = members[0], members[-1]
        place = Area(first, column, last, column).ref
        text = formula.at(first, column)
        whole = f'<f t="shared" ref="{place}" si="{name}">{in_xml(text)}</f>'
        if len(members) < 2:  # what is left of a group
            whole, other = f"<f>{in_xml(text)}</f>", ""
        for row in members:
            wanted = whole if row == first else other or formula.spelt(row)
            if not has[row].startswith(wanted):
                self._sheet.cells(row)[column].formula_xml = wanted
                self._sheet.touch(row)

    def _free_group(self) -> str:
        self._last_group += 1
        return str(self._last_group)

    @cached_property
    def _last_group(self) -> int:
        known = (formula.shared_group or "" for _, _, formula in self._of_kind(b"shared"))
        return max((int(group) for group in known if group.isdecimal()), default=-1)

    @cached_property
    def blocks(self) -> list[Area]:
        """Array formulas over more than one cell, and data tables. One cell by itself can move."""
        arrays = [Area.parse(formula.attributes.get("ref", "")) for _, _, formula in self._of_kind(b"array")]
        tables = [
            Area.parse(formula.attributes.get("ref", "")) for _, _, formula in self._of_kind(b"dataTable")
        ]
        return tables + [area for area in arrays if area.top != area.bottom or area.left != area.right]
