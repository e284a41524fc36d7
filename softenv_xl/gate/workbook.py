"""The parts of an .xlsx that say what sheets, names and tables it has, and when it was saved."""

from __future__ import annotations

import posixpath
import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.gate.cached import SMALL, cached_if
from softenv_xl.gate.markup import damaged, parsed
from softenv_xl.gate.reading import Refused, optional
from softenv_xl.grid.address import Area
from softenv_xl.grid.grid import TableArea

if TYPE_CHECKING:
    from lxml.etree import _Element

    from softenv_xl.gate.inflated_package import Package

_ABSOLUTE = re.compile(
    r"=?(?:'((?:[^'\[\]]|'')+)'|([^'!\[\]:]+))!(\$[A-Z]{1,3}\$[0-9]+(?::\$[A-Z]{1,3}\$[0-9]+)?)"
)
_USUAL = "xl/workbook.xml"
_MODIFIED = re.compile(rb"<(?:\w+:)?modified\b[^>]*>\s*([0-9TZ:.+-]+)\s*<")


class Relation(NamedTuple):
    """One line of a .rels part; `kind` is the last word of its type, `target` the name of a part."""

    id: str
    kind: str
    target: str
    external: bool


class Sheet(NamedTuple):
    """A sheet as the workbook lists it; `kind` is the last word of its relation's type, worksheet mostly.

    `part` is empty where nothing leads to it.
    """

    name: str
    part: str
    kind: str
    visible: bool


class Workbook(NamedTuple):
    """`relations` are those of the workbook part; `format` is xlsx, xlsm, xltx or xltm."""

    sheets: tuple[Sheet, ...]
    names: dict[str, tuple[str, Area]]
    relations: tuple[Relation, ...]
    since_1904: bool
    format: str
    strict: bool

    def part(self, kind: str) -> str:
        """The name of the one part of that kind, `styles` for instance; empty where there is none."""
        return next((relation.target for relation in self.relations if relation.kind == kind), "")


def workbook(package: Package) -> Workbook:
    """Reads the workbook part and what leads to it; raises Refused where that is damaged."""
    part = _main_part(package)
    return _workbook(
        package.xml(part),
        part,
        relations_of(package, part),
        optional(lambda: package.part("[Content_Types].xml"), b""),
    )


@cached_if(lambda xml, part, relations, types: len(xml) + len(types) <= SMALL)
def _workbook(xml: bytes, part: str, relations: tuple[Relation, ...], types: bytes) -> Workbook:
    root = parsed(xml, part)
    sheets = tuple(_sheets(root, {relation.id: relation for relation in relations}))
    if len({sheet.name.lower() for sheet in sheets}) < len(sheets):
        raise Refused.suspicious("有同名工作表", "two of its sheets have the same name")
    return Workbook(
        sheets=sheets,
        names=dict(_names(root)),
        relations=relations,
        since_1904=_since_1904(root),
        format=_format(types),
        strict="purl.oclc.org" in root.tag,
    )


def _main_part(package: Package) -> str:
    """Where the package's relations lead to, or the part under its usual name."""
    led = (each.target for each in package_relations(package) if each.kind == "officeDocument")
    for part in (*led, _USUAL):
        if part in package:
            return part
    raise damaged("_rels/.rels")


def package_relations(package: Package) -> tuple[Relation, ...]:
    """The relations of the package as a whole."""
    return optional(lambda: relations_of(package, ""), ())


def relations_of(package: Package, part: str) -> tuple[Relation, ...]:
    """The relations of a part, or those of the whole package for `""`; none where it has no .rels."""
    folder, slash, name = part.rpartition("/")
    rels = f"{folder}{slash}_rels/{name}.rels"
    return _relations(package.xml(rels), rels, folder) if rels in package else ()


@cached_if(lambda xml, rels, folder: len(xml) <= SMALL)
def _relations(xml: bytes, rels: str, folder: str) -> tuple[Relation, ...]:
    return tuple(
        Relation(
            id=element.get("Id", ""),
            kind=element.get("Type", "").rpartition("/")[2],
            target=_target(folder, element.get("Target", "")),
            external=element.get("TargetMode", "").lower() == "external",
        )
        for element in parsed(xml, rels).iterfind("{*}Relationship")
    )


def _target(folder: str, target: str) -> str:
    """The part that a relation of the folder leads to; some programs write Windows' slashes."""
    return posixpath.normpath(posixpath.join("/", folder, target.replace("\\", "/"))).lstrip("/")


def _sheets(root: _Element, relations: dict[str, Relation]) -> list[Sheet]:
    found = []
    for element in root.iterfind("{*}sheets/{*}sheet"):
        id_ = next((element.get(name) for name in element.attrib if str(name).endswith("}id")), None)
        relation = relations.get(id_ or "")
        part, kind = (relation.target, relation.kind) if relation else ("", "worksheet")
        visible = element.get("state", "visible") == "visible"
        found.append(Sheet(element.get("name") or "", part, kind, visible))
    return found


def _since_1904(root: _Element) -> bool:
    settings = root.find("{*}workbookPr")
    return settings is not None and settings.get("date1904") in ("1", "true", "on")


def _names(root: _Element) -> list[tuple[str, tuple[str, Area]]]:
    found = []
    for element in root.iterfind("{*}definedNames/{*}definedName"):
        place = _place(element.text or "")
        if place and element.get("localSheetId") is None:
            found.append((element.get("name") or "", place))
    return found


@cached_if(lambda formula: len(formula) <= SMALL)
def _place(formula: str) -> tuple[str, Area] | None:
    """Sheet and area, where the formula is nothing but an absolute reference within a sheet."""
    match = _ABSOLUTE.fullmatch(formula)
    try:
        area = Area.parse(match[3]) if match else None
    except ValueError:  # past the sheet's end
        return None
    return (match[1].replace("''", "'") if match[1] else match[2], area) if match and area else None


def _format(types: bytes) -> str:
    template = b"template.main+xml" in types or b"template.macroEnabled.main+xml" in types
    macros = b"macroEnabled.main+xml" in types
    return ("xltm" if macros else "xltx") if template else ("xlsm" if macros else "xlsx")


def tables(package: Package, relations: tuple[Relation, ...]) -> tuple[TableArea, ...]:
    """The Excel tables that a sheet's relations lead to, but for those that can't be read."""
    parts = [relation.target for relation in relations if relation.kind == "table"]
    return tuple(filter(None, (_table_in(package, part) for part in parts)))


def _table_in(package: Package, part: str) -> TableArea | None:
    return optional(lambda: _table(package.xml(part), part), None)


@cached_if(lambda xml, part: len(xml) <= SMALL)
def _table(xml: bytes, part: str) -> TableArea:
    root = parsed(xml, part)
    name, totals = root.get("displayName") or root.get("name") or "", root.get("totalsRowCount") or "0"
    return TableArea(name, Area.parse(root.get("ref") or ""), int(totals) > 0)


def saved_at(package: Package) -> datetime | None:
    """When the workbook was last saved (naive UTC), if it says so in words that can be read."""
    led = [each.target for each in package_relations(package) if each.kind == "core-properties"]
    part = next((part for part in led if part in package), "docProps/core.xml")
    return optional(lambda: _saved_at(package.xml(part)), None)


def _saved_at(xml: bytes) -> datetime | None:
    found = _MODIFIED.search(xml)
    moment = datetime.fromisoformat(found[1].decode()) if found else None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment and moment.tzinfo else moment
