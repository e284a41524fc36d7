"""Each rule finds what it is there for: one fault at a time, put into a sound package."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import pytest

from softenv_xl import templates
from softenv_xl.books import CONTROL
from tests.support.package_rules import RULES, broken, too_much
from tests.support.packages import parts, surgery, with_part

Change = Callable[[str], str]
WORKBOOK, TRACKER, STYLES, STRINGS = (
    "xl/workbook.xml",
    f"xl/worksheets/sheet{1 + [sheet.key for sheet in CONTROL.sheets].index('tracker')}.xml",
    "xl/styles.xml",
    "xl/sharedStrings.xml",
)


@cache
def sound() -> bytes:
    return templates.build(CONTROL, "en")


def put(old: str, new: str, count: int = 1) -> Change:
    def change(text: str) -> str:
        assert old in text, old
        return text.replace(old, new, count)

    return change


def swap(pattern: str, new: str) -> Change:
    def change(text: str) -> str:
        found, hits = re.subn(pattern, new, text, count=1, flags=re.DOTALL)
        assert hits, pattern
        return found

    return change


def table(key: str) -> str:
    """The part of a table, as in the workbook that was built last."""
    last_one = parts(templates.path(CONTROL.key, "en").read_bytes())
    return next(name for name, data in last_one.items() if "/tables/" in name and f'"{key}"'.encode() in data)


def last(text: str, more: str) -> Change:
    return put(f"</{text}>", f"{more}</{text}>")


FAULTS: dict[str, tuple[str, Change]] = {
    "relations_exist": (TRACKER, put('r:id="rId1"', 'r:id="rId99"')),
    "counts_are_right": (STYLES, swap(r'<dxfs count="\d+"', '<dxfs count="3"')),
    "sorting_stays_inside": (
        table("tracker"),
        swap(
            r'<autoFilter ref="([^"]*)"/>',
            r'<autoFilter ref="\1"/><sortState ref="A5:Y5"><sortCondition ref="K5:K9"/></sortState>',
        ),
    ),
    "validations_are_apart": (
        TRACKER,
        last("dataValidations", '<dataValidation type="list" sqref="G7:G8"><formula1>A1</formula1></dataValidation>'),
    ),
    "merges_are_apart": (
        TRACKER,
        last("sheetData", '<X/><mergeCells count="1"><mergeCell ref="A4:B5"/></mergeCells>'.replace("<X/>", "")),
    ),
    "tables_are_sound": (table("tracker"), put('name="Problem"', 'name="Problems"')),
    "tables_are_apart": (table("fig_bans"), swap(r'ref="[A-Z]+\d+:', 'ref="A4:')),
    "styles_exist": (TRACKER, swap(r' s="\d+"', ' s="9999"')),
    "cells_are_sound": (TRACKER, swap(r'<v>\d+</v>', "<v>99999</v>")),
    "formats_are_sound": (TRACKER, swap(r'priority="\d+"', 'priority="2"')),
    "names_are_sound": (WORKBOOK, put('name="issues_key"', 'name="AB12"')),
    "sheets_are_sound": (WORKBOOK, put('name="Tracker"', 'name="Tracker:"')),
}  # fmt: skip


def test_the_package_is_sound_to_begin_with() -> None:
    assert broken(sound()) == []


@pytest.mark.parametrize("rule", FAULTS)
def test_a_fault_is_found(rule: str) -> None:
    part, change = FAULTS[rule]
    faulty = surgery(sound(), {part: lambda data: change(data.decode()).encode()})
    assert {words.partition(":")[0] for words in broken(faulty)} >= {rule}


def test_parts_that_only_some_workbooks_have() -> None:
    chain = '<calcChain xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c r="A1" i="1"/></calcChain>'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/calcChain"
    relation = f'<Relationship Id="rId99" Type="{kind}" Target="calcChain.xml"/></Relationships>'
    chained = surgery(
        sound(),
        {
            "xl/calcChain.xml": chain.encode(),
            "xl/_rels/workbook.xml.rels": lambda data: data.replace(b"</Relationships>", relation.encode()),
        },
    )
    assert broken(chained) == ["chain_is_right: sheet 1 A1"]
    twice = surgery(sound(), {"XL/workbook.xml": b"<a/>"})
    assert "members_are_unique: xl/workbook.xml" in broken(twice)
    query = surgery(
        sound(),
        {table("tracker"): lambda data: data.replace(b"<table ", b'<table tableType="queryTable" ', 1)},
    )
    assert any("queryTableFieldId" in words for words in broken(query))
    linked = surgery(
        sound(),
        {TRACKER: lambda data: data.replace(b"<pageMargins", b"<hyperlinks><hyperlink/></hyperlinks><pageMargins", 1)},
    )  # fmt: skip
    assert broken(linked) == ["links_are_sound: Tracker: a link without a cell"]


def test_two_notes_on_one_cell() -> None:
    notes = "".join(f'<comment ref="{ref}" authorId="0"><text/></comment>' for ref in ("A1", "A2", "A1"))
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    part = f'<comments xmlns="{main}"><commentList>{notes}</commentList></comments>'.encode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
    noted = with_part(sound(), "xl/comments1.xml", part, TRACKER, kind, "application/xml")
    assert broken(noted) == ["comments_are_unique: Tracker: two notes on A1"]


def test_limits_of_a_formula() -> None:
    deep = "IF(A1,1," * 64 + "0" + ")" * 64
    assert list(too_much(deep)) == []
    assert list(too_much(f"IF(A1,1,{deep})")) == ["has a formula 65 levels deep"]
    assert list(too_much('"' + "x" * 8190 + '"')) == []
    assert list(too_much('"' + "x" * 8191 + '"')) == ["has a formula of 8193 characters"]


def test_every_rule_is_tried() -> None:
    tried = {*FAULTS, "chain_is_right", "members_are_unique", "links_are_sound", "comments_are_unique"}
    assert {rule.__name__[1:] for rule in RULES} == tried
