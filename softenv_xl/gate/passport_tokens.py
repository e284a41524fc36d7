"""The passport that a package carries, as far as its places say anything: nothing here judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.gate.markup import parsed
from softenv_xl.gate.reading import optional
from softenv_xl.gate.workbook import package_relations
from softenv_xl.grid.grid import NO_TOKENS, Tokens
from softenv_xl.passport.model import LONGEST
from softenv_xl.passport.places import NAMESPACE, from_properties

if TYPE_CHECKING:
    from collections.abc import Iterable

    from softenv_xl.gate.inflated_package import Package
    from softenv_xl.gate.workbook import Relation

# Of parts that others put there no more are looked at, and no larger ones: a passport is short.
_PARTS, _LARGEST = 16, 1 << 18


def passport_tokens(package: Package, relations: Iterable[Relation]) -> Tokens:
    """`relations` are those of the workbook's own part."""
    found = (
        optional(lambda: _in_part(package, relations), None),
        optional(lambda: _in_properties(package), None),
    )
    return Tokens(*(token[:LONGEST] if token else None for token in found)) if any(found) else NO_TOKENS


def _in_part(package: Package, relations: Iterable[Relation]) -> str | None:
    every = [*relations, *package_relations(package)]
    parts = dict.fromkeys(each.target for each in every if each.kind == "customXml" and not each.external)
    for part in [part for part in parts if part in package][:_PARTS]:
        xml = package.xml(part)
        if len(xml) <= _LARGEST and NAMESPACE.encode() in xml:
            root = parsed(xml, part)
            if root.tag == f"{{{NAMESPACE}}}passport":
                return (root.text or "").strip()
    return None


def _in_properties(package: Package) -> str | None:
    led = (each.target for each in package_relations(package) if each.kind == "custom-properties")
    part = next((part for part in led if part in package), "docProps/custom.xml")
    xml = package.xml(part) if part in package else b""
    if not xml or len(xml) > _LARGEST:
        return None
    properties = {
        str(element.get("name")): "".join(map(str, element.itertext()))
        for element in parsed(xml, part).iterfind("{*}property")
    }
    return from_properties(properties)
