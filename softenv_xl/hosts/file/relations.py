"""Which part of a package points at which."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, NamedTuple

from softenv_xl.hosts.file.markup import parsed

if TYPE_CHECKING:
    from softenv_xl.hosts.file.zip_package import Package


class Relation(NamedTuple):
    """`kind` is the last word of its type, `table` for instance; `part` is the target's name in the package."""

    id: str
    kind: str
    part: str


def relations_part(part: str) -> str:
    """The name of the part that holds the relations of `part` ("" for the package itself)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(package: Package, part: str) -> list[Relation]:
    """The part's relations with other parts of the package; links to the outside are left out."""
    name = relations_part(part)
    if package.find(name) is None:
        return []
    return [
        Relation(
            relation.get("Id", ""),
            relation.get("Type", "").rpartition("/")[2],
            resolved(part, relation.get("Target", "")),
        )
        for relation in parsed(package.read(name), name).iterchildren("{*}Relationship")
        if relation.get("TargetMode") != "External"
    ]


def resolved(part: str, target: str) -> str:
    """A target, relative to `part` or absolute, as a name in the package."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
