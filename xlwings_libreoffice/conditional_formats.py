"""Conditional formats of a range.

Excel has rules one by one, each with its areas; LibreOffice has lists of rules. So Excel's rules of a range
are the rules of every list that touches it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from xlwings import base_classes

from xlwings_libreoffice.cells import Colour, native_colour, rgb
from xlwings_libreoffice.member import Member
from xlwings_libreoffice.rule_sets import (
    CONDITION,
    EXPRESSION,
    OPERATORS,
    Rule,
    RuleSet,
    clear,
    make,
    touching,
)

_OPERATOR_NAMES = {number: name for name, number in OPERATORS.items()}
_TYPES = {1: "color_scale", 2: "data_bar", 3: "icon_set"}
# The looks a rule may set: xlwings' name, the properties of a cell style, how to write and to read it.
_LOOKS: dict[str, tuple[tuple[str, ...], Any, Any]] = {
    "fill_color": (("CellBackColor",), native_colour, rgb),
    "font_color": (("CharColor",), native_colour, rgb),
    "font_bold": (
        ("CharWeight", "CharWeightAsian", "CharWeightComplex"),
        lambda bold: 150.0 if bold else 100.0,
        lambda weight: weight > 100,
    ),
    "font_italic": (
        ("CharPosture", "CharPostureAsian", "CharPostureComplex"),
        lambda italic: 2 if italic else 0,
        lambda posture: posture.value != "NONE",
    ),
}


def _only_of(name: str, *kinds: str) -> property:
    """An attribute of colour scales, data bars or icon sets: None for other rules, not supported for these."""

    def read(rule: ConditionalFormat) -> None:
        if rule.type in kinds:
            raise NotImplementedError(f"ConditionalFormat.{name} of a {rule.type}")

    return property(read)


class ConditionalFormat(Member, base_classes.ConditionalFormat):
    """One rule."""

    def __init__(self, cells: Any, rules: RuleSet, index: int) -> None:
        """`cells`: any range of the sheet; `rules`, `index`: the list of rules and the place in it."""
        self.office = cells.office
        self._cells = cells
        self._rules = rules
        self._index = index

    @property
    def api(self) -> Any:
        """The UNO condition entry."""
        return self._rules.api.getByIndex(self._index)

    @property
    def type(self) -> str:
        entry = self.api
        if entry.getType() != CONDITION:
            return _TYPES.get(entry.getType(), "unknown")
        if entry.Operator == EXPRESSION:
            return "custom"
        return "cell_value" if entry.Operator in _OPERATOR_NAMES else "unknown"

    @property
    def stop_if_true(self) -> bool | None:
        """Whether rules for the same cells follow: LibreOffice never goes on to those."""
        return len(self._rules) > 1 if self.type in ("custom", "cell_value") else None

    @property
    def operator(self) -> str | None:
        return _OPERATOR_NAMES[self.api.Operator] if self.type == "cell_value" else None

    @property
    def formula1(self) -> str | None:
        return self._formula("Formula1") if self.type == "cell_value" else None

    @property
    def formula2(self) -> str | None:
        return self._formula("Formula2") if self.operator in ("between", "not_between") else None

    @property
    def formula(self) -> str | None:
        """Excel's formula, as the first cell of the rule's first area reads it."""
        return self._formula("Formula1") if self.type == "custom" else None

    def _formula(self, name: str) -> str:
        cells = self._cells
        return str(cells.sheet.spelling(cells.area).excel("=" + getattr(self.api, name)))

    @property
    def fill_color(self) -> Colour | None:
        return self._look("fill_color")  # type: ignore[no-any-return]

    @property
    def font_color(self) -> Colour | None:
        return self._look("font_color")  # type: ignore[no-any-return]

    @property
    def font_bold(self) -> bool | None:
        return self._look("font_bold")  # type: ignore[no-any-return]

    @property
    def font_italic(self) -> bool | None:
        return self._look("font_italic")  # type: ignore[no-any-return]

    def _look(self, look: str) -> Any:
        """What the rule's cell style sets of its own; None where it sets nothing."""
        styles = _styles(self._cells.document)
        if self.type not in ("custom", "cell_value") or not styles.hasByName(self.api.StyleName):
            return None
        (name, *_), _, read = _LOOKS[look]
        style = styles.getByName(self.api.StyleName)
        return read(style.getPropertyValue(name)) if _own(style, name) else None

    colors = _only_of("colors", "color_scale")
    bar_color = _only_of("bar_color", "data_bar")
    gradient = _only_of("gradient", "data_bar")
    show_value = _only_of("show_value", "data_bar", "icon_set")
    icon_set = _only_of("icon_set", "icon_set")
    reverse_order = _only_of("reverse_order", "icon_set")
    threshold_types = _only_of("threshold_types", "color_scale", "data_bar", "icon_set")
    thresholds = _only_of("thresholds", "color_scale", "data_bar", "icon_set")

    def set(self, changes: dict[str, Any]) -> None:
        """Changes what is named: operator, formula, formula1, formula2 and the looks."""
        _refuse_going_on(changes, len(self._rules) > 1)
        entry = self.api
        if "operator" in changes:
            entry.Operator = OPERATORS[changes["operator"]]
        for name in ("formula", "formula1", "formula2"):
            if changes.get(name) is not None:
                native = "Formula2" if name == "formula2" else "Formula1"
                setattr(entry, native, _native(self._cells, changes[name]))
        looks = {look: getattr(self, look) for look in _LOOKS} | changes
        entry.StyleName = _style(self._cells.document, {look: looks[look] for look in _LOOKS})

    def delete(self) -> None:
        self._rules.require_alone()
        rules = self._rules.rules()
        del rules[self._index]
        self._rules.rewrite(rules)


class ConditionalFormats(Member, base_classes.ConditionalFormats):
    """The rules that touch a range."""

    def __init__(self, cells: Any) -> None:
        self.office = cells.office
        self._cells = cells

    @property
    def api(self) -> Any:
        """The UNO conditional formats of the whole sheet."""
        return self._cells.sheet.api.ConditionalFormats

    def __iter__(self) -> Iterator[ConditionalFormat]:
        for rules in touching(self._cells.sheet, self._cells.area):
            for index in range(len(rules)):
                yield ConditionalFormat(self._cells, rules, index)

    def __len__(self) -> int:
        return sum(map(len, touching(self._cells.sheet, self._cells.area)))

    def __call__(self, key: int) -> ConditionalFormat:
        return list(self)[key - 1]

    def add_cell_value(self, spec: dict[str, Any]) -> ConditionalFormat:
        return self._add(OPERATORS[spec["operator"]], spec["formula1"], spec["formula2"], spec)

    def add_custom(self, spec: dict[str, Any]) -> ConditionalFormat:
        return self._add(EXPRESSION, spec["formula"], None, spec)

    def _add(self, operator: int, first: str, second: str | None, spec: dict[str, Any]) -> ConditionalFormat:
        """A new first rule for just these cells."""
        sheet, area = self._cells.sheet, self._cells.area
        looks = {look: spec.get(look) for look in _LOOKS}
        rule = Rule(
            operator,
            _native(self._cells, first),
            _native(self._cells, second or "0"),
            _style(self._cells.document, looks),
        )
        before = touching(sheet, area)
        if not before:
            return ConditionalFormat(self._cells, make(sheet, [area], [rule]), 0)
        if before[0].areas != [area] or len(before) > 1:
            raise NotImplementedError("ConditionalFormats.add over a part of other rules' cells")
        before[0].rewrite([rule, *before[0].rules()])
        return next(iter(self))

    def clear(self) -> None:
        """Takes the range out of every rule; outside of it they go on."""
        clear(self._cells.sheet, self._cells.area)


def _native(cells: Any, formula: str) -> str:
    """LibreOffice's spelling of a formula or a number, without the equals sign."""
    return str(cells.sheet.spelling(cells.area).native(formula)).removeprefix("=")


def _refuse_going_on(changes: dict[str, Any], followed: bool) -> None:
    if "stop_if_true" in changes and changes["stop_if_true"] != followed:
        raise NotImplementedError("ConditionalFormat.stop_if_true")


def _styles(document: Any) -> Any:
    return document.StyleFamilies.getByName("CellStyles")


def _own(style: Any, name: str) -> bool:
    return bool(style.getPropertyState(name).value == "DIRECT_VALUE")


def _style(document: Any, looks: dict[str, Any]) -> str:
    """The name of the cell style with just these looks, made where the document has none."""
    name = "Rule " + " ".join(f"{look}={value}" for look, value in looks.items() if value is not None)
    styles = _styles(document)
    if not styles.hasByName(name):
        styles.insertByName(name, document.createInstance("com.sun.star.style.CellStyle"))
        style = styles.getByName(name)
        for look, value in looks.items():
            if value is not None:
                properties, write, _ = _LOOKS[look]
                for each in properties:
                    style.setPropertyValue(each, write(value))
    return name
