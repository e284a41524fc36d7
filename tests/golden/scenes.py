"""Every press, on a workbook that is new and on one that is in use, and its Patch as text."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from softenv_xl import flow
from softenv_xl.grid.cell import Value
from softenv_xl.sheets.patch import KEEP, Kept, Patch
from softenv_xl.words import LANGS, Lang
from tests.golden.school import DAYS, Workbook, deliveries, office_work, register

PINNED = Path(__file__).with_name("pinned")

_PRESSES: dict[str, Callable[[Workbook, str, Lang], object]] = {
    "collect": lambda workbook, batch, lang: flow.collect(workbook, deliveries(batch, lang), DAYS[batch]),
    "refresh": lambda workbook, batch, lang: flow.refresh(workbook, DAYS[batch]),
    "mark": lambda workbook, batch, lang: flow.highlight_issues(workbook, DAYS[batch]),
}
_STATES = {"new": "1", "used": "2"}

SCENES = [f"{press}-{state}" for press in _PRESSES for state in _STATES]
PAGES = [(scene, lang) for scene in SCENES for lang in LANGS]


@cache
def patch(scene: str, lang: Lang) -> Patch:
    """What the scene's press writes: `collect-used` collects into a workbook that is in use."""
    press, state = scene.split("-")
    workbook = Workbook(register(lang) if state == "new" else _used(lang))
    _PRESSES[press](workbook, _STATES[state], lang)
    return workbook.patch


def page(scene: str, lang: Lang) -> Path:
    """The file that the scene's Patch is pinned in."""
    return PINNED / f"{scene}-{lang}.txt"


def text(patch: Patch) -> str:
    """Every cell of the Patch. A row begins with the row that it continues, or with +; = is a cell left as it is."""
    return "\n".join(_lines(patch)) + "\n"


@cache
def _used(lang: Lang) -> bytes:
    workbook = Workbook(register(lang))
    _PRESSES["collect"](workbook, "1", lang)
    office_work(workbook, lang)
    return workbook.content


def _lines(patch: Patch) -> Iterator[str]:
    for table in patch.tables:
        yield f"# {table.table}"
        for name in ("headers", "renamed", "dropped"):
            if changes := getattr(table, name):
                yield f"{name}: {changes}"
        yield _joined("row", table.columns)
        for row in table.rows:
            yield _joined("+" if row.source is None else str(row.source), row.values)
        yield ""
    yield "# cells"
    for cell in patch.cells:
        yield f"{cell.name}{'?' if cell.optional else ''} = {_cell(cell.value)}"


def _joined(first: str, values: Sequence[Value | Kept]) -> str:
    return " | ".join((first, *map(_cell, values)))


def _cell(value: Value | Kept) -> str:
    """Text as it is, unless it could be taken for something else; numbers and days by their kind."""
    if value is KEEP:
        return "="
    if value is None:
        return ""
    if isinstance(value, str):
        plain = value.strip() == value and value.isprintable() and not value.startswith(("=", "'")) and value
        return value if plain and "|" not in value else repr(value)
    return repr(value) if isinstance(value, bool | int | float) else f"'{value}"
