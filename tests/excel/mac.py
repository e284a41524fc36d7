"""xlwings' own code for Excel on a Mac, loaded where there is no Mac, and the same Excel reached through AppleScript.

`_xlmac.py` is imported as it is installed; `appscript`, `aem` and `osax` stand in. What the model answers here is what
Excel's scripting dictionary has the members for; Microsoft documents them in the "Excel 2004 AppleScript Reference"
alone, so that of the two models this is the weaker one. Two things it is sure of: what is mixed comes as a missing
value (`k.missing_value`), and errors are raised as CommandErrors with a number
(-50, "Parameter error", where nothing is found: https://github.com/xlwings/xlwings/issues/2226).
"""

from __future__ import annotations

import importlib
import struct
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import xlwings as xw

from softenv_xl.grid.address import Area
from tests.excel.cells import Fault, answered
from tests.excel.filters import Criterion, set_by_user
from tests.excel.loading import BookState, opened, saved
from tests.excel.messages import Tongue
from tests.excel.pywin import NotModelled, module, standing_in
from tests.excel.ranges import _dollars, _formula
from tests.excel.refusing import Refused
from tests.excel.sheets import ShapeState, SheetState
from tests.excel.shifting import cut, delete, insert
from tests.excel.tables import TableState, add_row, resize, show_totals, sort, table_at


class CommandError(Exception):
    """appscript.reference.CommandError: -50 is "Parameter error", -1728 "Can't get reference"."""

    def __init__(self, errornumber: int) -> None:
        super().__init__(errornumber)
        self.errornumber = errornumber


class Keyword:
    """appscript.k.something: equal by its name."""

    def __init__(self, name: str) -> None:
        self.AS_name = name

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyword) and other.AS_name == self.AS_name

    def __hash__(self) -> int:
        return hash(self.AS_name)

    def __repr__(self) -> str:
        return f"k.{self.AS_name}"


class _Keywords:
    def __getattr__(self, name: str) -> Keyword:
        return Keyword(name)


k = _Keywords()
MISSING = k.missing_value
# FilterOperator of the dictionary, by what Windows has numbers for.
_OPERATORS = {0: MISSING, 1: k.autofilter_and, 2: k.autofilter_or, 7: k.filter_by_value, 3: k.top_10_items}
_NUMBERS = {word: number for number, word in _OPERATORS.items()}
BOXES: list[str] = []


def xlmac() -> Any:
    """xlwings._xlmac, the very file that runs on a Mac."""
    known = sys.modules.get("xlwings._xlmac")
    if known is None:
        reference = module("appscript.reference", CommandError=CommandError, Reference=Node)
        appscript = module(
            "appscript",
            reference=reference,
            its=SimpleNamespace(unix_id=None),
            k=k,
            mactypes=module("mactypes"),
            app=_app,
        )
        event_error = type("EventError", (Exception,), {})
        aem = module(
            "aem",
            kae=SimpleNamespace(typeKernelProcessID=b"kpid"),
            aemsend=SimpleNamespace(EventError=event_error),
        )
        osax = module("osax", OSAX=lambda pid: _Additions())
        modules = {"appscript": appscript, "appscript.reference": reference, "aem": aem, "osax": osax}
        with standing_in(modules, {}):
            known = importlib.import_module("xlwings._xlmac")
    return known


RUNNING: dict[int, MacExcel] = {}
"""By their process numbers."""


def _app(name: str = "", pid: int = 0, **more: Any) -> Any:
    """System Events, which would know what is in front, isn't allowed to be asked; nothing else is started."""
    if pid:
        return RUNNING[pid]
    if name == "System Events":
        raise CommandError(-1743)
    raise NotModelled("a program is started by the tests alone")


class _Additions:
    def activate(self) -> None: ...

    def display_alert(self, title: str, message: str, buttons: str, as_: Keyword) -> Any:
        BOXES.append(message)
        return {k.button_returned: "OK"}


class Property:
    """A property of an object: nothing is asked until .get() or .set()."""

    def __init__(self, get: Callable[[], Any], put: Callable[[Any], None] | None = None) -> None:
        self._get, self._put = get, put

    def get(self) -> Any:
        return _asked(self._get)

    def set(self, value: Any) -> None:
        if self._put is None:
            raise CommandError(-10006)  # can't set
        _asked(lambda: self._put(value))  # type: ignore[misc]


def _asked(question: Callable[[], Any]) -> Any:
    try:
        answer = question()
    except Refused:
        raise CommandError(-50) from None
    return MISSING if answer is None else answer


class Node:
    """An object of Excel. Members of the dictionary that the model lacks raise NotModelled."""

    def __getattr__(self, name: str) -> Any:
        raise NotModelled(f"{type(self).__name__}.{name}")

    def exists(self) -> bool:
        return True


class Elements(Node):
    """`worksheets[1]`, `worksheets["Tracker"]`."""

    def __init__(self, members: Callable[[], list[Any]], called: Callable[[Any], str]) -> None:
        self._members, self._called = members, called

    def __getitem__(self, key: Any) -> Any:
        members = self._members()
        if isinstance(key, int):
            return members[key - 1] if 1 <= key <= len(members) else Nothing()
        return next((one for one in members if self._called(one).lower() == str(key).lower()), Nothing())

    @property
    def name(self) -> Property:
        return Property(lambda: [self._called(one) for one in self._members()] or None)


class Nothing(Node):
    """What isn't there."""

    def exists(self) -> bool:
        return False

    def get(self) -> Any:
        raise CommandError(-1728)


class MacExcel(Node):
    """The application."""

    def __init__(self, tongue: Tongue) -> None:
        self.tongue = tongue
        self.books: list[BookState] = []
        self.selected: tuple[SheetState, Area] | None = None
        self.macros: dict[str, Callable[[], Any]] = {}
        self.switches: dict[str, Any] = {
            "screen_updating": True,
            "enable_events": True,
            "display_alerts": True,
            "calculation": k.calculation_automatic,
            "status_bar": "",
        }
        self.pid = 4711 + len(RUNNING)
        RUNNING[self.pid] = self
        data = struct.pack("i", self.pid)
        target = SimpleNamespace(addressdesc=SimpleNamespace(coerce=lambda kind: SimpleNamespace(data=data)))
        self.AS_appdata = SimpleNamespace(target=lambda: target)

    def __getattr__(self, name: str) -> Any:
        if name in vars(self).get("switches", {}):
            return Property(lambda: self.switches[name], lambda value: self.switches.update({name: value}))
        return super().__getattr__(name)

    @property
    def workbooks(self) -> Elements:
        return Elements(lambda: [MacBook(self, book) for book in self.books], lambda one: one.state.name)

    @property
    def active_workbook(self) -> Any:
        return MacBook(self, self.books[0])

    def count(self, each: Keyword) -> int:
        return len(self.books)

    def open_workbook(self, workbook_file_name: str, **more: Any) -> None:
        self.books.insert(0, opened(Path(workbook_file_name), self.tongue))

    def run_VB_macro(self, name: str, **arguments: Any) -> Any:
        if name not in self.macros:
            raise CommandError(-50)
        return self.macros[name]()

    def calculate(self) -> None: ...

    def make(self, new: Keyword) -> Any:
        sheet = SheetState("Sheet1", tongue=self.tongue)
        self.books.insert(0, BookState("Workbook1", None, [sheet], active=sheet))
        return MacBook(self, self.books[0])

    def quit(self, saving: Keyword) -> None:
        self.books.clear()
        RUNNING.pop(self.pid, None)

    @property
    def selection(self) -> Any:
        sheet = self.books[0].active
        assert sheet
        area = self.selected[1] if self.selected and self.selected[0] is sheet else Area(1, 1, 1, 1)
        return MacRange(self, sheet, area)


class MacBook(Node):
    def __init__(self, program: MacExcel, state: BookState) -> None:
        self._program, self.state = program, state

    @property
    def name(self) -> Property:
        return Property(lambda: self.state.name)

    def properties(self) -> dict[Keyword, Any]:
        folder = self.state.url or str(self.state.folder or "")
        return {
            k.full_name: f"{folder}/{self.state.name}",
            k.path: folder,
            k.file_format: k.Excel_XML_file_format,
        }

    @property
    def worksheets(self) -> Elements:
        return Elements(
            lambda: [MacSheet(self._program, sheet) for sheet in self.state.sheets],
            lambda one: one.state.name,
        )

    def count(self, each: Keyword) -> int:
        return len(self.state.sheets)

    @property
    def active_sheet(self) -> Any:
        return MacSheet(self._program, self.state.active or self.state.sheets[0])

    @property
    def named_items(self) -> Elements:
        return Elements(
            lambda: [MacName(name, self.state.names) for name in self.state.names], lambda one: one.called
        )

    @property
    def saved(self) -> Property:
        return Property(lambda: not any(sheet.changed for sheet in self.state.sheets))

    def make(self, at: Any, new: Keyword, with_properties: dict[Keyword, Any]) -> Any:
        if new != k.named_item:
            raise NotModelled(f"make(new={new})")
        name = with_properties[k.name]
        self.state.names[name] = with_properties[k.references]
        return self.named_items[name]

    def activate_object(self) -> None:
        self._program.books.remove(self.state)
        self._program.books.insert(0, self.state)

    def close(self, saving: Keyword) -> None:
        self._program.books.remove(self.state)

    def save(self, timeout: int = 0) -> None:
        if self.state.folder is None:
            raise NotModelled("MacBook.save of a workbook without a folder")
        saved(self.state, self.state.folder / self.state.name)

    def save_workbook_as(self, filename: str, **more: Any) -> None:
        saved(self.state, Path(filename))


class MacName(Node):
    def __init__(self, called: str, names: dict[str, str]) -> None:
        self.called, self._names = called, names

    def get(self) -> MacName:
        return self

    @property
    def references(self) -> Property:
        return Property(
            lambda: self._names[self.called], lambda text: self._names.update({self.called: text})
        )

    @property
    def name(self) -> Property:
        return Property(lambda: self.called)

    def properties(self) -> dict[Keyword, Any]:
        return {k.references: self._names[self.called], k.name: self.called}


class MacSheet(Node):
    def __init__(self, program: MacExcel, state: SheetState) -> None:
        self._program, self.state = program, state

    @property
    def name(self) -> Property:
        return Property(lambda: self.state.name)

    @property
    def visible(self) -> Property:
        words = {-1: k.sheet_visible, 0: k.sheet_hidden, 2: k.sheet_very_hidden}
        numbers = {word: number for number, word in words.items()}
        return Property(lambda: words[self.state.visible], lambda word: self.state.show(numbers[word]))

    @property
    def protect_contents(self) -> Property:
        return Property(lambda: self.state.protection is not None)

    @property
    def used_range(self) -> Any:
        return MacRange(self._program, self.state, self.state.used())

    @property
    def cells(self) -> Any:
        return _Addressed(lambda text: MacRange(self._program, self.state, Area.parse(text.replace("$", ""))))

    @property
    def rows(self) -> Any:
        def row(number: int) -> Any:
            return SimpleNamespace(
                columns=_Addressed(
                    lambda column: MacRange(self._program, self.state, Area(number, column, number, column))
                )
            )

        return _Addressed(row)

    @property
    def list_objects(self) -> Elements:
        return Elements(
            lambda: [MacTable(self._program, self.state, table) for table in self.state.tables],
            lambda one: one.table.name,
        )

    @property
    def named_items(self) -> Elements:
        """The names that are known on this sheet alone, called `Sheet1!name`."""
        names = self.state.book.names if self.state.book else {}
        own = [name for name in names if name.rpartition("!")[0].strip("'") == self.state.name]
        return Elements(lambda: [MacName(name, names) for name in own], lambda one: one.called)

    @property
    def shapes(self) -> Elements:
        return Elements(lambda: [MacShape(one) for one in self.state.shapes], lambda one: one.state.name)

    @property
    def sort_object(self) -> Any:
        return _MacSort(self.state, self.state)

    def count(self, each: Keyword) -> int:
        return len(self.state.shapes if each == k.shape else self.state.tables)

    def activate_object(self) -> None:
        self._program.books[0].active = self.state


class _Addressed:
    def __init__(self, found: Callable[[Any], Any]) -> None:
        self._found = found

    def __getitem__(self, key: Any) -> Any:
        return self._found(key)


class MacRange(Node):
    def __init__(self, program: MacExcel, state: SheetState, area: Area) -> None:
        self._program, self.state, self.area = program, state, area

    def get_address(
        self, row_absolute: bool = True, column_absolute: bool = True, external: bool = False
    ) -> str:
        if external:
            raise NotModelled("an external address")
        return _dollars(self.area, row_absolute, column_absolute)

    @property
    def first_row_index(self) -> Property:
        return Property(lambda: self.area.top)

    @property
    def first_column_index(self) -> Property:
        return Property(lambda: self.area.left)

    def count(self, each: Keyword) -> int:
        rows, columns = self.area.bottom - self.area.top + 1, self.area.right - self.area.left + 1
        return rows if each == k.row else columns

    def _rows(self, what: Callable[[Any], Any]) -> Any:
        """A scalar for one cell; lists of lists else."""
        rows = [
            [what(self.state.cells.at(row, column)) for column in range(self.area.left, self.area.right + 1)]
            for row in range(self.area.top, self.area.bottom + 1)
        ]
        return rows[0][0] if self.area[:2] == self.area[2:] else rows

    @property
    def value(self) -> Property:
        return Property(lambda: self._rows(_told), self._assign)

    def _assign(self, value: Any) -> None:
        """appscript packs days and times without a zone by itself: https://github.com/xlwings/xlwings/issues/86"""
        self.state.assign(
            self.area,
            [[_packed(one) for one in row] for row in value] if isinstance(value, list) else _packed(value),
        )

    @property
    def formula_array(self) -> Property:
        return Property(
            lambda: self.state.common(self.area, "formula"),
            lambda text: self.state.set_array(self.area, text),
        )

    @property
    def has_array(self) -> Property:
        return Property(lambda: self.state.has_array(self.area))

    @property
    def formula2(self) -> Property:
        return self.formula

    @property
    def string_value(self) -> Property:
        return Property(lambda: self._rows(lambda cell: _formula(_without_formula(cell))))

    @property
    def formula(self) -> Property:
        return Property(lambda: self._rows(_formula), self._assign)

    @property
    def has_formula(self) -> Property:
        return Property(lambda: self.state.has_formula(self.area))

    @property
    def number_format(self) -> Property:
        return Property(lambda: self.state.common(self.area, "format"))

    @property
    def merge_cells(self) -> Property:
        return Property(lambda: self.state.merge_cells(self.area))

    @property
    def merge_area(self) -> Any:
        return MacRange(self._program, self.state, self.state.merge_area(self.area.top, self.area.left))

    def clear_contents(self) -> None:
        _asked(lambda: self.state.clear(self.area))

    def insert_into_range(self, shift: Keyword) -> None:
        assert shift == k.shift_down
        _asked(lambda: insert(self.state, self.area))

    def delete_range(self, shift: Keyword) -> None:
        assert shift == k.shift_up
        _asked(lambda: delete(self.state, self.area))

    def cut_range(self, destination_of_cut: Any) -> None:
        _asked(lambda: cut(self.state, self.area, destination_of_cut.area[:2]))

    def properties(self) -> dict[Keyword, Any]:
        return {k.top: self.state.top(self.area.top), k.left_position: self.state.left(self.area.left)}

    def select(self) -> None:
        self._program.selected = (self.state, self.area)

    @property
    def entire_row(self) -> Any:
        return SimpleNamespace(
            hidden=Property(self._hidden, self._hide), rows=SimpleNamespace(hidden=Property(self._hidden))
        )

    def _hidden(self) -> bool | None:
        gone = self.state.rows_hidden()
        found = {row in gone for row in range(self.area.top, self.area.bottom + 1)}
        return found.pop() if len(found) == 1 else None

    def _hide(self, value: bool) -> None:
        rows = set(range(self.area.top, self.area.bottom + 1))
        self.state.hidden = self.state.hidden | rows if value else self.state.hidden - rows

    def special_cells(self, type: Keyword, value: Any = None) -> Any:  # noqa: A002 - as the dictionary has it
        found = sorted(at for at, cell in self.state.held(self.area) if cell.note is not None)
        if self.state.protection or type != k.cell_type_comments or not found:
            raise CommandError(-50)
        return SimpleNamespace(get_address=lambda: ",".join(_dollars(Area(*at, *at)) for at in found))

    @property
    def Excel_comment(self) -> Any:
        cell = self.state.cells.at(self.area.top, self.area.left)
        return SimpleNamespace(Excel_comment_text=lambda **more: cell.note or "")

    def add_comment(self, comment_text: str) -> Any:
        self.state.cells.own(self.area.top, self.area.left).note = comment_text
        return self.Excel_comment

    def clear_Excel_comments(self) -> None:
        for _, cell in self.state.held(self.area):
            cell.note = None

    @property
    def interior_object(self) -> Any:
        fill = self.state.common(self.area, "fill")
        return SimpleNamespace(
            color_index=Property(lambda: k.color_index_none if fill is None else 3),
            color=Property(lambda: [int(fill[i : i + 2], 16) for i in (0, 2, 4)]),
        )

    def autofilter_range(
        self, field: int, criteria1: Any = None, operator: Any = None, criteria2: Any = None
    ) -> None:
        table = table_at(self.state, self.area.top, self.area.left)
        assert table
        if criteria1 is None:
            table.criteria.pop(field, None)
        else:
            number = _NUMBERS.get(operator, 0) if operator is not None else 0
            table.criteria[field] = set_by_user(criteria1, number, criteria2)


def _packed(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC)
    return datetime(value.year, value.month, value.day, tzinfo=UTC) if isinstance(value, date) else value


def _told(cell: Any) -> Any:
    """An error has no value that a script could be told."""
    if isinstance(cell.shows, Fault):
        return MISSING
    value = answered(cell)
    return "" if value is None else value.replace(tzinfo=None) if hasattr(value, "tzinfo") else value


def _without_formula(cell: Any) -> Any:
    shown = cell.copy()
    shown.formula = None
    return shown


class MacTable(Node):
    def __init__(self, program: MacExcel, sheet: SheetState, table: TableState) -> None:
        self._program, self._sheet, self.table = program, sheet, table

    @property
    def name(self) -> Property:
        return Property(lambda: self.table.name)

    @property
    def range_object(self) -> Any:
        return MacRange(self._program, self._sheet, self.table.area)

    @property
    def show_headers(self) -> Property:
        return Property(lambda: self.table.headers)

    @property
    def show_autofilter(self) -> Property:
        return Property(lambda: self.table.buttons)

    @property
    def total(self) -> Property:
        return Property(
            lambda: self.table.totals, lambda value: show_totals(self._sheet, self.table, bool(value))
        )

    @property
    def sort_object(self) -> Any:
        return _MacSort(self._sheet, self.table)

    @property
    def list_columns(self) -> Any:
        left = self.table.area.left

        def column(number: int) -> Any:
            area = self.table.area._replace(left=left + number - 1, right=left + number - 1)
            return SimpleNamespace(range_object=MacRange(self._program, self._sheet, area))

        return _Addressed(column)

    @property
    def autofilter_object(self) -> Any:
        return SimpleNamespace(filters=_Addressed(lambda number: _MacFilter(self.table.criteria.get(number))))

    @property
    def list_rows(self) -> Elements:
        body = self.table.body
        return Elements(lambda: [MacRow(row) for row in range(1, body.bottom - body.top + 2)], str)

    def make(self, new: Keyword, at: Any) -> Any:
        """A row at the end of the table."""
        if new != k.list_row or at is not self:
            raise NotModelled(f"make(new={new}, at={at})")
        _asked(lambda: add_row(self._sheet, self.table, fills=True))
        return MacRow(self.table.body.bottom - self.table.body.top + 1)

    def resize(self, range: Any) -> None:  # noqa: A002
        _asked(lambda: resize(self._sheet, self.table, range.area, fills=True))


class MacRow(Node):
    """A data row of a table."""

    def __init__(self, number: int) -> None:
        self.index = Property(lambda: number)


class MacShape(Node):
    def __init__(self, state: ShapeState) -> None:
        self.state = state
        self.top = Property(lambda: state.top, lambda value: setattr(state, "top", float(value)))
        self.left_position = Property(lambda: state.left)
        kind = k.shape_type_picture if state.kind == 13 else k.shape_type_auto
        self.shape_type = Property(lambda: kind)


class _MacFilter(Node):
    def __init__(self, criterion: Criterion | None) -> None:
        self._criterion = criterion

    @property
    def filter_on(self) -> Property:
        return Property(lambda: self._criterion is not None)

    @property
    def operator(self) -> Property:
        assert self._criterion
        number = self._criterion.operator
        return Property(lambda: _OPERATORS.get(number, Keyword(f"operator_{number}")))

    @property
    def criteria1(self) -> Property:
        first = self._criterion and self._criterion.first
        return Property(lambda: list(first) if isinstance(first, tuple) else first)

    @property
    def criteria2(self) -> Property:
        return Property(lambda: self._criterion and self._criterion.second)


class _MacSort(Node):
    """A table's, or a sheet's, which has to be told its range."""

    def __init__(self, sheet: SheetState, sorted_: TableState | SheetState) -> None:
        self._sheet, self._sorted = sheet, sorted_
        self._area = sorted_.body if isinstance(sorted_, TableState) else None
        self.sortfieldset = SimpleNamespace(clear_sortfieldset=sorted_.keys.clear, add_sortfield=self._add)
        self.sort_orientation = self.match_case = Property(lambda: None, lambda value: None)
        self.sort_header = Property(lambda: k.header_no, self._require_none)

    def _require_none(self, value: Keyword) -> None:
        assert value == k.header_no

    def set_sort_range(self, rng: MacRange) -> None:
        self._area = rng.area

    def _add(self, key: MacRange, sorton: Keyword, order: Keyword) -> None:
        self._sorted.keys.append((key.area.left, order == k.sort_ascending))

    def apply_sort(self) -> None:
        assert self._area
        area = self._area
        _asked(lambda: sort(self._sheet, area, self._sorted.keys))


def _lsappinfo(command: list[str]) -> bytes:
    """The system's own list of programs, the one in front first."""
    if "info" in command:
        return f'"pid"={command[-1].rpartition("-")[2]}'.encode()
    return " ".join(f"Microsoft_Excel-{pid}" for pid in reversed(RUNNING)).encode()


def started_mac(tongue: Tongue = "en") -> xw.App:
    """A running Excel for Mac: an xlwings App like any other."""
    mac = xlmac()
    mac.subprocess = SimpleNamespace(check_output=_lsappinfo)
    return xw.App(impl=mac.App(xl=MacExcel(tongue)))
