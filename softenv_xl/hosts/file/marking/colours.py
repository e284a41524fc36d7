"""The colours of marks: conditional formats, so that the cells' own formats stay as they are."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING

from lxml import etree

from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.hosts.file.upgrade.areas import insert
from softenv_xl.templates.sent_back import MARKS, RULE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.grid.address import Area
    from softenv_xl.hosts.file.markup import Element
    from softenv_xl.hosts.file.sheet import Sheet
    from softenv_xl.hosts.file.upgrade.styles import Styles
    from softenv_xl.hosts.file.workbook import Workbook

_GROUP, _MARK = f"{MAIN}conditionalFormatting", f"{MAIN}cfRule"
_NAME = RULE.partition("=")[0]


def colour(sheet: Sheet, template: Workbook, styles: Styles, areas: Sequence[tuple[Area, bool]]) -> None:
    """Colours the areas before all other conditional formats; each with whether it is grave."""
    gone = _take_out(sheet)
    if areas:
        grave, slight = _rules(template)
        refs = [
            (rule, " ".join(dict.fromkeys(area.ref for area, is_grave in areas if is_grave is wanted)))
            for rule, wanted in ((grave, True), (slight, False))
        ]
        added = [(copy.deepcopy(rule), ref) for rule, ref in refs if ref]
        _make_room(sheet, len(added))
        for priority, (rule, ref) in enumerate(added, 1):
            rule.set("dxfId", styles.dxf(rule.get("dxfId", "0")))
            rule.set("priority", str(priority))
            group = etree.Element(_GROUP, sqref=ref)
            group.append(rule)
            insert(sheet, group)
    if gone or areas:
        sheet.touch_root()


def _take_out(sheet: Sheet) -> bool:
    """Removes the marks of an earlier time; whether there were any."""
    gone = [
        rule
        for rule in sheet.root.iterfind(f"{_GROUP}/{_MARK}")
        if _NAME in "".join(map(str, rule.itertext()))
    ]
    for rule in gone:
        group = rule.getparent()
        assert group is not None  # noqa: S101 - it was found in one
        group.remove(rule)
        if not len(group):
            sheet.root.remove(group)
    return bool(gone)


def _make_room(sheet: Sheet, count: int) -> None:
    """The sheet's own formats come after so many new ones."""
    own = list(sheet.root.iterfind(f"{_GROUP}/{_MARK}"))
    first = min((int(rule.get("priority", "0")) for rule in own), default=count + 1)
    for rule in own:
        rule.set("priority", str(int(rule.get("priority", "0")) + max(0, count + 1 - first)))


def _rules(template: Workbook) -> list[Element]:
    sheet = template.sheet(MARKS)
    assert sheet is not None  # noqa: S101 - the template is drawn with it
    return list(sheet.root.iterfind(f"{_GROUP}/{_MARK}"))
