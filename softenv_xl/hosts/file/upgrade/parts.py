"""Adds parts to a package, takes parts away, and says which is related to which."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.markup import parsed, serialised
from softenv_xl.hosts.file.relations import relations, relations_part, resolved

if TYPE_CHECKING:
    from softenv_xl.hosts.file.zip_package import Package

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES, _TYPES_SPACE = "[Content_Types].xml", "http://schemas.openxmlformats.org/package/2006/content-types"
_LINKS_SPACE = "http://schemas.openxmlformats.org/package/2006/relationships"
_EMPTY = f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships xmlns="{_LINKS_SPACE}"/>'
_NUMBER = re.compile(r"\d+(?=\.\w+$)")


def free_name(package: Package, like: str) -> str:
    """`xl/charts/chart7.xml` where six are there, or were."""
    number = 1
    while not package.is_free(name := _NUMBER.sub(str(number), like)):
        number += 1
    return name


def add_part(package: Package, name: str, data: bytes, content_type: str) -> None:
    package.add(name, data)
    _say_type(package, name, content_type)


def type_of(package: Package, name: str) -> str:
    """The content type that the package gives the part."""
    types = parsed(package.read(_TYPES), _TYPES)
    ending = name.rpartition(".")[2].lower()
    default = ""
    for one in types:
        if (one.get("PartName") or "").lstrip("/").lower() == name.lower():
            return one.get("ContentType", "")
        if (one.get("Extension") or "").lower() == ending:
            default = one.get("ContentType", "")
    return default


def relate(package: Package, part: str, kind: str, target: str) -> str:
    """A further relation of `part`; returns its id."""
    name = relations_part(part)
    original = package.read(name) if package.find(name) else _EMPTY.encode()
    root = parsed(original, name)
    known = {one.get("Id", "").lower() for one in root}
    number = len(known) + 1
    while f"rid{number}" in known:
        number += 1
    element = etree.SubElement(root, f"{{{_LINKS_SPACE}}}Relationship")
    element.set("Id", f"rId{number}")
    element.set("Type", f"{OFFICE}/{kind}")
    element.set("Target", posixpath.relpath(target, posixpath.dirname(part) or "."))
    data = serialised(root, original)
    if package.find(name):
        package.replace(name, data)
    else:
        package.add(name, data)
    return f"rId{number}"


def drop_relations(package: Package, part: str) -> None:
    """Takes away what the part is related to, with all that only it is related to."""
    for relation in relations(package, part):
        if package.find(relation.part) is not None and _holders(package, relation.part) <= {part}:
            drop_relations(package, relation.part)
            _drop(package, relation.part)
    if package.find(relations_part(part)) is not None:
        _drop(package, relations_part(part))


def _holders(package: Package, part: str) -> set[str]:
    """The parts that are related to this one."""
    found = set()
    for name in package.names:
        if name.endswith(".rels"):
            folder, _, file = name.rpartition("_rels/")
            source = folder + file.removesuffix(".rels")
            if any(one.part.lower() == part.lower() for one in relations(package, source)):
                found.add(source)
    return found


def _drop(package: Package, name: str) -> None:
    package.remove(name)
    original = package.read(_TYPES)
    root = parsed(original, _TYPES)
    for one in list(root):
        if resolved("", one.get("PartName") or "").lower() == name.lower() and one.get("PartName"):
            root.remove(one)
    package.replace(_TYPES, serialised(root, original))


def _say_type(package: Package, name: str, content_type: str) -> None:
    original = package.read(_TYPES)
    root = parsed(original, _TYPES)
    element = etree.SubElement(root, f"{{{_TYPES_SPACE}}}Override")
    element.set("PartName", f"/{name}")
    element.set("ContentType", content_type)
    package.replace(_TYPES, serialised(root, original))
