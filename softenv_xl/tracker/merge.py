"""Merges what returns say into the tracker: by id, in any order, any number of times, and staff's cells are theirs."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from softenv_xl import catalogue
from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.issue_kind import IssueKind
from softenv_xl.issues import Issue, Place
from softenv_xl.registers.departments import Department
from softenv_xl.registers.people import Person
from softenv_xl.registers.rectification import NEXT, OVERDUE, SPEC
from softenv_xl.registers.words import AT_REST
from softenv_xl.schema.check import Row
from softenv_xl.schema.column import Owner
from softenv_xl.schema.placed import WholeRow
from softenv_xl.schema.row_ids import free_ids
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.tracker.lifecycle import apply_transition
from softenv_xl.tracker.row_state import (
    EMPTY,
    Comparison,
    Digest,
    StoredValue,
    normalized,
    parse_state,
    serialize_state,
)
from softenv_xl.words import Lang, Text, same

TEACHER_COLUMNS = tuple(column.key for column in SPEC.columns if column.owner is Owner.TEACHER)

_BLANK: dict[str, Value] = dict.fromkeys(column.key for column in SPEC.columns)

# A row entered by hand may be a copy of another; what was computed for that one isn't true of it.
_NEVER_MERGED: dict[str, Value] = dict.fromkeys(("standing", "since", "received"))

_BY_HAND = "K"
"""Begins the id of a row that was entered by hand."""

# As much as a return's cell may hold; an issue has to fit into a cell together with both sides' words.
_MAX_SHOWN = 500
_TOO_LONG = Text("（内容过长，见教师自查表）", "(too long to show; see the return)")


@dataclass(frozen=True, slots=True)
class SubmittedItem:
    """One problem row of one return.

    `stamp` sorts returns by when they were saved; `values` are typed, by the keys of TEACHER_COLUMNS. `merged` says
    that the row was merged by an earlier run.
    """

    id: str
    person: str
    stamp: str
    values: Mapping[str, Value]
    merged: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What the merge looks up: the registers, and `newest`, the stamp of each person's accepted return.

    Issues are placed on `sheet`, under the headers as they stand there (`texts`, else the labels of `lang`).
    `renamed` says what a label of the rulebook is called now.
    """

    people: Sequence[Person]
    departments: Sequence[Department]
    newest: Mapping[str, str]
    lang: Lang
    sheet: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    renamed: Callable[[str], str] = lambda item: item


@dataclass(frozen=True, slots=True)
class Merged:
    """The rows that were there, in their order, then the new ones by id; and what the office should know."""

    rows: tuple[WholeRow, ...]
    issues: tuple[Issue, ...]


def item_id(person: str, number: int) -> str:
    """The stable id of a return's problem row: T001-01."""
    return f"{person}-{number:02d}"


def merge(
    existing: Sequence[Row], incoming: Iterable[SubmittedItem], context: Context, as_of: date
) -> Merged:
    """Brings the tracker up to date with the incoming rows and with what the office decided.

    A cell of the teacher's takes the newest return's word unless the office changed it: then it stays, and
    where both changed it there is an issue until they agree. Staff's cells are written in new rows only.
    A row without an id was entered by hand and gets one; of two rows with one id the second is left alone.
    An item that its teacher's newest accepted return no longer has stays, with a note. One that was merged
    before and isn't there any more was deleted by hand: it comes back, with a warning.
    """
    work = _Work(context, as_of)
    submitted: dict[str, list[SubmittedItem]] = {}
    for item in incoming:
        submitted.setdefault(item.id, []).append(item)
    free = free_ids(_BY_HAND, [*(display_text(row.values["id"]) for row in existing), *submitted])
    seen_ids: set[str] = set()
    for row in existing:
        row_id = display_text(row.values["id"])
        if not row_id:
            work.add(row.index, {**_visible(row), **_NEVER_MERGED}, {"id": next(free), "memory": None})
        elif row_id in seen_ids:
            work.add(row.index, _visible(row), {"id": row_id})
        else:
            work.add_merged(row.index, _visible(row), {"id": row_id}, submitted.get(row_id, ()))
        seen_ids.add(row_id)
    for row_id in sorted(submitted.keys() - seen_ids):
        start: dict[str, Value] = {"id": row_id, "number": submitted[row_id][0].person, "status": "open"}
        work.add_merged(None, {**_BLANK, **start}, start, submitted[row_id])
        if any(item.merged for item in submitted[row_id]):
            work.add_issue(catalogue.TRACKER_CAME_BACK, row_id, "id")
    return Merged(tuple(work.rows), tuple(work.issues))


def with_entered(
    merged: Merged, rows: Iterable[Mapping[str, Value]], context: Context, as_of: date
) -> Merged:
    """New items at the end that no return reports: rows with their ids, open, and the office's from then on."""
    work = _Work(context, as_of)
    for row in rows:
        values: dict[str, Value] = {**row, "status": "open", "found": as_of}
        work.add(None, {**_BLANK, **values}, values)
    return Merged((*merged.rows, *work.rows), (*merged.issues, *work.issues))


def _visible(row: Row) -> dict[str, Value]:
    """The row as it means to be read; what can't be read stands there as typed, so that it isn't taken for blank."""
    return {
        key: row.raw.get(key) if value is None and not is_blank(row.raw.get(key)) else value
        for key, value in row.values.items()
    }


@dataclass(slots=True)
class _Work:
    """The merge as far as it has got."""

    context: Context
    as_of: date
    rows: list[WholeRow] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)
    people: Mapping[str, Person] = field(init=False)
    heads: Mapping[str, str | None] = field(init=False)

    def __post_init__(self) -> None:
        self.people = {person.number: person for person in self.context.people}
        self.heads = {department.name: department.head for department in self.context.departments}

    def add_merged(
        self,
        source: int | None,
        visible: dict[str, Value],
        values: dict[str, Value],
        submitted: Collection[SubmittedItem],
    ) -> None:
        """A row that returns may have something to say about. `values` are written whatever they say."""
        if not submitted and self._has_no_past(visible):
            self.add(source, visible, values)
            return
        row_id = display_text(values["id"])
        before = parse_state(
            visible.get("memory"), row_id, {key: visible.get(key) for key in TEACHER_COLUMNS}
        )
        state = before.renamed("item", self.context.renamed)
        for item in submitted:
            state = state.updated(item.stamp, {key: item.values.get(key) for key in TEACHER_COLUMNS})
        for key in TEACHER_COLUMNS:
            cell = state.cells.get(key, EMPTY)
            verdict = cell.compare(visible.get(key))
            if verdict is Comparison.INCOMING and not isinstance(cell.value, Digest):
                values[key] = cell.value
                state = state.with_base_updated(key)
            elif verdict is Comparison.CONFLICT:
                self._conflict(row_id, key, visible.get(key), cell.value)
        if state is not before:
            values["memory"] = serialize_state(state, row_id)
        row = self.add(source, visible, values)
        if _is_dropped(state.newest_stamp, self._newest(row_id)) and row["standing"] not in AT_REST:
            self.add_issue(catalogue.TRACKER_DROPPED, row_id, "id")

    def _has_no_past(self, visible: Mapping[str, Value]) -> bool:
        """No return ever said anything of the row, and its item is called what it was: there is nothing to compare."""
        item = normalized(visible.get("item"))
        renamed = isinstance(item, str) and self.context.renamed(item) != item
        return is_blank(visible.get("memory")) and not renamed

    def add_issue(self, kind: IssueKind, row_id: str, key: str, **values: object) -> None:
        """An issue with one of the row's cells."""
        self.issues.append(Issue(kind, self._place(row_id, key), values))

    def add(
        self, source: int | None, visible: dict[str, Value], values: dict[str, Value]
    ) -> Mapping[str, Value]:
        """Any row: adds what follows from it, and returns it as it then stands."""
        row = {**visible, **values}
        computed = {**self._person_columns(row), **self._lifecycle_columns(row)}
        self.rows.append(WholeRow(source, {**values, **computed}, {**row, **computed}))
        return self.rows[-1].row

    def _newest(self, row_id: str) -> str:
        return self.context.newest.get(row_id.rpartition("-")[0], "")

    def _person_columns(self, row: Mapping[str, Value]) -> dict[str, Value]:
        """Name, department and head; a department typed for nobody in particular stays."""
        person = self.people.get(display_text(row["number"]))
        head = self.heads.get(person.department if person else display_text(row["department"]))
        known: dict[str, Value] = {"name": person.name if person else None, "head": head}
        return {**known, "department": person.department} if person else known

    def _lifecycle_columns(self, row: Mapping[str, Value]) -> dict[str, Value]:
        previous, wanted = (_status(row[key]) for key in ("standing", "status"))
        transition = apply_transition(previous, wanted, row)
        if transition.kind:
            self.add_issue(
                transition.kind, display_text(row["id"]), transition.column, **transition.arguments
            )
        unchanged = previous == transition.effective_status and isinstance(row["since"], date)
        return {
            "standing": transition.effective_status,
            "since": row["since"] if unchanged else self.as_of,
            "received": row["received"] if isinstance(row["received"], date) else self.as_of,
            "overdue": OVERDUE.value(
                {**row, "standing": transition.effective_status}, self.context.lang, self.as_of
            ),
        }

    def _conflict(self, row_id: str, key: str, ours: Value, theirs: StoredValue) -> None:
        words = {"column": self._header(key), "ours": _shown(key, ours), "theirs": _shown(key, theirs)}
        self.add_issue(catalogue.TRACKER_CONFLICT, row_id, key, **words)

    def _place(self, row_id: str, key: str) -> Place:
        return Place(sheet=self.context.sheet, row_id=row_id, column=self._header(key))

    def _header(self, key: str) -> str:
        return self.context.texts.get(key) or SPEC.column(key).label(self.context.lang)


def _is_dropped(newest_stamp: str, newest: str) -> bool:
    """Is there a newer return than the one that had the item last? Workbooks of the first version remember stamps without
    the file's name, which sort otherwise; the same return is never newer than itself.
    """
    return bool(newest_stamp) and newest_stamp < newest and _return_of(newest_stamp) != _return_of(newest)


def _return_of(stamp: str) -> tuple[str, str]:
    """When the return was saved, and its fingerprint."""
    saved, _, rest = stamp.partition("·")
    return saved, rest.rpartition("!")[2]


def _status(value: Value) -> str | None:
    """A status that the life cycle knows; anything else is none."""
    return value if isinstance(value, str) and value in NEXT else None


def _shown(key: str, value: Value | Digest) -> Text:
    if isinstance(value, Digest):
        return _TOO_LONG
    choices = SPEC.column(key).choices
    words = dict(choices.words) if isinstance(choices, Vocabulary) else {}
    text = display_text(value)
    return words.get(text) or same(text if len(text) <= _MAX_SHOWN else f"{text[:_MAX_SHOWN]}…")
