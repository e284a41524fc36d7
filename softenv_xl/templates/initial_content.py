"""What a new workbook comes with: the default rulebook, the plan's stages, the questions of the self-check."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from softenv_xl.bans.default import ENTRIES, VERSION
from softenv_xl.bans.rulebook import Entry
from softenv_xl.books import LISTS
from softenv_xl.registers import LOOKUPS, departments
from softenv_xl.registers.options import default_words, read_options
from softenv_xl.registers.school import School, Snapshot
from softenv_xl.registers.settings import Campaign, Stage
from softenv_xl.registers.words import COMPLIANCE, ENTRY_KIND, PURPOSE, YES_NO
from softenv_xl.return_form import problems
from softenv_xl.schema.column import Column, Kind, Owner
from softenv_xl.schema.vocabulary import ListOf
from softenv_xl.templates.canvas import Filling, Row
from softenv_xl.views import dashboard
from softenv_xl.words import NO_DATA, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from softenv_xl.bans.default import DefaultEntry
    from softenv_xl.grid.cell import Value
    from softenv_xl.schema.table import BookSpec, TableSpec
    from softenv_xl.words import Lang

YEAR = 2026
RETURNS_DUE = date(YEAR, 9, 10)
STAGES = (
    (Text("宣传发动阶段", "Publicity and launch"), "publicity", date(YEAR, 4, 15), date(YEAR, 7, 30)),
    (Text("查找问题阶段", "Find the problem"), "find", date(YEAR, 7, 31), date(YEAR, 9, 10)),
    (Text("集中整改阶段", "Centralized rectification"), "rectify", date(YEAR, 9, 11), date(YEAR, 12, 30)),
)
_HEADLINE = Text(
    "尚无数据。请从“开始”表的第一步做起。",
    "No data yet. Begin with the first step on the sheet Start.",
)


def label(entry: DefaultEntry) -> Text:
    """What dropdowns and column headers call an entry of the default rulebook."""
    known = Entry.model_validate({**entry._asdict(), "source": ""})
    return Text(known.label("zh"), known.label("en"))


def with_bans(book: BookSpec) -> BookSpec:
    """The book with one more column in the compliance table for every default ban."""
    bans = tuple(
        Column(f"ban_{entry.number}", label(entry), Kind.CHOICE, Owner.COMPUTED, 12, choices=COMPLIANCE)
        for entry in _bans()
    )
    sheets = tuple(
        replace(sheet, table=replace(sheet.table, columns=sheet.table.columns + bans))
        if sheet.table and sheet.table.key == "compliance"
        else sheet
        for sheet in book.sheets
    )
    return replace(book, sheets=sheets)


def filling(book: BookSpec, lang: Lang) -> Filling:
    """The rows and cells of a new workbook; a blank return is usable by itself."""
    if book.key == "control":
        return filled(book, _control_tables(lang), _control_values(book, lang))
    return filled(book, _return_tables(lang), _return_values(book))


def filled(book: BookSpec, tables: Mapping[str, Sequence[Row]], values: Mapping[str, Value]) -> Filling:
    """A filling with the dropdown words that follow from its rows."""
    lists = {name: _words(tables, *source) for name, source in LISTS.items() if _has(book, source[0])}
    return Filling(tables, values, {"pick_departments": frozenset[str](), **lists})


def _has(book: BookSpec, table: str) -> bool:
    return any(spec.key == table for _, spec in book.tables())


def _words(tables: Mapping[str, Sequence[Row]], table: str, column: str) -> Collection[str]:
    return frozenset(word for row in tables.get(table, ()) if isinstance(word := row.get(column), str))


def _bans() -> list[DefaultEntry]:
    return [entry for entry in ENTRIES if entry.kind == "ban"]


def _control_tables(lang: Lang) -> dict[str, list[Row]]:
    return {
        "rulebook": [_rulebook_row(entry, lang) for entry in ENTRIES],
        "stages": [
            {"name": name(lang), "purpose": PURPOSE.word(purpose, lang), "start": start, "end": end}
            for name, purpose, start, end in STAGES
        ],
        **{
            lookup.key: [_looked_up(lookup.spec, row, lang) for row in lookup.rows(lang)]
            for lookup in LOOKUPS
        },
        dashboard.BY_BAN.key: [
            {**dict.fromkeys(_counts(dashboard.BY_BAN), 0), "ban": label(entry)(lang)} for entry in _bans()
        ],
        **{
            figure.table.key: [
                dict(zip(figure.table.by_key, row, strict=True)) for row in figure.rows(_nothing_yet(lang))
            ]
            for figure in dashboard.FIGURES
            if figure.rows
        },
    }


def _looked_up(spec: TableSpec, row: Mapping[str, Value], lang: Lang) -> Row:
    """A lookup's row, with the label of an entry of the rulebook where the row has one of the entry's tags."""
    labels = {tag: label(entry)(lang) for entry in ENTRIES for tag in entry.tags}
    items = [column.key for column in spec.columns if column.choices == ListOf("rulebook_items")]
    return {**row, **{key: labels[tag] for key in items if isinstance(tag := row.get(key), str)}}


def _nothing_yet(lang: Lang) -> Snapshot:
    """A register without a row, before the campaign has begun."""
    stages = tuple(
        Stage(name=name(lang), purpose=purpose, start=start, end=end) for name, purpose, start, end in STAGES
    )
    before = STAGES[0][2] - timedelta(weeks=1)
    return Snapshot((), School(before, lang, Campaign(stages=stages), options=read_options({}, lang)))


def _rulebook_row(entry: DefaultEntry, lang: Lang) -> Row:
    return {
        "number": entry.number,
        "kind": ENTRY_KIND.word(entry.kind, lang),
        "title_zh": entry.title.zh,
        "title_en": entry.title.en,
        "text_zh": entry.text.zh,
        "text_en": entry.text.en,
        "severity": entry.severity,
        "veto": YES_NO.word("yes" if entry.veto else "no", lang),
        "tags": ", ".join(entry.tags),
        "source": entry.source(lang),
        "label": label(entry)(lang),
    }


def _counts(table: TableSpec) -> list[str]:
    return [column.key for column in table.columns if column.kind is Kind.NUMBER]


def _control_values(book: BookSpec, lang: Lang) -> dict[str, Value]:
    return {
        "settings_year": YEAR,
        "settings_returns_due": RETURNS_DUE,
        "settings_rulebook": VERSION,
        "settings_version": int(book.version),
        **default_words(lang),
        dashboard.HEADLINE: _HEADLINE(lang),
        **{tile.name: NO_DATA for tile in dashboard.TILES},
        **{departments.school_name(key): NO_DATA for key in departments.OF_SCHOOL},
        **{
            dashboard.title_name(table): Text(f"{table.title.zh}：无", f"{table.title.en}: none")(lang)
            for table in dashboard.TABLES
        },
    }


def _return_tables(lang: Lang) -> dict[str, list[Row]]:
    return {
        "selfcheck": [{"item": label(entry)(lang), "text": entry.text(lang)} for entry in ENTRIES],
        "problems": [{"number": number} for number in range(1, problems.SPEC.ready_rows + 1)],
    }


def _return_values(book: BookSpec) -> dict[str, Value]:
    _, _, rectify_from, rectify_until = STAGES[-1]
    return {
        "identity_year": YEAR,
        "identity_version": book.version,
        "identity_rulebook": VERSION,
        "identity_due": RETURNS_DUE,
        "identity_rectify_from": rectify_from,
        "identity_rectify_until": rectify_until,
    }
