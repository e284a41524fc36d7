"""The passport that a package carries, as far as its places say anything: nothing here judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.gate.markup import parsed
from softenv_xl.gate.reading import optional
from softenv_xl.gate.workbook import package_relations
from softenv_xl.grid.grid import NO_TOKENS, Tokens
from softenv_xl.passport.model import LONGEST
from softenv_xl.passport.places import LONGEST_SNAPSHOT, NAMESPACE, SNAPSHOT_NAMESPACE, from_properties

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from softenv_xl.gate.inflated_package import Package
    from softenv_xl.gate.workbook import Relation

_PASSPORT, _SNAPSHOT = f"{{{NAMESPACE}}}passport", f"{{{SNAPSHOT_NAMESPACE}}}snapshot"
# Of parts that others put there no more are looked at. A part names its kind at its beginning, and properties are short.
_MOST, _HEAD, _LARGEST = 16, 1024, 1 << 18


def passport_tokens(package: Package, relations: Iterable[Relation]) -> Tokens:
    """`relations` are those of the workbook's own part."""
    parts = optional(lambda: dict(_parts(package, relations)), {})
    part, snapshot = parts.get(_PASSPORT), parts.get(_SNAPSHOT)
    properties = optional(lambda: _in_properties(package), None)
    if part is None and properties is None and snapshot is None:
        return NO_TOKENS
    part, properties = (token[:LONGEST] if token else None for token in (part, properties))
    return Tokens(part, properties, snapshot if snapshot and len(snapshot) <= LONGEST_SNAPSHOT else None)


def passport_in_meta(package: Package) -> Tokens:
    """Of a workbook that was saved as .ods: its properties are all that is left."""
    token = optional(lambda: _in_elements(package, "meta.xml", ".//{*}user-defined"), None)
    return Tokens(None, token[:LONGEST]) if token else NO_TOKENS


def _parts(package: Package, relations: Iterable[Relation]) -> Iterator[tuple[str, str]]:
    """What the parts of ours hold, by their root elements."""
    every = [*relations, *package_relations(package)]
    parts = dict.fromkeys(each.target for each in every if each.kind == "customXml" and not each.external)
    for part in [part for part in parts if part in package][:_MOST]:
        xml = package.xml(part)
        if any(root.partition("}")[0][1:].encode() in xml[:_HEAD] for root in (_PASSPORT, _SNAPSHOT)):
            root = parsed(xml, part)
            if root.tag in (_PASSPORT, _SNAPSHOT):
                yield str(root.tag), (root.text or "").strip()


def _in_properties(package: Package) -> str | None:
    led = (each.target for each in package_relations(package) if each.kind == "custom-properties")
    part = next((part for part in led if part in package), "docProps/custom.xml")
    return _in_elements(package, part, "{*}property")


def _in_elements(package: Package, part: str, path: str) -> str | None:
    """The token in those elements of the part, each with its name in an attribute."""
    xml = package.xml(part) if part in package else b""
    if not xml or len(xml) > _LARGEST:
        return None
    properties = {
        next(
            (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == "name"), ""
        ): "".join(map(str, element.itertext()))
        for element in parsed(xml, part).iterfind(path)
    }
    return from_properties(properties)
