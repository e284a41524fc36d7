"""What a chart remembers of cells that show nothing any more."""

from __future__ import annotations

import pytest
from lxml import etree

from softenv_xl.hosts.file import caches

POINT = '<c:pt idx="0"><c:v>5</c:v></c:pt>'


@pytest.mark.parametrize(
    ("cache", "count", "changed"),
    [
        ("", 3, False),
        ('<c:numCache><c:ptCount val="3"/></c:numCache>', 3, False),
        ('<c:numCache><c:ptCount val="3"/></c:numCache>', 4, True),
        (f'<c:numCache><c:ptCount val="3"/>{POINT}</c:numCache>', 3, True),
    ],
)
def test_points_are_dropped_once(cache: str, count: int, changed: bool) -> None:
    space = caches.CHART.strip("{}")
    reference = etree.fromstring(f'<c:numRef xmlns:c="{space}"><c:f>A1:A3</c:f>{cache}</c:numRef>')
    assert caches.drop(reference, count) is changed
    assert not caches.drop(reference, count)
    assert [one.get("val") for one in reference.iter(f"{caches.CHART}ptCount")] == [str(count)] * bool(cache)
    assert not list(reference.iter(f"{caches.CHART}pt"))
