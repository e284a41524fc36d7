"""LibreOffice's conditional formats: lists of rules for some areas, of which the first that is true wins.

Its interface has two halves. The sheet's list of formats names areas and changes rules, but what it adds
has no effect and what it removes goes on. The cells' own property makes and ends rules properly, but
for all rules of these cells at once. So rules are made and ended through the cells, and the list of
the sheet is brought into line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from xlwings_libreoffice.formulas import moved
from xlwings_libreoffice.references import Area, area_at, common_part, native, native_cell
from xlwings_libreoffice.uno_runtime import properties

if TYPE_CHECKING:
    from xlwings_libreoffice.sheets import Sheet

# com.sun.star.sheet.ConditionFormatOperator
OPERATORS = {
    "equal_to": 0,
    "less_than": 1,
    "greater_than": 2,
    "less_than_or_equal": 3,
    "greater_than_or_equal": 4,
    "not_equal_to": 5,
    "between": 6,
    "not_between": 7,
}
EXPRESSION = 24
CONDITION = 0  # com.sun.star.sheet.ConditionEntryType


class Rule(NamedTuple):
    """`operator` as LibreOffice counts them; formulas in its spelling; `style` names a cell style."""

    operator: int
    formula1: str
    formula2: str
    style: str


class RuleSet:
    """One conditional format of a sheet; `api` is the UNO object."""

    def __init__(self, sheet: Sheet, api: Any) -> None:
        self.sheet = sheet
        self.api = api
        self.areas = [area_at(place) for place in api.Range.RangeAddresses]

    def __len__(self) -> int:
        return int(self.api.getCount())

    def rules(self) -> list[Rule]:
        """All its rules; NotImplementedError where some are colour scales and the like."""
        entries = [self.api.getByIndex(index) for index in range(len(self))]
        known = {*OPERATORS.values(), EXPRESSION}
        if any(entry.getType() != CONDITION or entry.Operator not in known for entry in entries):
            raise NotImplementedError(
                "ConditionalFormats: rules beside those of a kind that cannot be rewritten"
            )
        return [Rule(entry.Operator, entry.Formula1, entry.Formula2, entry.StyleName) for entry in entries]

    def require_alone(self) -> None:
        """Raises NotImplementedError where cells of it have other rules besides: those would be lost."""
        others = [other for area in self.areas for other in touching(self.sheet, area)]
        if any(other.api.ID != self.api.ID for other in others):
            raise NotImplementedError(
                "ConditionalFormats: changing rules of cells that share some with others"
            )

    def rewrite(self, rules: list[Rule], areas: list[Area] | None = None) -> None:
        """Gives it other rules, or other areas; formulas move along with the first cell. Ends it without rules."""
        self.require_alone()
        areas = areas or self.areas
        old, new = _first(self.areas), _first(areas)
        down, right = new.top - old.top, new.left - old.left
        _end(self.sheet, self.areas)
        self.forget()
        if rules:
            make(self.sheet, areas, [_moved(rule, down, right) for rule in rules])

    def forget(self) -> None:
        """Takes it from the sheet's list, once its cells have no rules any more."""
        formats = self.sheet.api.ConditionalFormats
        if any(each.ID == self.api.ID for each in formats.getConditionalFormats()):
            formats.removeByID(self.api.ID)


def touching(sheet: Sheet, area: Area) -> list[RuleSet]:
    """The conditional formats that some cells of the area have."""
    found = [RuleSet(sheet, api) for api in sheet.api.ConditionalFormats.getConditionalFormats()]
    return [each for each in found if any(area.meets(own) for own in each.areas)]


def make(sheet: Sheet, areas: list[Area], rules: list[Rule]) -> RuleSet:
    """A new conditional format for cells that have none."""
    cells = _cells(sheet, areas)
    entries = cells.ConditionalFormat
    place = native_cell(_first(areas), sheet.index - 1)
    for rule in rules:
        # the formula comes later, through the sheet's list: that one takes it in the spelling it shows
        entries.addNew(properties(Formula1="FALSE()", StyleName=rule.style, SourcePosition=place))
    cells.ConditionalFormat = entries
    made = max(sheet.api.ConditionalFormats.getConditionalFormats(), key=lambda each: each.ID)
    for index, rule in enumerate(rules):
        entry = made.getByIndex(index)
        entry.Operator, entry.Formula1, entry.Formula2 = rule.operator, rule.formula1, rule.formula2
    return RuleSet(sheet, made)


def clear(sheet: Sheet, hole: Area) -> None:
    """Takes an area out of every conditional format; outside of it they go on.

    Raises NotImplementedError, and changes nothing, where a format loses its first cell, by which its formulas
    go, and shares cells with another.
    """
    found = [
        (each, [part for area in each.areas for part in _outside(area, hole)])
        for each in touching(sheet, hole)
    ]
    if not found:
        return
    losing = [
        (each, rest, each.rules()) for each, rest in found if rest and _first(rest) != _first(each.areas)
    ]
    for each, _, _ in losing:
        each.require_alone()
    for each, rest, rules in losing:
        each.rewrite(rules, rest)
    _end(sheet, [hole])
    for each, rest in found:
        if not rest:
            each.forget()
        elif _first(rest) == _first(each.areas):
            each.api.Range = _cells(sheet, rest)  # what LibreOffice itself leaves of it is a row too large


def _first(areas: list[Area]) -> Area:
    """The first cell: the one that formulas are written for."""
    top, left = min((area.top, area.left) for area in areas)
    return Area(top, left, top, left)


def _moved(rule: Rule, down: int, right: int) -> Rule:
    first, second = (moved(f"={text}", down, right)[1:] for text in (rule.formula1, rule.formula2))
    return rule._replace(formula1=first, formula2=second)


def _cells(sheet: Sheet, areas: list[Area]) -> Any:
    """The UNO cell ranges of some areas."""
    cells = sheet.book.api.createInstance("com.sun.star.sheet.SheetCellRanges")
    for area in areas:
        cells.addRangeAddress(native(area, sheet.index - 1), False)
    return cells


def _end(sheet: Sheet, areas: list[Area]) -> None:
    """Ends every rule of these cells."""
    cells = _cells(sheet, areas)
    entries = cells.ConditionalFormat
    entries.clear()
    cells.ConditionalFormat = entries


def _outside(area: Area, hole: Area) -> list[Area]:
    """The area without the hole: what is above, left, right and below of it."""
    inside = common_part(area, hole)
    if inside is None:
        return [area]
    parts = (
        Area(area.top, area.left, inside.top - 1, area.right),
        Area(inside.top, area.left, inside.bottom, inside.left - 1),
        Area(inside.top, inside.right + 1, inside.bottom, area.right),
        Area(inside.bottom + 1, area.left, area.bottom, area.right),
    )
    return [part for part in parts if part.top <= part.bottom and part.left <= part.right]
