"""The buttons on a workbook that staff work in, and what must hold after every press."""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import rule

from softenv_xl import buttons
from softenv_xl.grid.address import Address, column_letters
from tests.hosts.soak import keeping
from tests.hosts.soak.looking import Look, at_rest, colour, look, view
from tests.hosts.soak.staff import ANY, COLOUR, STATUSES, Staff
from tests.support.large_school import AS_OF

if TYPE_CHECKING:
    from collections.abc import Callable

COVERAGE = "Coverage "  # how what a refresh says begins
DAYS = st.sampled_from([AS_OF, date(2026, 11, 2)])
AT_ISSUE = re.compile(r"Issue (\d+) of (\d+)( \(its row is hidden or filtered out\))?\. (\S+) (\S+): ")
FINE = re.compile(r"Coverage |No issues found|Found |Issue \d+ of \d+|Took back |There is no earlier|Rows ")


@dataclass
class Tally:
    """How much was done; a sequence is one life of the machine with an edit and a press at least."""

    sequences: int = 0
    edits: int = 0
    presses: int = 0


class Pressing(Staff):
    """Staff at work, with presses in between."""

    tally: ClassVar[Tally]

    def __init__(self) -> None:
        super().__init__()
        self.presses = 0
        self.before_press: Look | None = None
        self.named = keeping.ids(self.now)
        self.ids_before_press = self.named
        self.refreshed: tuple[date, int] | None = None

    @rule(day=DAYS)
    def refresh(self, day: date) -> None:
        message = self._changing(lambda: buttons.refresh(self.book, day))
        assert message.startswith(COVERAGE), message
        self.refreshed = (day, self.edits)

    @rule(check=st.sampled_from(["validate", "next issue", "refresh again"]))
    def check(self, check: str) -> None:
        if check == "validate":
            message = self._changing(lambda: buttons.validate(self.book, AS_OF))
            assert message.startswith(("No issues found.", "Found ")), message
        elif check == "next issue":
            self._next_issue()
        else:
            self._refresh_again()

    def _next_issue(self) -> None:
        """Shows one cell with an issue after the other, and changes nothing."""
        first, count = self._at_issue()
        if count:
            assert self._at_issue() == (first % count + 1, count)

    def _at_issue(self) -> tuple[int, int]:
        """(number, of how many) is the issue that the next press shows; zeros where there is none."""
        before = self.now
        message = self._pressed(lambda: buttons.next_issue(self.book, AS_OF), moves=True)
        assert self.now.cells == before.cells
        if message == "No issues found.":
            return 0, 0
        found = AT_ISSUE.match(message)
        assert found, message
        number, count, unseen, sheet, cell = found.groups()
        at = Address.parse(cell)
        hidden = sheet == "Tracker" and at.row in self.now.hidden
        assert bool(unseen) == hidden
        assert self.now.view == (sheet, "" if hidden else f"${sheet}.${column_letters(at.column)}${at.row}")
        return int(number), int(count)

    def _refresh_again(self) -> None:
        """Nobody has done anything since a refresh: the next one finds nothing to do."""
        day, edits = self.refreshed or (AS_OF, -1)
        if edits != self.edits:
            self.refresh(day)
        before = self.now
        message = self._pressed(lambda: buttons.refresh(self.book, day))
        assert "nothing was changed" in message, message
        assert self.now.cells == before.cells

    @rule(day=DAYS, row=ANY, status=st.sampled_from([None, *STATUSES]))
    def regret(self, day: date, row: int, status: str | None) -> None:
        """An undo soon after a press, perhaps with something typed in between."""
        self.refresh(day)
        if status:
            self.set_status(row, status)
        self.undo()

    @rule()
    def undo(self) -> None:
        """The last press is gone, whole, and what staff typed before or after it is there."""
        before, self.named = self.now, self.ids_before_press
        message = self._pressed(lambda: buttons.undo(self.book))
        if self.before_press is None:
            assert message.startswith("There is no earlier write"), message
            assert self.now.cells == before.cells
        elif message.startswith("Took back"):
            assert _without_new_rows(keeping.computed(self.now), self.before_press) == keeping.computed(
                self.before_press
            )
            self.before_press, self.refreshed = None, None
        else:
            assert self.rows_moved, message
            assert self.now.cells == before.cells

    def _changing(self, press: Callable[[], str]) -> str:
        """A press that may change something: if it did, that is what an undo takes back."""
        before, ids = self.now, self.named
        message = self._pressed(press)
        if keeping.computed(before) != keeping.computed(self.now):
            self.before_press, self.ids_before_press, self.rows_moved = before, ids, False
        return message

    def _pressed(self, press: Callable[[], str], *, moves: bool = False) -> str:
        before, shown, rest = self.now, view(self.book), at_rest(self.book)
        message = press()
        assert FINE.match(message), explained(message)
        self.presses += 1
        self.tally.presses += 1
        self.now = look(self.book)
        self._check_staffs_cells()
        assert self.now.filters == before.filters
        self._check_hidden(before)
        if not moves:
            assert self.now.view[0] == shown[0]
            assert self.now.view[1] == shown[1] or self.now.hidden != before.hidden
        assert at_rest(self.book) == rest
        return message

    def _check_staffs_cells(self) -> None:
        assert keeping.staffs(self.now) == self.typed
        assert keeping.notes(self.now) == self.noted
        present = keeping.ids(self.now)
        assert self.named.items() <= present.items()
        self.named = present
        for table, key in self.coloured:
            kept = keeping.TABLES[table]
            at = keeping.place(self.now, table, key, kept.key[-1])
            assert colour(self.book, kept.sheet, at) == int.from_bytes(bytes(COLOUR), "big")

    def _check_hidden(self, before: Look) -> None:
        """A press hides and shows rows by no more than the filter's criteria, which may have to be applied anew."""
        was, now = (
            {key: row in seen.hidden for key, row, _ in keeping.rows(seen, "tracker")}
            for seen in (before, self.now)
        )
        changed = {key for key, hidden in now.items() if was.get(key) != hidden}
        assert not changed or self.now.filters["tracker"], changed

    def teardown(self) -> None:
        try:
            if not self.presses and not sys.exc_info()[0]:
                self.refresh(AS_OF)
        finally:
            self.book.close()
        self.tally.edits += self.edits
        self.tally.sequences += bool(self.edits and self.presses)


def _without_new_rows(computed: dict[str, object], before: Look) -> dict[str, object]:
    """Rows that staff have added since hold nothing that the press could have put there."""
    known = {table: {key for key, *_ in keeping.rows(before, table)} for table in keeping.TABLES}
    return {
        part: {key: cells for key, cells in rows.items() if key in known[part]}
        if isinstance(rows, dict)
        else rows
        for part, rows in computed.items()
    }


def explained(message: str) -> str:
    """A crash with the traceback that the press has put aside."""
    log = re.search(r"\S+\.log", message)
    return f"{message}\n{Path(log[0]).read_text(encoding='utf-8')}" if log else message
