"""The same in real files: cells, tables' names and headers of a package changed in its XML, all else as it was."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from random import Random
from xml.sax.saxutils import escape

from softenv_xl.hosts.file.text import escaped
from tests.gate.packages import zipped
from tests.hostile.contents.values import TEXTS, WORDS

_CELL = re.compile(rb'<c r="([A-Z]+[0-9]+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)
_TABLE_NAME = re.compile(rb'(?<=isplayName=")[^"]*|(?<= name=")[^"]*')
_SHEET_NAME = re.compile(rb'(?<=<sheet name=")[^"]*')
_RAW = (
    "NaN",
    "INF",
    "-INF",
    "1e400",
    "-1e400",
    "1E308",
    "",
    "--1",
    "0x1F",
    "1,5",
    "9" * 400,
    "46000.99999",
    "-1",
)
_ODD_KINDS = ("b", "e", "d", "s", "str", "n")


def changed(package: bytes, random: Random) -> bytes:
    """The package with one to four things changed."""
    with zipfile.ZipFile(BytesIO(package)) as found:
        parts = {name: found.read(name) for name in found.namelist()}
    sheets = sorted(name for name in parts if name.startswith("xl/worksheets/sheet"))
    tables = sorted(name for name in parts if name.startswith("xl/tables/"))
    for _ in range(random.choice((1, 1, 2, 4))):
        kind = random.random()
        if kind < 0.8 or not tables:
            name = random.choice(sheets)
            parts[name] = _cell_changed(parts[name], random)
        elif kind < 0.9:
            name = random.choice(tables)
            parts[name] = _renamed(_TABLE_NAME, parts[name], random)
        else:
            parts["xl/workbook.xml"] = _renamed(_SHEET_NAME, parts["xl/workbook.xml"], random)
    return zipped(parts)


def _cell_changed(xml: bytes, random: Random) -> bytes:
    cells = [*_CELL.finditer(xml)]
    if not cells:
        return xml
    cell = random.choice(cells)
    start, end = cell.span()
    return xml[:start] + _spelt(cell[1], random) + xml[end:]


def _spelt(ref: bytes, random: Random) -> bytes:
    if random.random() < 0.5:
        text = "".join(c for c in random.choice((*TEXTS, *WORDS)) if not 0xD800 <= ord(c) <= 0xDFFF)
        said = escape(escaped(text)).encode()
        return b'<c r="%s" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (ref, said)
    kind = f' t="{random.choice(_ODD_KINDS)}"' if random.random() < 0.3 else ""
    return b'<c r="%s"%s><v>%s</v></c>' % (ref, kind.encode(), random.choice(_RAW).encode())


def _renamed(names: re.Pattern[bytes], xml: bytes, random: Random) -> bytes:
    found = [*names.finditer(xml)]
    if not found:
        return xml
    start, end = random.choice(found).span()
    word = escape(random.choice(WORDS), {'"': "&quot;"}).encode()
    return xml[:start] + word + xml[end:]
