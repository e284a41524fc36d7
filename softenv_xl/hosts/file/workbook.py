"""The workbook in a package: its sheets, tables, names and shared strings, each read when first asked for."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from softenv_xl.hosts.file.content import Content, shared_strings
from softenv_xl.hosts.file.excel_table import Table
from softenv_xl.hosts.file.markup import MAIN, RELATIONSHIPS, STRICT, Element, parsed, serialised
from softenv_xl.hosts.file.relations import relations
from softenv_xl.hosts.file.sheet import Sheet
from softenv_xl.hosts.file.splice import Cut, Piece, pieces, spliced
from softenv_xl.hosts.file.zip_package import Package
from softenv_xl.hosts.refusal import missing, unsafe

_WORKSHEET = "worksheet"


class Name(NamedTuple):
    """A defined name. `sheet` is the title of the sheet that it is valid on, "" for the whole workbook."""

    name: str
    sheet: str
    text: str
    piece: Piece


class Workbook:
    """What is read here may be changed in place; `store` hands the changed parts to the package."""

    def __init__(self, data: bytes) -> None:
        self.package = Package(data)
        self.part = self._main_part()
        root = parsed(self.package.read(self.part), self.part)
        if str(root.tag).startswith(STRICT):
            raise unsafe(
                "文件存为“Strict Open XML”格式，请另存为普通 .xlsx。",
                "It is saved as “Strict Open XML”; save it as an ordinary .xlsx.",
            )
        if root.tag != f"{MAIN}workbook":
            raise unsafe("这不是 Excel 工作簿。", "This is not an Excel workbook.")
        settings = root.find(f"{MAIN}workbookPr")
        date1904 = settings is not None and settings.get("date1904") in ("1", "true")
        self.content = Content(lambda: self.strings, date1904)
        self._targets = {relation.id: relation for relation in relations(self.package, self.part)}
        self.titles = [sheet.get("name", "") for sheet in root.iterfind(f"{MAIN}sheets/*")]
        self._parts = {
            sheet.get("name", "").lower(): self._targets.get(sheet.get(f"{RELATIONSHIPS}id", ""))
            for sheet in root.iterfind(f"{MAIN}sheets/*")
        }
        self.sheets: dict[str, Sheet] = {}
        self.parts: dict[str, Element] = {}
        self._tables: dict[str, Table] = {}
        self._names: tuple[bytes, list[Name]] = (b"", [])

    def _main_part(self) -> str:
        for relation in relations(self.package, ""):
            if relation.kind == "officeDocument":
                return relation.part
        raise unsafe("这不是 Excel 工作簿。", "This is not an Excel workbook.")

    def related(self, kind: str) -> str | None:
        """The name of the workbook's one part of a kind, `calcChain` for instance."""
        parts = (relation.part for relation in self._targets.values() if relation.kind == kind)
        return next(parts, None)

    @cached_property
    def strings(self) -> list[str]:
        part = self.related("sharedStrings")
        return shared_strings(parsed(self.package.read(part), part)) if part else []

    def sheet_part(self, title: str) -> str | None:
        """The part of an ordinary worksheet; None for any other sheet, and where there is none."""
        relation = self._parts.get(title.lower())
        return relation.part if relation and relation.kind == _WORKSHEET else None

    def sheet(self, title: str) -> Sheet | None:
        """The ordinary worksheet of that title (ignoring case)."""
        part = self.sheet_part(title)
        if part is None:
            return None
        if part not in self.sheets:
            self.sheets[part] = Sheet(title, part, self.package.read(part), self.content)
        return self.sheets[part]

    @property
    def changed_sheets(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets.values() if sheet.changed]

    @property
    def changed(self) -> bool:
        return bool(self.changed_sheets) or any(table.changed for table in self.tables)

    @cached_property
    def _table_places(self) -> dict[str, tuple[str, str]]:
        """Every table's sheet title and part, by its name in small letters."""
        found = {}
        for title in self.titles:
            part = self.sheet_part(title)
            for relation in relations(self.package, part) if part else ():
                if relation.kind == "table":
                    root = self.tree(relation.part)
                    found[root.get("displayName", "").lower()] = (title, relation.part)
        return found

    def table_root(self, name: str) -> Element | None:
        """The part of the table of that name (ignoring case), for who only looks into it."""
        place = self._table_places.get(name.lower())
        return self.tree(place[1]) if place else None

    def table(self, name: str) -> Table:
        """The table of that name (ignoring case); Stop(workbook.part-missing) where there is none."""
        key = name.lower()
        if key not in self._tables:
            title, part = self._table_places.get(key, ("", ""))
            sheet = self.sheet(title) if part else None
            if sheet is None:
                raise missing("表格“{name}”", "table “{name}”", name=name)
            self._tables[key] = Table(part, self.tree(part), sheet)
        return self._tables[key]

    def has_table(self, name: str) -> bool:
        return name.lower() in self._table_places

    def every_table(self) -> list[Table]:
        return [self.table(name) for name in self._table_places]

    def neighbours(self, table: Table) -> list[Table]:
        """The other tables on its sheet."""
        return [
            self.table(name)
            for name, (title, part) in self._table_places.items()
            if title == table.sheet.title and part != table.part
        ]

    @property
    def tables(self) -> list[Table]:
        """The tables that were asked for."""
        return list(self._tables.values())

    def names(self) -> list[Name]:
        """The defined names as they stand now."""
        data = self.package.read(self.part)
        if data is self._names[0]:
            return self._names[1]
        found = []
        for piece in pieces(data, self.part, depth=2):
            if piece.name == "definedName":
                index = piece.attributes.get("localSheetId", "")
                local = index.isdecimal() and int(index) < len(self.titles)
                sheet = self.titles[int(index)] if local else ""
                found.append(Name(piece.attributes.get("name", ""), sheet, piece.text.strip(), piece))
        self._names = (data, found)
        return found

    def splice(self, part: str, cuts: list[Cut]) -> None:
        """Changes a few bytes of a part."""
        if cuts:
            self.package.replace(part, spliced(self.package.read(part), cuts))

    def tree(self, part: str) -> Element:
        """The root of any other part, read once."""
        if part not in self.parts:
            self.parts[part] = parsed(self.package.read(part), part)
        return self.parts[part]

    def store_tree(self, part: str) -> None:
        self.package.replace(part, serialised(self.parts[part], self.package.read(part)))

    def store(self) -> None:
        """Hands every sheet and table that was changed to the package."""
        for table in self.tables:
            if not table.sheet.changed:
                continue
            block = table.block
            rows, columns = range(block.first, block.last + 1), range(block.left, block.right + 1)
            table.sheet.formulas.share(columns, rows, more=table.rearranged)
        for sheet in self.changed_sheets:
            self.package.replace(sheet.part, sheet.data())
        for table in self.tables:
            if table.changed:
                self.store_tree(table.part)
