"""A passport put into a package: its XML part, its properties, and for a pack the snapshot that it was issued from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.hosts.file.markup import parsed, serialised
from softenv_xl.hosts.file.relations import relations, relations_part
from softenv_xl.hosts.file.text import in_xml
from softenv_xl.hosts.file.zip_package import Package
from softenv_xl.passport.places import NAMESPACE, SNAPSHOT_NAMESPACE, as_properties

if TYPE_CHECKING:
    from softenv_xl.hosts.file.markup import Element

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_TYPES = "[Content_Types].xml"
_PROPERTIES = "docProps/custom.xml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# What a property set is, and the first number that a property of one's own may have.
_SET, _FIRST = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}", 2


def with_passport(content: bytes, token: str, snapshot: bytes | None = None) -> bytes:
    """The workbook with the token in its XML part and its properties, and the snapshot as a further part.

    It must be one of ours, that has neither yet. Raises ValueError where it has.
    """
    package = Package(content)
    main = next(relation.part for relation in relations(package, "") if relation.kind == "officeDocument")
    _add_xml(package, main, 1, f'<passport xmlns="{NAMESPACE}">{token}</passport>', NAMESPACE)
    if snapshot is not None:
        words = in_xml(snapshot.decode())
        _add_xml(
            package, main, 2, f'<snapshot xmlns="{SNAPSHOT_NAMESPACE}">{words}</snapshot>', SNAPSHOT_NAMESPACE
        )
    _add_properties(package, as_properties(token))
    return package.build()


def _add_xml(package: Package, main: str, number: int, xml: str, namespace: str) -> None:
    part, about = f"customXml/item{number}.xml", f"customXml/itemProps{number}.xml"
    package.add(part, (_DECLARATION + xml).encode())
    package.add(
        about,
        (
            f'{_DECLARATION}<ds:datastoreItem ds:itemID="{_identity(number)}" '
            f'xmlns:ds="{_OFFICE}/customXml"><ds:schemaRefs><ds:schemaRef ds:uri="{namespace}"/>'
            "</ds:schemaRefs></ds:datastoreItem>"
        ).encode(),
    )
    package.add(
        relations_part(part),
        (
            f'{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" Type="{_OFFICE}/relationships/customXmlProps" Target="itemProps{number}.xml"/>'
            "</Relationships>"
        ).encode(),
    )
    _relate(package, main, f"{_OFFICE}/relationships/customXml", f"/{part}")
    _declare(package, about, "application/vnd.openxmlformats-officedocument.customXmlProperties+xml")


def _identity(number: int) -> str:
    """Of the parts' kind, as Excel wants one: the same in every workbook."""
    return f"{{5F0E7A1C-3D42-4E57-9B61-00000000000{number}}}"


def _add_properties(package: Package, properties: dict[str, str]) -> None:
    lines = "".join(
        f'<property fmtid="{_SET}" pid="{number}" name="{name}"><vt:lpwstr>{value}</vt:lpwstr></property>'
        for number, (name, value) in enumerate(properties.items(), _FIRST)
    )
    package.add(
        _PROPERTIES,
        (
            f'{_DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" '
            f'xmlns:vt="{_OFFICE}/docPropsVTypes">{lines}</Properties>'
        ).encode(),
    )
    _relate(package, "", f"{_OFFICE}/relationships/custom-properties", f"/{_PROPERTIES}")
    _declare(package, _PROPERTIES, "application/vnd.openxmlformats-officedocument.custom-properties+xml")


def _relate(package: Package, part: str, kind: str, target: str) -> None:
    name = relations_part(part)
    root = parsed(package.read(name), name)
    taken = {relation.get("Id") for relation in root}
    free = next(f"rId{number}" for number in range(1, len(taken) + 2) if f"rId{number}" not in taken)
    _append(root, "Relationship", Id=free, Type=kind, Target=target)
    package.replace(name, serialised(root, package.read(name)))


def _declare(package: Package, part: str, kind: str) -> None:
    root = parsed(package.read(_TYPES), _TYPES)
    _append(root, "Override", PartName=f"/{part}", ContentType=kind)
    package.replace(_TYPES, serialised(root, package.read(_TYPES)))


def _append(root: Element, tag: str, **attributes: str) -> None:
    namespace = str(root.tag).rpartition("}")[0]
    root.append(root.makeelement(f"{namespace}}}{tag}", attributes))
