"""The ribbon tab, drawn from the buttons: groups in the order of a clerk's day, key tips, icons of Office's own."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from lxml import etree

from softenv_xl.captions import SHOWN
from softenv_xl.words import Text

EXCHANGE = "group-exchange"

GROUPS = {
    "group-returns": Text("发表与收表", "Returns"),
    "group-check": Text("检查与更新", "Check and refresh"),
    EXCHANGE: Text("往来与公开", "Send and publish"),
    "group-mend": Text("撤销与停止", "Take back"),
    "group-more": Text("帮助", "Help"),
}
"""In the order of a clerk's day."""

KIND_TABLES = {"control": ("tracker", "stages"), "return": ("selfcheck", "problems")}
"""Which tables tell what a workbook is."""

TAB = Text("软环境", "SoftEnv")
_NAMESPACE = "http://schemas.microsoft.com/office/2009/07/customui"


class Look(NamedTuple):
    """A button's group, its icon (an imageMso of Office), its key tip, and the kinds of workbook it is for."""

    group: str
    icon: str
    key_tip: str
    kinds: str = "control return"


_LOOKS = {
    "prepare": Look("group-returns", "FileSaveAsExcelXlsx", "P", "control"),
    "collect": Look("group-returns", "ImportTextFile", "C", "control"),
    "appraisal": Look("group-returns", "ChartInsert", "A", "control"),
    "prepare_packs": Look(EXCHANGE, "FileSendAsAttachment", "S", "control"),
    "send": Look(EXCHANGE, "EnvelopesAndLabelsDialog", "M", "control"),
    "merge_back": Look(EXCHANGE, "ImportExcel", "K", "control"),
    "validate": Look("group-check", "AcceptInvitation", "V"),
    "next_issue": Look("group-check", "ReviewNextComment", "N"),
    "refresh": Look("group-check", "RefreshAll", "R", "control"),
    "why": Look("group-check", "TraceDependents", "Y", "control"),
    "send_back": Look(EXCHANGE, "ReviewRejectChange", "B", "control"),
    "documents": Look(EXCHANGE, "FileSaveAsWordDocx", "W", "control"),
    "bulletin": Look(EXCHANGE, "WebPagePreview", "L", "control"),
    "report": Look(EXCHANGE, "FileSaveAsPdfOrXps", "E", "control"),
    "upgrade": Look("group-more", "SheetInsert", "G", "control"),
    "undo": Look("group-mend", "Undo", "U"),
    "cancel": Look("group-mend", "DeclineInvitation", "X", "control return other"),
    "show_help": Look("group-more", "Help", "H", "control return other"),
    "doctor": Look("group-more", "ErrorChecking", "D", "control return other"),
}


def look(button: str) -> Look:
    """How a button is shown; one that has no look of its own is shown in the last group, for any workbook."""
    if known := _LOOKS.get(button):
        return known
    return Look("group-more", "MacroPlay", f"Z{list(SHOWN).index(button) + 1}", "control return other none")


def ordered() -> list[str]:
    """The buttons as they are shown, group by group."""
    return sorted(SHOWN, key=lambda button: list(GROUPS).index(look(button).group))


def custom_ui() -> bytes:
    """The part of the add-in's package that describes the tab."""
    root = etree.Element("customUI", xmlns=_NAMESPACE, onLoad="RibbonLoaded")
    tabs = etree.SubElement(etree.SubElement(root, "ribbon"), "tabs")
    label = f"{TAB.en} {TAB.zh}"  # in both languages, so that either reader finds it
    tab = etree.SubElement(tabs, "tab", id="softenv", label=label, keytip="SE")
    for name, buttons in groupby(ordered(), lambda button: look(button).group):
        group = etree.SubElement(tab, "group", id=name, getLabel="RibbonLabel")
        for button in buttons:
            shown = look(button)
            etree.SubElement(
                group,
                "button",
                id=button,
                size="large",
                imageMso=shown.icon,
                keytip=shown.key_tip,
                tag=shown.kinds,
                getLabel="RibbonLabel",
                getScreentip="RibbonLabel",
                getSupertip="RibbonTip",
                getEnabled="RibbonEnabled",
                onAction="RibbonPressed",
            )
    text = etree.tostring(root, encoding="unicode", pretty_print=True)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()
