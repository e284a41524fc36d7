"""The content type of a part: its own, or that of its ending, however either is spelt."""

from __future__ import annotations

import pytest

from softenv_xl.hosts.file.upgrade.parts import type_of
from softenv_xl.hosts.file.zip_package import Package
from tests.support.packages import book, edit, surgery

TYPES = (
    '<Default Extension="PNG" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>'
    '<Override PartName="/xl/Media/special.png" ContentType="image/x-own"/></Types>'
)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("xl/media/image1.png", "image/png"),
        ("xl/media/image2.JPEG", "image/jpeg"),
        ("xl/media/SPECIAL.png", "image/x-own"),
        ("xl/media/none", ""),
        ("xl/media/none.xyz", ""),
    ],
)
def test_it_is_found(name: str, kind: str) -> None:
    package = surgery(book("Id\n1"), {"[Content_Types].xml": edit(("</Types>", TYPES))})
    assert type_of(Package(package), name) == kind
