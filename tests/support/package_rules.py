"""What Excel repairs, or refuses, though the schema allows it: one function a rule, each yields what is wrong.

The limits are Excel's own ("Excel specifications and limits"); what has to be unique or to agree follows ECMA-376 part 1,
§18, and what Excel was seen to repair.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from lxml import etree
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token

from softenv_xl.grid.address import Address, Area

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_LONGEST_FORMULA, _DEEPEST, _LONGEST_TEXT = 8192, 64, 32_767
_COUNTED = {
    "sst": "uniqueCount", "cellXfs": "count", "cellStyleXfs": "count", "fonts": "count", "fills": "count",
    "borders": "count", "dxfs": "count", "numFmts": "count", "cellStyles": "count", "mergeCells": "count",
    "dataValidations": "count", "tableColumns": "count", "tableParts": "count",
}  # fmt: skip
_NAME = re.compile(r"[^\W\d][\w.\\?]*|\\[\w.\\?]*")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[1-9]\d{0,6}|[Rr]\d*[Cc]\d*|[RrCc]")
Element = etree._Element


class Package:
    """The parts of a workbook, parsed once."""

    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.names = archive.namelist()
            self.parts = {name: archive.read(name) for name in self.names}
        self._roots: dict[str, Element] = {}

    def root(self, part: str) -> Element:
        if part not in self._roots:
            self._roots[part] = etree.fromstring(self.parts[part])
        return self._roots[part]

    def relations(self, part: str) -> dict[str, tuple[str, str, bool]]:
        """(kind, target part, external) by id."""
        folder, name = posixpath.split(part)
        rels = f"{folder}/_rels/{name}.rels".lstrip("/")
        if rels not in self.parts:
            return {}
        return {
            each.get("Id", ""): (
                each.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, each.get("Target", ""))).lstrip("/")
                if not each.get("Target", "").startswith("/")
                else each.get("Target", "").lstrip("/"),
                each.get("TargetMode") == "External",
            )
            for each in self.root(rels)
        }

    def targets(self, part: str, kind: str) -> list[str]:
        return [target for type_, target, _ in self.relations(part).values() if type_ == kind]

    @property
    def workbook(self) -> str:
        return self.targets("", "officeDocument")[0]

    @property
    def sheets(self) -> dict[str, str]:
        """The worksheets' parts by their titles."""
        relations = self.relations(self.workbook)
        listed = self.root(self.workbook).iterfind(f"{S}sheets/{S}sheet")
        pairs = [(each.get("name", ""), relations[each.get(f"{R}id", "")]) for each in listed]
        return {title: target for title, (kind, target, _) in pairs if kind == "worksheet"}

    @property
    def tables(self) -> list[tuple[str, str]]:
        """(sheet's part, table's part)."""
        return [(sheet, table) for sheet in self.sheets.values() for table in self.targets(sheet, "table")]

    def strings(self) -> list[str]:
        found = self.targets(self.workbook, "sharedStrings")
        return [_text(item) for item in self.root(found[0]).iter(f"{S}si")] if found else []

    def styles(self) -> Element | None:
        found = self.targets(self.workbook, "styles")
        return self.root(found[0]) if found else None


def broken(data: bytes) -> list[str]:
    """Everything that Excel would repair, in words for a developer."""
    package = Package(data)
    return [f"{rule.__name__[1:]}: {words}" for rule in RULES for words in rule(package)]


def _text(item: Element) -> str:
    return "".join(t.text or "" for t in item.iter(f"{S}t") if t.getparent().tag != f"{S}rPh")  # type: ignore[union-attr]


def _areas(text: str | None) -> list[Area]:
    return [Area.parse(one.replace("$", "")) for one in (text or "").split()]


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _relations_exist(package: Package) -> Iterator[str]:
    for rels in (name for name in package.names if name.endswith(".rels")):
        owner = rels.replace("_rels/", "").removesuffix(".rels")
        relations = package.relations(owner)
        for identity, (_, target, external) in relations.items():
            if not external and target not in package.parts:
                yield f"{owner} {identity} → {target}"
        if owner in package.parts and owner.endswith(".xml"):
            used = {
                str(v)
                for e in package.root(owner).iter()
                for k, v in e.attrib.items()
                if str(k).startswith(R)
            }
            for identity in used - relations.keys() - {""}:
                yield f"{owner} names {identity}, which is no relation"


def _members_are_unique(package: Package) -> Iterator[str]:
    for name, count in Counter(name.lower() for name in package.names).items():
        if count > 1:
            yield name


def _counts_are_right(package: Package) -> Iterator[str]:
    for part in (name for name in package.names if name.endswith(".xml") and name.startswith("xl/")):
        for element in package.root(part).iter():
            if isinstance(element.tag, str) and element.tag.startswith(S):
                attribute = _COUNTED.get(element.tag.removeprefix(S))
                said = element.get(attribute) if attribute else None
                if said is not None and int(said) != len(element):
                    yield f"{part} {element.tag.removeprefix(S)} says {said}, has {len(element)}"


def _sorting_stays_inside(package: Package) -> Iterator[str]:
    """A sort state beside its filter's or table's cells, or a condition beside its sort state, is repaired."""
    for part in (*package.sheets.values(), *(table for _, table in package.tables)):
        root = package.root(part)
        for state in root.iter(f"{S}sortState"):
            whole = _areas(state.get("ref"))[0]
            parent = state.getparent()
            around = parent.get("ref") if parent is not None else None
            if around and not _inside(whole, _areas(around)[0]):
                yield f"{part}: {whole.ref} in {around}"
            for condition in state.iter(f"{S}sortCondition"):
                if not _inside(_areas(condition.get("ref"))[0], whole):
                    yield f"{part}: {condition.get('ref')} in {whole.ref}"


def _inside(inner: Area, outer: Area) -> bool:
    return (
        outer.top <= inner.top
        and inner.bottom <= outer.bottom
        and outer.left <= inner.left
        and inner.right <= outer.right
    )


def _validations_are_apart(package: Package) -> Iterator[str]:
    for title, part in package.sheets.items():
        found = list(package.root(part).iter(f"{S}dataValidation"))
        areas = [(i, area) for i, each in enumerate(found) for area in _areas(each.get("sqref"))]
        for (i, one), (j, other) in combinations(areas, 2):
            if i != j and one.meets(other):
                yield f"{title}: {one.ref} and {other.ref}"
        for each in found:
            for formula in each:
                if formula.text and formula.text.startswith('"') and _units(formula.text.strip('"')) > 255:
                    yield f"{title}: a list of {_units(formula.text)} characters"
            for attribute, limit in (
                ("promptTitle", 32),
                ("prompt", 255),
                ("errorTitle", 32),
                ("error", 255),
            ):
                if _units(each.get(attribute, "")) > limit:
                    yield f"{title}: {attribute} of {each.get('sqref')} is longer than {limit}"


def _merges_are_apart(package: Package) -> Iterator[str]:
    tables = {sheet: [] for sheet in package.sheets.values()}  # type: dict[str, list[Area]]
    for sheet, table in package.tables:
        tables[sheet].append(_areas(package.root(table).get("ref"))[0])
    for title, part in package.sheets.items():
        merged = [_areas(each.get("ref"))[0] for each in package.root(part).iter(f"{S}mergeCell")]
        for one, other in combinations([*merged, *tables[part]], 2):
            if one.meets(other):
                yield f"{title}: {one.ref} and {other.ref}"


def _tables_are_sound(package: Package) -> Iterator[str]:
    ids: Counter[str] = Counter()
    names: Counter[str] = Counter()
    strings = package.strings()
    for sheet, part in package.tables:
        root = package.root(part)
        ids[root.get("id", "")] += 1
        names[root.get("displayName", "").lower()] += 1
        area = _areas(root.get("ref"))[0]
        columns = root.findall(f"{S}tableColumns/{S}tableColumn")
        if len(columns) != area.right - area.left + 1:
            yield f"{part}: {len(columns)} columns in {area.ref}"
        for attribute in ("id", "name"):
            seen = Counter(column.get(attribute, "").lower() for column in columns)
            yield from (f"{part}: {attribute} {value!r} twice" for value, n in seen.items() if n > 1)
        yield from _headers(package, sheet, part, strings)
        rows = area.bottom - area.top + 1
        fixed = int(root.get("headerRowCount", "1")) + int(root.get("totalsRowCount", "0"))
        if rows <= fixed:
            yield f"{part}: no data row in {area.ref}"
        filtered = root.find(f"{S}autoFilter")
        if filtered is not None and not _inside(_areas(filtered.get("ref"))[0], area):
            yield f"{part}: filters {filtered.get('ref')} of {area.ref}"
        if root.get("tableType") == "queryTable":
            yield from (
                f"{part}: column {column.get('name')!r} of a query has no queryTableFieldId"
                for column in columns
                if column.get("queryTableFieldId") is None
            )
    yield from (f"table id {value} twice" for value, n in ids.items() if n > 1)
    yield from (f"table name {value} twice" for value, n in names.items() if n > 1)


def _headers(package: Package, sheet: str, part: str, strings: list[str]) -> Iterator[str]:
    """A header cell that says anything but the column's name is repaired."""
    root = package.root(part)
    if root.get("headerRowCount") == "0":
        return
    area = _areas(root.get("ref"))[0]
    row = package.root(sheet).find(f"{S}sheetData/{S}row[@r='{area.top}']")
    cells = {cell.get("r"): cell for cell in row} if row is not None else {}
    for place, column in enumerate(root.iterfind(f"{S}tableColumns/{S}tableColumn")):
        a1 = Address(area.top, area.left + place).a1
        cell = cells.get(a1)
        if cell is None or cell.get("t") not in ("s", "inlineStr", "str"):
            yield f"{part}: {a1} is no text, the column is {column.get('name')!r}"
            continue
        text = (
            strings[int(cell.findtext(f"{S}v") or 0)]
            if cell.get("t") == "s"
            else (cell.findtext(f"{S}v") or "".join(t.text or "" for t in cell.iter(f"{S}t")))
        )
        name = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), column.get("name", ""))
        text = re.sub(r"_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m[1], 16)), text)
        if text.replace("\r\n", "\n") != name.replace("\r\n", "\n"):
            yield f"{part}: {a1} says {text!r}, the column is {name!r}"


def _tables_are_apart(package: Package) -> Iterator[str]:
    for title, sheet in package.sheets.items():
        areas = [_areas(package.root(table).get("ref"))[0] for s, table in package.tables if s == sheet]
        for one, other in combinations(areas, 2):
            if one.meets(other):
                yield f"{title}: {one.ref} and {other.ref}"


def _styles_exist(package: Package) -> Iterator[str]:
    styles = package.styles()
    if styles is None:
        return
    xfs = len(styles.findall(f"{S}cellXfs/{S}xf"))
    dxfs = len(styles.findall(f"{S}dxfs/{S}dxf"))
    for title, part in package.sheets.items():
        for element in package.root(part).iter(f"{S}c", f"{S}row", f"{S}col"):
            style = element.get("style", element.get("s", "0"))
            if int(style) >= xfs:
                yield f"{title}: style {style} of {xfs}"
        for rule in package.root(part).iter(f"{S}cfRule"):
            if int(rule.get("dxfId", "-1")) >= dxfs:
                yield f"{title}: format {rule.get('dxfId')} of {dxfs}"
    for _, part in package.tables:
        looks = (pair for element in package.root(part).iter() for pair in element.attrib.items())
        for attribute, value in ((str(a), str(v)) for a, v in looks):
            if attribute.endswith("DxfId") and int(value) >= dxfs:
                yield f"{part}: {attribute!s} {value!r} of {dxfs}"


def _cells_are_sound(package: Package) -> Iterator[str]:
    strings = package.strings()
    for title, part in package.sheets.items():
        before = (0, 0)
        for cell in package.root(part).iterfind(f"{S}sheetData/{S}row/{S}c"):
            at = Address.parse(cell.get("r", ""))
            if at <= before:
                yield f"{title}: {cell.get('r')} stands after {Address(*before).a1}"
            before = (at.row, at.column)
            value = cell.findtext(f"{S}v")
            if cell.get("t") == "s" and not 0 <= int(value or -1) < len(strings):
                yield f"{title}: {cell.get('r')} shows string {value} of {len(strings)}"
            inline = "".join(t.text or "" for t in cell.iter(f"{S}t"))
            if max(_units(value or ""), _units(inline)) > _LONGEST_TEXT:
                yield f"{title}: {cell.get('r')} holds too much text"
            formula = cell.findtext(f"{S}f")
            if formula:
                yield from (f"{title}: {cell.get('r')} {words}" for words in too_much(formula))
    yield from (f"string {i} is too long" for i, text in enumerate(strings) if _units(text) > _LONGEST_TEXT)


def too_much(formula: str) -> Iterator[str]:
    """Excel's limits for one formula."""
    if _units(formula) > _LONGEST_FORMULA:
        yield f"has a formula of {_units(formula)} characters"
    if formula.count("(") > _DEEPEST and (deepest := levels(formula)) > _DEEPEST:
        yield f"has a formula {deepest} levels deep"


def levels(formula: str) -> int:
    """How deep its functions stand in one another."""
    depth = deepest = 0
    for token in Tokenizer(f"={formula}").items:
        if token.type == Token.FUNC:
            depth += 1 if token.subtype == Token.OPEN else -1
            deepest = max(deepest, depth)
    return deepest


def _formats_are_sound(package: Package) -> Iterator[str]:
    for title, part in package.sheets.items():
        ranks = Counter(rule.get("priority") for rule in package.root(part).iter(f"{S}cfRule"))
        yield from (f"{title}: priority {rank} twice" for rank, n in ranks.items() if n > 1)
        for group in package.root(part).iter(f"{S}conditionalFormatting"):
            if not group.get("sqref"):
                yield f"{title}: a format without cells"
            for formula in group.iter(f"{S}formula"):
                yield from (
                    f"{title}: {group.get('sqref')} {words}" for words in too_much(formula.text or "")
                )
                if re.search(r"\w\[", formula.text or ""):
                    yield f"{title}: a structured reference in a conditional format"
        for each in package.root(part).iter(f"{S}dataValidation"):
            for formula in each:
                text = re.sub(r'"[^"]*"', "", formula.text or "")
                if re.search(r"\w\[", text):
                    yield f"{title}: a structured reference in a dropdown"


def _names_are_sound(package: Package) -> Iterator[str]:
    root = package.root(package.workbook)
    sheets = len(root.findall(f"{S}sheets/{S}sheet"))
    seen: Counter[tuple[str, str]] = Counter()
    tables = {package.root(table).get("displayName", "").lower() for _, table in package.tables}
    for name in root.iterfind(f"{S}definedNames/{S}definedName"):
        text, scope = name.get("name", ""), name.get("localSheetId", "")
        seen[text.lower(), scope] += 1
        if scope and int(scope) >= sheets:
            yield f"{text} belongs to sheet {scope} of {sheets}"
        own = text.startswith("_xlnm.")
        if not own and (not _NAME.fullmatch(text) or _LIKE_A_CELL.fullmatch(text) or _units(text) > 255):
            yield f"name {text!r}"
        if text.lower() in tables:
            yield f"{text} is a table and a name"
        if not name.text or "#REF!" in name.text:
            yield f"{text} points nowhere"
        yield from (f"{text} {words}" for words in too_much(name.text or ""))
    yield from (f"name {name[0]} twice" for name, n in seen.items() if n > 1)


def _sheets_are_sound(package: Package) -> Iterator[str]:
    root = package.root(package.workbook)
    sheets = root.findall(f"{S}sheets/{S}sheet")
    titles = Counter(sheet.get("name", "").lower() for sheet in sheets)
    yield from (f"sheet {title!r} twice" for title, n in titles.items() if n > 1)
    for sheet in sheets:
        title = sheet.get("name", "")
        if not 0 < _units(title) <= 31 or re.search(r"[\[\]:*?/\\]", title) or title.strip("'") != title:
            yield f"sheet {title!r}"
    active = root.find(f"{S}bookViews/{S}workbookView")
    if active is not None and int(active.get("activeTab", "0")) >= len(sheets):
        yield "the active sheet isn't there"
    if all(sheet.get("state", "visible") != "visible" for sheet in sheets):
        yield "no sheet is visible"


def _chain_is_right(package: Package) -> Iterator[str]:
    """A cell in the calculation chain without a formula makes Excel repair the file."""
    chains = package.targets(package.workbook, "calcChain")
    if not chains:
        return
    sheets = {
        each.get("sheetId", ""): package.relations(package.workbook)[each.get(f"{R}id", "")][1]
        for each in package.root(package.workbook).iterfind(f"{S}sheets/{S}sheet")
    }
    formulas = {
        (number, cell.get("r"))
        for number, part in sheets.items()
        if part in package.sheets.values()
        for cell in package.root(part).iter(f"{S}c")
        if cell.find(f"{S}f") is not None
    }
    number = ""
    for cell in package.root(chains[0]):
        number = cell.get("i", number)
        if (number, cell.get("r")) not in formulas:
            yield f"sheet {number} {cell.get('r')}"


def _comments_are_unique(package: Package) -> Iterator[str]:
    for title, part in package.sheets.items():
        for comments in package.targets(part, "comments"):
            refs = Counter(each.get("ref") for each in package.root(comments).iter(f"{S}comment"))
            yield from (f"{title}: two notes on {ref}" for ref, n in refs.items() if n > 1)


def _links_are_sound(package: Package) -> Iterator[str]:
    for title, part in package.sheets.items():
        found = list(package.root(part).iter(f"{S}hyperlink"))
        if len(found) > 65_530:
            yield f"{title}: {len(found)} links"
        yield from (f"{title}: a link without a cell" for each in found if not each.get("ref"))


RULES = (
    _members_are_unique,
    _relations_exist,
    _counts_are_right,
    _sorting_stays_inside,
    _validations_are_apart,
    _merges_are_apart,
    _tables_are_sound,
    _tables_are_apart,
    _styles_exist,
    _cells_are_sound,
    _formats_are_sound,
    _names_are_sound,
    _sheets_are_sound,
    _chain_is_right,
    _comments_are_unique,
    _links_are_sound,
)
