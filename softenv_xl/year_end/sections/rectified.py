"""8: items found, closed, postponed, open, overdue; supervised items by light."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.registers import rectification as tracker
from softenv_xl.registers import supervised
from softenv_xl.registers.supervision_words import SUPER_COLOUR
from softenv_xl.registers.words import AT_REST, STATUS
from softenv_xl.words import Text
from softenv_xl.year_end.fact import Part, Rate, Section, Sentence, sentence
from softenv_xl.year_end.filters import NoneOf, OneOf, Positive
from softenv_xl.year_end.source import Source

_ITEMS = Text("项", "")
OPEN, OVERDUE = NoneOf("standing", STATUS, AT_REST), Positive("overdue")
_COUNTS = (
    ("closed", Text("已销号", "Items closed"), (OneOf("standing", STATUS, ("closed",)),)),
    ("open", Text("未销号", "Items open"), (OPEN,)),
    ("overdue", Text("超期", "Items overdue"), (OPEN, OVERDUE)),
    ("postponed", Text("同意延期", "Items postponed"), (OneOf("standing", STATUS, ("deviation_approved",)),)),
)


def _items(source: Source) -> Iterator[Sentence]:
    register = tracker.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    found = source.count(
        "items", Text("整改事项", "Items found"), register, NoneOf("standing", STATUS, ("withdrawn",))
    )
    counts = {
        key: source.count(f"items_{key}", label, register, *conditions) for key, label, conditions in _COUNTS
    }
    yield sentence(
        "列入整改{closed}已销号；未销号{open}项，其中超期{overdue}项、同意延期{postponed}项。",
        "Items closed, of those found: {closed}; open: {open}, of these overdue: {overdue}, postponed: {postponed}.",
        closed=Rate(found, counts["closed"], _ITEMS),
        **{key: counts[key] for key in ("open", "overdue", "postponed")},
    )


def rectification(source: Source) -> Section:
    return Section("rectification", (*_items(source), *_supervised(source)))


def _supervised(source: Source) -> Iterator[Sentence]:
    register = supervised.REGISTER
    if not source.uses(register):
        yield source.unused(register)
        return
    lights: dict[str, Part] = {
        key: source.count(f"supervised_{key}", word, register, OneOf("colour", SUPER_COLOUR, (key,)))
        for key, word in SUPER_COLOUR.words
    }
    yield sentence(
        "督办{total}项：超期（红）{red}项，滞后（黄）{yellow}项，临期（蓝）{blue}项，正常（白）{grey}项，已销号（绿）{green}项。",
        "Items supervised: {total}; overdue (red) {red}, behind (yellow) {yellow}, nearly due (blue) {blue}, on track (white) "
        "{grey}, closed (green) {green}.",
        total=source.count("supervised", Text("督办事项", "Items supervised"), register),
        **lights,
    )
    yield from source.left_out(register)
