"""What staff do on the open control workbook between two presses, and a plain model of what they have done."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from softenv_xl.grid.address import Area
from softenv_xl.registers.words import STATUS
from softenv_xl.schema.column import Owner
from tests.hosts.soak import keeping
from tests.hosts.soak.keeping import TABLES, Key
from tests.hosts.soak.looking import BLANK, look, look_again

if TYPE_CHECKING:
    from pathlib import Path

    import xlwings as xw

COLOUR = (0x12, 0x9A, 0xFE)
OWN_COLUMN = "Our column"
STATUSES = [words.en for _, words in STATUS.words]

# An apostrophe in front makes anything plain text, as on the screen; without it the program takes it as it likes.
_DOUBTFUL = [
    "=1+1",
    "007",
    "1e5",
    "3/4",
    "2026-11-01",
    "9月30日",
    "50%",
    "TRUE",
    "+5",
    "-",
    "@home",
    "#N/A",
    "'so",
]
_TEXTS = [
    "Called on Monday",
    " spaced ",
    "line\nbreak",
    "王芳🎈",
    "１２",
    "_x0041_",
    '"',
    "x" * 700,
    *_DOUBTFUL,
]
_LETTERS = st.characters(exclude_categories=["C", "Z"])
WORDS: st.SearchStrategy[Any] = st.one_of(
    st.sampled_from(_TEXTS),
    st.sampled_from([f"'{text}" for text in _TEXTS]),
    st.sampled_from(["=1+1", "=1/0", '=UPPER("so")', date(2026, 11, 1), date(2031, 2, 28), 12, 0.5, True]),
    st.text(_LETTERS, min_size=1, max_size=12).map(lambda text: f"'{text}"),
)
ANY = st.integers(0, 99)
TABLE = st.sampled_from(list(TABLES))


class Staff(RuleBasedStateMachine):
    """One workbook in the running LibreOffice. `typed` and `noted` are all that staff's cells shall show.

    Rules choose rows and columns by any number, of which the remainder counts.
    """

    app: ClassVar[xw.App]
    control: ClassVar[bytes]
    file: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.file.write_bytes(self.control)
        self.book = self.app.books.open(str(self.file))
        self.now = look(self.book)
        self.typed = keeping.staffs(self.now)
        self.noted = keeping.notes(self.now)
        self.coloured: set[tuple[str, Key]] = set()
        self.edits = self.added = 0
        self.rows_moved = False

    @property
    def tracker(self) -> Any:
        return self.book.sheets["Tracker"].tables["tracker"]

    @initialize(row=ANY, status=st.sampled_from(STATUSES))
    def begin(self, row: int, status: str) -> None:
        self.type_into("tracker", row, "Status", status)

    @rule(row=ANY, status=st.sampled_from(STATUSES))
    def set_status(self, row: int, status: str) -> None:
        self.type_into("tracker", row, "Status", status)

    @rule(table=TABLE, row=ANY, column=ANY, words=WORDS)
    def write(self, table: str, row: int, column: int, words: Any) -> None:
        key = self._key(table, row)
        headers = self._free(table, key)
        self.type_into(table, row, headers[column % len(headers)], words)

    @rule(table=TABLE, row=ANY, column=ANY)
    def clear(self, table: str, row: int, column: int) -> None:
        key = self._key(table, row)
        headers = self._free(table, key)
        header = headers[column % len(headers)]
        self._cell(table, key, header).clear_contents()
        self.typed[table][key][header] = BLANK
        self._edited(TABLES[table].sheet)

    @rule(table=st.sampled_from(["evidence", "people", "tracker"]), words=WORDS, grow=st.booleans())
    def add_row(self, table: str, words: Any, grow: bool) -> None:
        """Right below the last row; Excel's tables grow by that, LibreOffice's only if somebody sees to it."""
        sheet, area = self.now.tables[table]
        self.added += 1
        key = {
            "evidence": ("T0002", f"Letter {self.added}"),
            "people": (f"N{self.added}",),
            "tracker": ("T0003", f"Found by us {self.added}"),
        }[table]
        columns = keeping.headers(self.now, table)
        row = max(number for _, number, _ in keeping.rows(self.now, table)) + 1
        first = dict(zip(TABLES[table].key, key, strict=True))
        free = next(header for header in ("Reviewer", "Remarks", "Duty") if header in columns)
        for header, value in (first | {free: words}).items():
            self.book.sheets[sheet].range((row, columns[header])).value = value
        if grow:
            below = Area(area.top, area.left, row, area.right)
            self.book.sheets[sheet].tables[table].resize(self.book.sheets[sheet].range(below.ref))
        self._edited(sheet, rows=grow)
        self.typed[table][key] = keeping.staffs(self.now)[table][key]
        assert self.typed[table][key][free] != BLANK

    @precondition(lambda self: OWN_COLUMN not in keeping.headers(self.now, "tracker"))
    @rule()
    def add_column(self) -> None:
        sheet, area = self.now.tables["tracker"]
        self.book.sheets[sheet].range((area.top, area.right + 1)).value = OWN_COLUMN
        wider = area._replace(right=area.right + 1)
        self.tracker.resize(self.book.sheets[sheet].range(wider.ref))
        for cells in self.typed["tracker"].values():
            cells[OWN_COLUMN] = BLANK
        self._edited(sheet, rows=True)

    @rule(column=ANY, ascending=st.booleans())
    def sort(self, column: int, ascending: bool) -> None:
        width = self.tracker.range.shape[1]
        self.tracker.sort(column % width + 1, ascending)
        self._edited("Tracker", rows=True)

    @rule(table=TABLE, row=ANY, column=ANY)
    def note(self, table: str, row: int, column: int) -> None:
        key = self._key(table, row)
        headers = self._free(table, key)
        header = headers[column % len(headers)]
        if (table, key, header) not in self.noted:
            text = f"ask {len(self.noted)}"
            self._cell(table, key, header).add_note(text)
            self.noted[table, key, header] = text
            self._edited(TABLES[table].sheet)

    @rule(table=TABLE, row=ANY)
    def paint(self, table: str, row: int) -> None:
        """The whole row of the table."""
        key = self._key(table, row)
        sheet, area = self.now.tables[table]
        at = keeping.place(self.now, table, key, TABLES[table].key[0]).row
        self.book.sheets[sheet].range((at, area.left), (at, area.right)).color = COLOUR
        self.coloured.add((table, key))
        self._edited(sheet)

    @rule(statuses=st.lists(st.sampled_from(STATUSES), min_size=1, max_size=3, unique=True))
    def filter_by_status(self, statuses: list[str]) -> None:
        self.tracker.autofilter.apply_values(self._field("Status"), statuses)
        self._edited("Tracker")

    @rule(number=st.sampled_from(["T0001", "T0004"]), operator=st.sampled_from(["equal_to", "not_equal_to"]))
    def filter_by_person(self, number: str, operator: Any) -> None:
        self.tracker.autofilter.apply_comparison(self._field("Staff number"), operator, number)
        self._edited("Tracker")

    @precondition(lambda self: self.now.filters["tracker"])
    @rule()
    def lift_filter(self) -> None:
        self.tracker.autofilter.clear()
        self._edited("Tracker")

    @rule(sheet=st.sampled_from(["Dashboard", "Tracker", "People", "Issues"]), row=ANY, column=ANY)
    def look_elsewhere(self, sheet: str, row: int, column: int) -> None:
        self.book.sheets[sheet].activate()
        self.book.sheets[sheet].range((row + 1, column % 20 + 1)).select()

    def type_into(self, table: str, row: int, header: str, words: Any) -> None:
        """Types, and notes what then stands there; text after an apostrophe stands there as it is."""
        key = self._key(table, row)
        self._cell(table, key, header).value = words
        self._edited(TABLES[table].sheet)
        at = keeping.place(self.now, table, key, header)
        shown = self.now.at(TABLES[table].sheet, *at)
        assert shown != BLANK
        if isinstance(words, str) and words.startswith("'"):
            assert shown[0] == words[1:]
        self.typed[table][key][header] = shown

    def _key(self, table: str, row: int) -> Key:
        keys = sorted(self.typed[table])
        return keys[row % len(keys)]

    def _free(self, table: str, key: Key) -> list[str]:
        """The columns that staff fill in: not what tells rows apart, nor what a teacher said in a return."""
        kept = TABLES[table]
        fixed = {*kept.key, *kept.computed}
        if keeping.ids(self.now).get(key, "").startswith("T"):
            fixed |= {c.label("en") for c in kept.spec.columns if c.owner is Owner.TEACHER}
        return [header for header in self.typed[table][key] if header not in fixed]

    def _cell(self, table: str, key: Key, header: str) -> xw.Range:
        return self.book.sheets[TABLES[table].sheet].range(keeping.place(self.now, table, key, header))

    def _field(self, header: str) -> int:
        return keeping.headers(self.now, "tracker")[header]

    def _edited(self, sheet: str, *, rows: bool = False) -> None:
        self.edits += 1
        self.rows_moved |= rows
        self.now = look_again(self.book, self.now, sheet)
