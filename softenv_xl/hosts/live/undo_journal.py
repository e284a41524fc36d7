"""The last run on each open workbook, on the user's own disk: programs forget their undo steps after a macro.

It holds what stood in the changed cells, so it is for the user alone, and goes when it has been used or is old.
"""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from platformdirs import user_state_path

from softenv_xl.grid.cell import CellError
from softenv_xl.hosts.live.changes import CellChange, SheetChange, TableChange
from softenv_xl.hosts.live.formula_texts import TextChange
from softenv_xl.hosts.live.program import program_of
from softenv_xl.words import Text

if TYPE_CHECKING:
    import xlwings as xw

    from softenv_xl.grid.cell import Value

_KEPT = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class JournalEntry:
    """One run: what it was, when (local time), and all that it changed."""

    title: Text
    at: datetime
    tables: tuple[TableChange, ...]
    cells: tuple[CellChange, ...]
    texts: tuple[TextChange, ...] = ()
    views: tuple[SheetChange, ...] = ()


def keep(book: xw.Book, entry: JournalEntry) -> None:
    """Makes this the run that an undo takes back."""
    path = _path(book)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    with os.fdopen(
        os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
    ) as file:
        kept = asdict(entry) | {"openings": sorted(program_of(book).openings())}
        json.dump(kept, file, default=_to_json, ensure_ascii=False)
    draft.replace(path)
    _drop_old(path.parent)


def last(book: xw.Book) -> JournalEntry | None:
    """The last run on this workbook since it was opened; None where there was none, or it can't be read."""
    try:
        found = json.loads(_path(book).read_text(encoding="utf-8"), object_hook=_from_json)
        if not _same_opening(book, frozenset(found["openings"]), found["at"]):
            return None
        tables = tuple(_table(table) for table in found["tables"])
        cells = tuple(CellChange(**cell) for cell in found["cells"])
        texts = tuple(TextChange(**text) for text in found["texts"])
        views = tuple(SheetChange(**view) for view in found["views"])
        return JournalEntry(Text(*found["title"]), found["at"], tables, cells, texts, views)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def forget(book: xw.Book) -> None:
    """There is nothing to take back any more."""
    _path(book).unlink(missing_ok=True)


def _path(book: xw.Book) -> Path:
    identity = f"{book.app.engine.name} {book.app.pid} {_called(book)}"
    return (
        user_state_path("softenv-xl", appauthor=False)
        / "presses"
        / f"{sha256(identity.encode()).hexdigest()[:32]}.json"
    )


def _called(book: xw.Book) -> str:
    """The path; the name alone where a workbook in a cloud has none that xlwings could tell."""
    with suppress(Exception):
        return book.fullname
    return book.name


def _same_opening(book: xw.Book, then: frozenset[str], at: datetime) -> bool:
    """A workbook that was closed unsaved and opened again has other unsaved edits.

    Where the program has no word for an opening: a run leaves the workbook unsaved, so one that has nothing
    unsaved, and whose file is older than the run, was opened anew.
    """
    program = program_of(book)
    now = program.openings()
    return bool(then & now) if then or now else program.is_unsaved() or _saved_since(book, at)


def _saved_since(book: xw.Book, at: datetime) -> bool:
    with suppress(Exception):  # no file, or none that can be looked at
        return Path(book.fullname).stat().st_mtime >= at.timestamp()
    return True


def _drop_old(folder: Path) -> None:
    oldest = (datetime.now().astimezone() - _KEPT).timestamp()
    for path in folder.iterdir():
        with suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()


def _to_json(value: Any) -> dict[str, str]:
    """What JSON has no words for."""
    return {"type": type(value).__name__, "value": value.isoformat()}


def _from_json(stored: dict[str, Any]) -> Any:
    kinds: dict[str, Any] = {"date": date, "datetime": datetime, "time": time}
    if stored.keys() == {"type", "value"}:
        return kinds[stored["type"]].fromisoformat(stored["value"])
    return CellError(stored["words"]) if stored.keys() == {"words"} else stored


def _table(stored: dict[str, Any]) -> TableChange:
    gone: dict[int, tuple[Value, ...]] = {int(place): tuple(row) for place, row in stored["gone"].items()}
    return TableChange(
        stored["table"],
        tuple(stored["headers"]),
        stored["rows_before"],
        tuple(stored["order"]),
        tuple(stored["first_column"]),
        tuple((place, column, before, after) for place, column, before, after in stored["cells"]),
        gone,
        tuple((place, column, text) for place, column, text in stored["notes"]),
        stored["added"],
        tuple(stored["headers_before"]),
        tuple(tuple(row) for row in stored["dropped"]),
    )
