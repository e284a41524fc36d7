"""Formulas in cells, alone, shared or arrays, on the table's own sheet and on every other."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from typing import TYPE_CHECKING

from softenv_xl.errors import Stop
from softenv_xl.hosts.file.cell import formula_in
from softenv_xl.hosts.file.formulas import Formula
from softenv_xl.hosts.file.reference_updates.mention import Mention
from softenv_xl.hosts.file.reference_updates.rules import update_rules
from softenv_xl.hosts.reference_words import is_filled_down
from softenv_xl.hosts.references import FormulaUse, Standpoint, updated_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.hosts.resize import Resize

_STRANGE = 50
"""So many formulas of a column that are unlike the one before are taken apart; then it is a column of all sorts."""

Texts = dict[tuple[int, int], str]
"""Formulas by sheet row and column."""


def update_sheets(book: Workbook, resizes: Sequence[Resize]) -> None:
    """Every ordinary sheet: its cells' formulas and what stands around its rows."""
    mention = Mention(resizes)
    for title in book.titles if resizes else ():
        part = book.sheet_part(title)
        if part is None or not mention.in_sheet(book.package.read(part), title):
            continue
        sheet = None
        with suppress(Stop):  # a sheet that can't be taken apart is nothing that this run has to change
            sheet = book.sheet(title)
        if sheet is not None:
            _Formulas(sheet, mention).update()
            update_rules(sheet, mention)


class _Formulas:
    """One sheet's. Everything is read before anything is changed: neighbours are compared as they were."""

    def __init__(self, sheet: Sheet, mention: Mention) -> None:
        self.sheet, self.mention, self.resizes = sheet, mention, mention.resizes
        self._own = [resize for resize in self.resizes if resize.sheet.lower() == sheet.title.lower()]
        self._known: dict[int, tuple[Formula, Formula]] = {}
        self._strange: Counter[int] = Counter()

    def update(self) -> None:
        alone = dict(self._alone())
        groups: dict[str, Texts] = {}
        if self._own or self._may_share():
            with suppress(Stop):  # of a row that is spelt in no known way nobody can tell what it shares
                groups = dict(self._shared())
        for group, texts in groups.items():
            self.sheet.formulas.set_shared_text(group, texts)
        for (row, column), text in alone.items():
            self.sheet.formulas.set_text(row, column, text)

    def _alone(self) -> Iterator[tuple[tuple[int, int], str]]:
        """The new texts of formulas with a text of their own that doesn't serve other cells too."""
        for number, row in self.sheet.rows.items():
            if row.whole and not self._worth_a_look(row.xml()):
                continue
            cells: Iterable[tuple[int, str]] = ()
            with suppress(Stop):  # spelt in no known way: the others don't suffer from it
                cells = list(row.formulas())
            for column, inner in cells:
                if self._stays(inner, number, column):
                    continue
                # As Mention has it of whole rows.
                if not self._own and "!" not in inner and "&#" not in inner:
                    continue
                formula = formula_in(inner)
                if formula is None or not formula.text or formula.shared_group is not None:
                    continue
                text = self._updated(formula.text, number, column)
                if text != formula.text:
                    yield (number, column), text

    def _stays(self, inner: str, row: int, column: int) -> bool:
        """Is it, to the letter, the formula of the column that reads on as it is in every row?"""
        known = self._known.get(column)
        if known is None or known[0].text != known[1].text or not inner.startswith(known[0].spelt(row)):
            return False
        return any(resize.is_beside(row, column) for resize in self._own)

    def _may_share(self) -> bool:
        """On a sheet on which nothing changed: may a row hold the text of shared formulas that names a sheet where it did?"""
        rows = self.sheet.rows.values() if self.sheet.came_with(b"shared") else ()
        return any(
            not row.whole or (b"shared" in (xml := row.xml()) and self._worth_a_look(xml)) for row in rows
        )

    def _worth_a_look(self, xml: bytes) -> bool:
        return b"<f" in xml and self.mention.in_row(xml, self.sheet.title)

    def _shared(self) -> Iterator[tuple[str, Texts]]:
        """All new texts of each group of shared formulas in which one has a new text."""
        shared = self.sheet.formulas
        for group, places in shared.groups().items():
            master = shared.master(group)
            if self._stay(master, places):
                continue
            texts = {place: own or master.at(*place) for place, own in places.items()}
            new = {(row, column): self._updated(text, row, column) for (row, column), text in texts.items()}
            if new != texts:
                yield group, new

    def _stay(self, master: Formula, places: Mapping[tuple[int, int], str]) -> bool:
        """Do all cells of a group, beside what changes, read on as they do, as the one does that has their text?"""
        column = master.column
        if (
            not self._own
            or not master.of_its_row
            or any(text not in ("", master.text) for text in places.values())
        ):
            return False
        rows = [row for row, at in places if at == column]
        beside = (any(resize.is_beside(row, column) for resize in self._own) for row in rows)
        return (
            len(rows) == len(places)
            and all(beside)
            and self._updated(master.text, master.row, column) == master.text
        )

    def _updated(self, text: str, row: int, column: int) -> str:
        if not any(resize.is_beside(row, column) for resize in self._own):
            return self._worked_out(text, row, column, FormulaUse.CELL)
        known = self._known.get(column)
        if known is not None and known[0].at(row, column) == text:  # most rows of a column have the same one
            return known[1].at(row, column)
        new = self._worked_out(text, row, column, FormulaUse.BESIDE)
        self._strange[column] += 1
        if self._strange[column] <= _STRANGE:
            self._remember(text, new, row, column)
        return new

    def _remember(self, text: str, new: str, row: int, column: int) -> None:
        """What happens to a formula that names its own row, or fixed ones, happens to it in every row."""
        with suppress(Stop):  # a formula that nobody understands is worked out anew in every row
            formula = Formula(text, row, column)
            if formula.of_its_row:
                self._known[column] = (formula, Formula(new, row, column))

    def _worked_out(self, text: str, row: int, column: int, context: FormulaUse) -> str:
        if not self.mention.in_text(text, self.sheet.title, context is FormulaUse.BESIDE):
            return text
        new = updated_references(text, self.resizes, Standpoint(self.sheet.title, row, context))
        if new == text or not self._is_filled_down(text, row, column):
            return new
        return updated_references(text, self.resizes, Standpoint(self.sheet.title, row, FormulaUse.FILLED))

    def _is_filled_down(self, text: str, row: int, column: int) -> bool:
        above, below = (self._text_at(row + step, column) for step in (-1, 1))
        return is_filled_down(text, above, below)

    def _text_at(self, row: int, column: int) -> str | None:
        with suppress(Stop):  # a row that is spelt in no known way
            return self.sheet.formulas.text_at(row, column)
        return None
