"""The runs of a workbook's history, and who changed what was asked about, in lines and as records."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from softenv_xl.books import CONTROL
from softenv_xl.history.state import CELLS
from softenv_xl.history.told import HIDDEN_MARK
from softenv_xl.legible import in_one_line
from softenv_xl.schema.column import HIDDEN
from softenv_xl.words import Text, same

if TYPE_CHECKING:
    from softenv_xl.history.reading import Entry, Found
    from softenv_xl.history.state import Change, Plain
    from softenv_xl.words import Lang

NO_HISTORY = Text("还没有记录。", "There is no history yet.")
NO_CHANGES = Text("没有查到改动。", "No change of it is known.")

_ENTRY = Text(
    "{at} {who} {what}：此前手工改动 {typed} 格，程序改动 {changed} 格{files}",
    "{at} {who}, {what}: {typed} cells changed by hand before, {changed} by the program{files}",
)
_FILES = Text("，读入 {count} 份文件（{names}）", ", from {count} files ({names})")
_SHOWN = 3
_BY_RUN = Text("{at} {who} {what}", "{at} {who}, {what}")
_BY_HAND = Text(
    "{since} 至 {at} 之间手工改动（其后由 {who} 运行“{what}”）",
    "changed by hand between {since} and {at} (when {who} ran “{what}”)",
)
_BACKUP = Text("{since} 至 {at} 之间（据备份）", "between {since} and {at} (by the backups)")
_CHANGE = Text("{place}：{before} → {after}", "{place}: {before} → {after}")
_BLANK = Text("（空）", "(blank)")
_TABLES = {spec.key: spec for _, spec in CONTROL.tables()}


def history_line(entry: Entry) -> Text:
    """One run: when, who, what, from which files, how many cells."""
    names = [in_one_line(name) for name in entry.files[:_SHOWN]]
    more = "…" if entry.file_count > len(names) else ""
    files = _FILES.format(count=entry.file_count, names="、".join(names) + more) if names else same("")
    return _ENTRY.format(
        at=_time(entry),
        who=in_one_line(entry.who),
        what=Text(*entry.what),
        typed=entry.typed_count,
        changed=entry.changed_count,
        files=files,
    )


def change_lines(found: Found) -> tuple[Text, Text]:
    """Who did it and when; and what stood there before and after."""
    at, entry = f"{found.at:%Y-%m-%d %H:%M}", found.entry
    if entry is None:
        by = _BACKUP.format(since=f"{found.since:%Y-%m-%d %H:%M}", at=at)
    elif found.since:
        since = f"{found.since:%Y-%m-%d %H:%M}"
        by = _BY_HAND.format(since=since, at=at, who=in_one_line(entry.who), what=Text(*entry.what))
    else:
        by = _BY_RUN.format(at=at, who=in_one_line(entry.who), what=Text(*entry.what))
    before, after = (_value(value) for value in (found.change.before, found.change.after))
    return by, _CHANGE.format(place=_place(found.change), before=before, after=after)


def history_record(entry: Entry, lang: Lang) -> dict[str, Any]:
    """What `--json` prints of a run."""
    return {
        "at": entry.at.isoformat(),
        "who": entry.who,
        "what": Text(*entry.what)(lang),
        "files": entry.files,
        "file_count": entry.file_count,
        "program": entry.program,
        "workbook": entry.workbook,
        "typed": entry.typed_count,
        "changed": entry.changed_count,
    }


def change_record(found: Found, lang: Lang) -> dict[str, Any]:
    """What `--json` prints of a change."""
    change, entry = found.change, found.entry
    return {
        "at": found.at.isoformat(),
        "since": found.since.isoformat() if found.since else None,
        "by": "backups" if entry is None else "hand" if found.since else "run",
        "who": entry.who if entry else None,
        "what": Text(*entry.what)(lang) if entry else None,
        "table": change.table,
        "row": change.row,
        "column": change.column,
        "before": change.before,
        "after": change.after,
    }


def _time(entry: Entry) -> str:
    return f"{entry.at:%Y-%m-%d %H:%M}"


def _place(change: Change) -> Text:
    if change.table == CELLS:
        return same(change.column or change.row)
    spec = _TABLES.get(change.table)
    if spec is None:
        return same(f"{change.table} {change.row} {change.column}")
    column = next((one.label for one in spec.columns if one.key == change.column), same(change.column))
    row = in_one_line(change.row)
    return Text(f"{spec.title.zh} {row}“{column.zh}”", f"{spec.title.en} {row} “{column.en}”")


def _value(value: Plain) -> Text:
    if value is None or value == "":
        return _BLANK
    return HIDDEN if value == HIDDEN_MARK else same(in_one_line(str(value)))
