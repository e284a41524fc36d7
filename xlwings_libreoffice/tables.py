"""Excel's tables, which LibreOffice opens and saves as named database ranges."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from xlwings import base_classes

from xlwings_libreoffice.autofilter import AutoFilter
from xlwings_libreoffice.member import Member
from xlwings_libreoffice.names import check_name
from xlwings_libreoffice.references import Area, area_at
from xlwings_libreoffice.table_growth import cover, draw_anew, grow, rename
from xlwings_libreoffice.table_lines import TableColumns, TableRows

if TYPE_CHECKING:
    from xlwings_libreoffice.range import Range
    from xlwings_libreoffice.sheets import Sheet
    from xlwings_libreoffice.survey import FoundTable


class Tables(Member):
    """The tables of one sheet, in the order in which they stand on it."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.office = sheet.office

    @property
    def api(self) -> Any:
        """The UNO database ranges of the book."""
        return self.sheet.book.databases.container

    @property
    def parent(self) -> Sheet:
        return self.sheet

    def _all(self) -> list[Table]:
        """User-defined ones only: LibreOffice makes others for its own use."""
        if survey := self.sheet.book.survey:
            known = sorted(survey.tables.get(self.sheet.index - 1, ()), key=lambda one: one.area)
            return [Table(one.database, self.sheet, one) for one in known]
        found = self.sheet.book.table_sheets.on(self.sheet.index - 1)
        return [Table(database, self.sheet) for _, database in sorted(found, key=lambda pair: pair[0])]

    def __call__(self, key: str | int) -> Table:
        if isinstance(key, int):
            tables = self._all()
            if 1 <= key <= len(tables):
                return tables[key - 1]
        elif table := self._named(key):
            return table
        raise KeyError(key)

    def _named(self, name: str) -> Table | None:
        """Without asking where every other table of the book is."""
        if self.sheet.book.survey:
            return next((table for table in self._all() if table.name.lower() == name.lower()), None)
        database = self.sheet.book.databases.find(name)
        if database is None or database.DataArea.Sheet != self.sheet.index - 1:
            return None
        return Table(database, self.sheet)

    def __len__(self) -> int:
        return len(self._all())

    def __iter__(self) -> Iterator[Table]:
        return iter(self._all())

    def __contains__(self, key: str) -> bool:
        return self._named(key) is not None

    def at(self, place: Area) -> Table | None:
        """The table that holds the first cell of an area."""
        for table in self._all():
            if table.area.meets(Area(place.top, place.left, place.top, place.left)):
                return table
        return None

    def name_at(self, place: Area) -> str | None:
        table = self.at(place)
        return table.name if table else None

    def add(
        self,
        source_type: Any = None,
        source: Range | None = None,
        link_source: Any = None,
        has_headers: bool | None = None,
        destination: Any = None,
        table_style_name: str | None = None,
        name: str | None = None,
    ) -> Table:
        """A table over a range. Without headers in it, cells move down for Column1, Column2 …

        LibreOffice has no table styles: `table_style_name` is not used. Raises ValueError where the range
        meets another table, or the name is taken.
        """
        cells = getattr(source, "impl", source)
        if cells is None:
            raise ValueError("a table needs a source range")
        taken = {known.lower() for known in self.api.ElementNames}
        title = name or next(
            free for n in range(1, len(taken) + 2) if (free := f"Table{n}").lower() not in taken
        )
        check_name(title)
        if title.lower() in taken or self.sheet.book.names.contains(title):
            raise ValueError(f"the name is taken: {title!r}")
        area: Area = cells.current_region.area if len(cells) == 1 else cells.area
        if any(table.area.meets(area) for table in self._all()):
            raise ValueError(f"a table cannot overlap another: {area.ref}")
        if has_headers is False:
            area = self._with_headers(area)
        elif area.top == area.bottom:
            area = area._replace(bottom=area.bottom + 1)
        self.api.addNewByName(title, self.sheet.address(area))
        table = Table(self.sheet.book.databases[title], self.sheet)
        table.api.ContainsHeader = True
        table.api.AutoFilter = True
        table.name_columns()
        return table

    def _with_headers(self, area: Area) -> Area:
        self.sheet.at(area._replace(bottom=area.top)).insert("down")
        self.sheet.at(area._replace(bottom=area.top)).clear_contents()
        return area._replace(bottom=area.bottom + 1)


class Table(Member, base_classes.Table):
    """`api` is the UNO database range."""

    def __init__(self, database: Any, sheet: Sheet, found: FoundTable | None = None) -> None:
        """`found`: how it was found in the survey that there is now."""
        self.database, self.sheet = database, sheet
        self.office = sheet.office
        self._found, self._survey = found, sheet.book.survey

    @property
    def _known(self) -> FoundTable | None:
        """What is true of it as long as nothing in the book changes."""
        return self._found if self._survey is self.sheet.book.survey else None

    @property
    def api(self) -> Any:
        return self.database

    @property
    def area(self) -> Area:
        """Header, data rows and totals."""
        return self._known.area if self._known else area_at(self.api.DataArea)

    @property
    def body(self) -> Area | None:
        """The data rows; None where there are none."""
        area = self.area
        top = area.top + int(self.show_headers)
        bottom = area.bottom - int(self.show_totals)
        return area._replace(top=top, bottom=bottom) if top <= bottom else None

    @property
    def parent(self) -> Sheet:
        return self.sheet

    @property
    def name(self) -> str:
        return self._known.name if self._known else str(self.api.Name)

    @name.setter
    def name(self, value: str) -> None:
        check_name(value)
        if value.lower() != self.name.lower() and value.lower() in self.sheet.book.table_names:
            raise ValueError(f"the name is taken: {value!r}")
        rename(self, value)

    @property
    def display_name(self) -> str:
        return self.name

    @display_name.setter
    def display_name(self, value: str) -> None:
        self.name = value

    @property
    def range(self) -> Range:
        return self.sheet.at(self.area)

    @property
    def header_row_range(self) -> Range | None:
        return self.sheet.at(self.area._replace(bottom=self.area.top)) if self.show_headers else None

    @property
    def data_body_range(self) -> Range | None:
        body = self.body
        return self.sheet.at(body) if body else None

    @property
    def totals_row_range(self) -> Range | None:
        return self.sheet.at(self.area._replace(top=self.area.bottom)) if self.show_totals else None

    @property
    def insert_row_range(self) -> Range | None:
        """The empty row of a table that has no data yet."""
        body = self.data_body_range
        if body is None or body.shape[0] > 1 or not all(v in (None, "") for v in body.api.getDataArray()[0]):
            return None
        return body

    @property  # type: ignore[misc]  # can be read only
    def show_headers(self) -> bool:
        return bool(self.api.ContainsHeader)

    @property
    def show_totals(self) -> bool:
        return bool(self.api.TotalsRow)

    @show_totals.setter
    def show_totals(self, value: bool) -> None:
        """In LibreOffice totals are cells like others: without their row the table ends above them, and with it
        the row below the table's end is taken for them.
        """
        if bool(value) != self.show_totals:
            self.api.TotalsRow = bool(value)
            cover(self, self.area._replace(bottom=self.area.bottom + (1 if value else -1)))

    @property
    def show_autofilter(self) -> bool:
        return bool(self.api.AutoFilter)

    @show_autofilter.setter
    def show_autofilter(self, value: bool) -> None:
        if not value:
            self.autofilter.clear(None)
        self.api.AutoFilter = bool(value)

    @property
    def autofilter(self) -> AutoFilter:
        return AutoFilter(self.range, self.api)

    @property
    def columns(self) -> TableColumns:
        return TableColumns(self)

    @property
    def rows(self) -> TableRows:
        return TableRows(self)

    def name_columns(self) -> None:
        """Gives columns without a header, and repeated ones, names of their own, as Excel does."""
        header = self.header_row_range
        if header is None:
            return
        texts = [str(text) for text in header.api.getDataArray()[0]]
        names: list[str] = []
        for number, text in enumerate(texts, 1):
            base, free, count = text or f"Column{number}", text or f"Column{number}", 1
            while free.lower() in (name.lower() for name in names):
                count += 1
                free = f"{base}{count}"
            names.append(free)
        if names != texts:
            header.api.setDataArray((tuple(names),))

    def resize(self, range: Range) -> None:  # noqa: A002 - xlwings' word
        """As in Excel: rows that join look and calculate like the last data row; columns get headers.

        Raises ValueError where the header would move, or the range meets another table.
        """
        area: Area = getattr(range, "impl", range).area
        before = self.area
        if (area.top, area.left) != (before.top, min(before.left, area.right)) and not (
            area.top == before.top and area.left <= before.right and before.left <= area.right
        ):
            raise ValueError("a table's header stays in its row when it is resized")
        if area.top == area.bottom and self.show_headers:
            raise ValueError("a table must keep a row below its header")
        if any(other.name != self.name and other.area.meets(area) for other in self.sheet.tables):
            raise ValueError(f"a table cannot overlap another: {area.ref}")
        body = self.body
        cover(self, area)
        self.name_columns()
        after = self.body
        if body and after:
            if after.bottom > body.bottom:
                grow(self.sheet, body, after)
            draw_anew(self.sheet, body, after)

    def sort(self, keys: list[int], ascending: list[bool]) -> None:
        body = self.data_body_range
        if body is not None:
            body.sort(keys, ascending, False)
