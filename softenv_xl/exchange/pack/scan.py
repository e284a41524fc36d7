"""What an .xlsx holds besides what one sees in it: everything to know before it is sent to somebody.

It looks at any .xlsx, whoever wrote it. It finds; whether something may leave is for people to say.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from softenv_xl.gate.inflated_package import Package
from softenv_xl.gate.limits import CONTROL
from softenv_xl.gate.markup import parsed
from softenv_xl.gate.workbook import workbook
from softenv_xl.words import Text, listed, same

KINDS: dict[str, Text] = {
    "sheets": Text("隐藏工作表", "hidden sheets"),
    "rows": Text("隐藏行", "hidden rows"),
    "columns": Text("隐藏列", "hidden columns"),
    "notes": Text("批注", "notes"),
    "threads": Text("会话批注", "threaded comments"),
    "properties": Text("文档属性", "document properties"),
    "custom": Text("自定义属性", "custom properties"),
    "names": Text("定义的名称", "defined names"),
    "links": Text("外部链接", "external links"),
    "cached": Text("公式的缓存值", "cached results of formulas"),
    "pivots": Text("数据透视缓存", "pivot caches"),
    "lists": Text("下拉列表", "data validations"),
    "strings": Text("无单元格使用的文字", "strings that no cell shows"),
    "parts": Text("附加 XML 部件", "custom XML parts"),
    "macros": Text("宏", "macros"),
    "objects": Text("嵌入对象和图片", "embedded objects and pictures"),
    "changes": Text("修订记录", "tracked changes"),
    "protection": Text("工作表保护", "protected sheets"),
}
"""Everything that is looked for; `protection` is no hiding place, and told so that nobody takes it for one."""

_MANY = 8
_COUNTED = frozenset(("properties", "custom", "names", "cached", "lists", "parts", "protection"))
_PART_KINDS = (
    ("threads", re.compile(r"threadedcomments?/")),
    ("links", re.compile(r"externallinks/externallink|connections\.xml|querytables/")),
    ("pivots", re.compile(r"pivotcache/pivotcache(?:definition|records)")),
    ("parts", re.compile(r"customxml/item\d+\.xml$")),
    ("macros", re.compile(r"vbaproject\.bin|/macrosheets/")),
    ("objects", re.compile(r"embeddings/|activex/|xl/media/|ctrlprops/")),
    ("changes", re.compile(r"revisions/")),
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One kind of thing: how many there are, and some of them by name or place."""

    kind: str
    count: int
    examples: tuple[str, ...] = ()

    @property
    def words(self) -> Text:
        """As one reads it: `hidden sheets 1 (Lists)`; what every workbook has many of is only counted."""
        some = listed(map(same, self.examples[:3])) if self.examples and self.kind not in _COUNTED else None
        label = Text("{label} {count}", "{label} {count}").format(label=KINDS[self.kind], count=self.count)
        return Text("{label}（{some}）", "{label} ({some})").format(label=label, some=some) if some else label


def scan(content: bytes) -> tuple[Finding, ...]:
    """What there is, kind by kind in the order of KINDS. Raises gate.reading.Refused for what is no readable package."""
    package = Package(content, CONTROL)
    found: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind, example in _everything(package):
        found[kind].append(example)
    return tuple(
        Finding(kind, len(every), tuple(dict.fromkeys(filter(None, every)))[:_MANY])
        for kind, every in found.items()
        if every
    )


def summary(findings: Iterable[Finding]) -> Text:
    """All of it in one line."""
    words = [finding.words for finding in findings]
    return listed(words) if words else Text("无", "nothing")


def _everything(package: Package) -> Iterator[tuple[str, str]]:
    used: Counter[str] = Counter()
    book = workbook(package)
    names = {sheet.part.lower(): sheet.name for sheet in book.sheets}
    yield from (("sheets", sheet.name) for sheet in book.sheets if not sheet.visible)
    for part in package:
        yield from ((kind, part.rpartition("/")[2]) for kind, shape in _PART_KINDS if shape.search(part))
        if not part.endswith((".xml", ".rels")):
            continue
        if part in names:
            yield from _in_sheet(parsed(package.xml(part), part), names[part], used)
        elif part.endswith("/workbook.xml"):
            every = parsed(package.xml(part), part).iterfind("{*}definedNames/{*}definedName")
            yield from (("names", str(name.get("name"))) for name in every)
        elif re.match(r"xl/(?:worksheets/)?comments\d*\.xml|xl/comments/", part):
            yield from (
                ("notes", str(e.get("ref")))
                for e in parsed(package.xml(part), part).iterfind(".//{*}comment")
            )
        elif part.startswith("docprops/"):
            yield from _properties(
                parsed(package.xml(part), part), "custom" if "custom" in part else "properties"
            )
        elif part.endswith(".rels"):
            yield from _outside(parsed(package.xml(part), part))
    yield from _unused_strings(package, used)


def _in_sheet(root: etree._Element, name: str, used: Counter[str]) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        match etree.QName(element).localname if isinstance(element.tag, str) else "":
            case "row" if element.get("hidden") in ("1", "true"):
                yield "rows", f"{name}!{element.get('r')}"
            case "col" if element.get("hidden") in ("1", "true"):
                yield "columns", f"{name}!{element.get('min')}:{element.get('max')}"
            case "c":
                if element.get("t") == "s":
                    used[str(element.findtext("{*}v"))] += 1
                if element.find("{*}f") is not None and element.findtext("{*}v"):
                    yield "cached", f"{name}!{element.get('r')}"
            case "dataValidation":
                yield "lists", f"{name}!{element.get('sqref')}"
            case "sheetProtection":
                yield "protection", name


def _properties(root: etree._Element, kind: str) -> Iterator[tuple[str, str]]:
    for element in root:
        words = " ".join("".join(map(str, element.itertext())).split())
        if words and isinstance(element.tag, str):
            label = element.get("name") or etree.QName(element).localname
            yield kind, f"{label}={words[:40]}"


def _outside(root: etree._Element) -> Iterator[tuple[str, str]]:
    for relation in root.iterfind("{*}Relationship"):
        if (relation.get("TargetMode") or "").lower() == "external":
            yield "links", str(relation.get("Target"))[:60]


def _unused_strings(package: Package, used: Counter[str]) -> Iterator[tuple[str, str]]:
    """Texts that a program left in the table of strings when their cells were deleted."""
    part = "xl/sharedstrings.xml"
    if part in package:
        for number, element in enumerate(parsed(package.xml(part), part).iterfind("{*}si")):
            if str(number) not in used:
                yield "strings", "".join(map(str, element.itertext()))[:40]
