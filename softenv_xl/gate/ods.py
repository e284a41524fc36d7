"""Reads .ods."""

from __future__ import annotations

import re
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING

from softenv_xl import catalogue
from softenv_xl.gate.markup import parsed
from softenv_xl.gate.ods_content import content_of
from softenv_xl.gate.passport_tokens import passport_in_meta
from softenv_xl.gate.reading import Reading, Refused, optional
from softenv_xl.grid.grid import Book
from softenv_xl.issue_kind import IssueKind
from softenv_xl.issues import Issue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from softenv_xl.gate.inflated_package import Package
    from softenv_xl.gate.limits import Limits

_MANIFEST = "META-INF/manifest.xml"
_SAVED = re.compile(rb"<dc:date>\s*([0-9T:.+-]+)")
_DRAWN = ("opendocument.chart", "opendocument.formula")


def read_ods(package: Package, limits: Limits) -> Reading:
    """Reads the package's sheets; raises Refused."""
    manifest = optional(lambda: package.xml(_MANIFEST), b"")
    if b"encryption-data" in manifest:
        raise Refused(catalogue.FILE_ENCRYPTED)
    content = content_of(package.xml("content.xml"), limits)
    book = Book(
        tuple(content.grids),
        names=content.names,
        saved_at=optional(lambda: _saved_at(package), None),
        format="ods",
        passport=passport_in_meta(package),
    )
    kinds = set(_foreign(package, manifest))
    if content.linked:
        kinds.add(catalogue.FILE_EXTERNAL_LINK)
    other = Issue(catalogue.FILE_OTHER_FORMAT, arguments={"format": ".ods"})
    return Reading(book, (*map(Issue, sorted(kinds, key=attrgetter("code"))), other))


def _foreign(package: Package, manifest: bytes) -> Iterator[IssueKind]:
    """What the package carries beside the sheets, as kinds of issues."""
    if any(name.startswith(("basic/", "scripts/")) for name in package):
        yield catalogue.FILE_MACROS
    for entry in optional(lambda: list(parsed(manifest, _MANIFEST)), ()):
        attributes = {str(name).rpartition("}")[2]: str(value) for name, value in entry.attrib.items()}
        media = attributes.get("media-type", "")
        inside = attributes.get("full-path") != "/" and ("opendocument." in media or "oleobject" in media)
        if inside and not media.endswith(_DRAWN):
            yield catalogue.FILE_EMBEDDED_OBJECT


def _saved_at(package: Package) -> datetime | None:
    """When the workbook was last saved, by the clock of the computer that it was saved on."""
    found = _SAVED.search(package.xml("meta.xml"))
    return datetime.fromisoformat(found[1].decode()).replace(tzinfo=None) if found else None
