"""XML that is made to harm: entities, depth, attributes, encodings; and cells that no sheet can have."""

from __future__ import annotations

import re
from random import Random

from tests.hostile.files.base import package, parts, some_part

SHEETS = tuple(f"xl/worksheets/sheet{n}.xml" for n in (2, 3, 4))
_ENTITIES = (
    '<!DOCTYPE a [<!ENTITY l "lol">{more}]>',
    '<!DOCTYPE a [<!ENTITY l SYSTEM "file:///etc/passwd">{more}]>',
    '<!DOCTYPE a [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd">%p;{more}]>',
    '<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x.dtd">',
    "<!DOCTYPE a [<!ATTLIST c v CDATA 'x'>{more}]>",
)
_REFS = (
    "XFD1048576",
    "A1048577",
    "XFE1",
    "A0",
    "",
    "a1",
    "A99999999999",
    "$A$1",
    "A1:B2",
    "AAAA1",
    "一1",
    "A-1",
)
_VALUES = ("1e400", "-1e400", "NaN", "INF", "-INF", "", " ", "0x10", "1_000", "1e-400", "9" * 400, "99999999", "-1",
           "2958466", "true", "2026-13-45T99:99:99", "&#0;", "&#xD800;", "_x0000_", "_xD83D_")  # fmt: skip
_TYPES = ("n", "s", "str", "b", "e", "d", "inlineStr", "", "z", "S")


def _with(random: Random, *, text: bytes, name: str | None = None) -> bytes:
    return package({**parts(), name or some_part(random): text})


def _xml_part(random: Random) -> tuple[str, str]:
    name = some_part(random)
    while not name.endswith((".xml", ".rels")):
        name = some_part(random)
    return name, parts()[name].decode()


def entities(random: Random) -> bytes:
    name, text = _xml_part(random)
    before = "l"
    more = ""
    for n in range(random.choice((0, 10, 30))):
        more += f'<!ENTITY l{n} "{f"&{before};" * 10}">'
        before = f"l{n}"
    said = random.choice(_ENTITIES).format(more=more)
    head, _, rest = text.partition("?>") if text.startswith("<?xml") else ("", "", text)
    body = re.sub(r">([^<]*)<", lambda found: f">{found[1]}&{before};<", rest, count=random.choice((0, 1)))
    return _with(random, text=f"{head}{'?>' if head else ''}{said}{body}".encode(), name=name)


def deep(random: Random) -> bytes:
    name, text = _xml_part(random)
    depth = random.choice((300, 20_000, 500_000))
    tag = random.choice(("a", "sheetData", "row", "c", "si", "is", "r", "Relationship"))
    at = text.rfind("</")
    inside = f"<{tag}>" * depth + (f"</{tag}>" * depth if random.random() < 0.7 else "")
    return _with(random, text=(text[:at] + inside + text[at:]).encode(), name=name)


def attributes(random: Random) -> bytes:
    name, text = _xml_part(random)
    at = text.find(" ", text.find("<", 5))
    many = "".join(f' a{n}="{n}"' for n in range(random.choice((1, 100_000))))
    long = f' b="{"x" * random.choice((10, 1 << 20, 20 << 20))}"'
    spaces = "".join(f' xmlns:n{n}="urn:{n}"' for n in range(random.choice((0, 20_000))))
    return _with(
        random, text=(text[:at] + random.choice((many, long, spaces)) + text[at:]).encode(), name=name
    )


def encodings(random: Random) -> bytes:
    name, text = _xml_part(random)
    body = re.sub(r"^<\?xml.*?\?>", "", text, flags=re.DOTALL)
    said = random.choice(
        ("UTF-8", "UTF-16", "utf-7", "GB18030", "latin-1", "EBCDIC-CP-US", "UCS-4", "zip", "hex", "\u202e")
    )
    real = random.choice(
        ("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "gb18030", "utf-8-sig", "cp037")
    )
    content = f'<?xml version="1.0" encoding="{said}"?>{body}'.encode(real, "replace")
    return _with(
        random, text=random.choice((content, b"\xff\xfe" + content, b"\xef\xbb\xbf" + content)), name=name
    )


def noise(random: Random) -> bytes:
    """Comments, instructions, sections; what isn't closed or isn't XML."""
    name, text = _xml_part(random)
    at = random.choice([found.start() for found in re.finditer("<", text)])
    put = random.choice((
        "<!--" + "-" * random.choice((1, 1 << 20)) + "-->", "<![CDATA[" + "]" * 100_000 + "]]>", "<?a " + "?" * 99 + "?>",
        "<", "</a>", "\0", "\x0b", "&", "&#x110000;", "&nothing;", "]]>", "<a:b/>", "<a a='1' a='2'/>", "\ufffe", " " * (1 << 20),
    ))  # fmt: skip
    return _with(random, text=(text[:at] + put + text[at:]).encode(), name=name)


def _rows(random: Random, inside: str, after: str = "") -> bytes:
    name = random.choice(SHEETS)
    text = parts()[name].decode()
    made = re.sub(
        r"<sheetData>.*?</sheetData>",
        lambda _: f"<sheetData>{inside}</sheetData>{after}",
        text,
        flags=re.DOTALL,
    )
    return _with(random, text=made.encode(), name=name)


def far(random: Random) -> bytes:
    ref = random.choice(_REFS)
    row = random.choice(("1", "1048576", "1048577", "0", "-1", "99999999999999999999", ""))
    return _rows(random, f'<row r="{row}"><c r="{ref}"><v>1</v></c></row>' * random.choice((1, 2)))


def values(random: Random) -> bytes:
    cells = "".join(
        f'<c r="{chr(65 + n % 26)}{1 + n // 26}" t="{random.choice(_TYPES)}" s="{random.choice((0, 1, 7, 99999, -1))}">'
        f"<v>{random.choice(_VALUES)}</v></c>"
        for n in range(60)
    )
    return _rows(random, f'<row r="1">{cells}</row>')


def formulas(random: Random) -> bytes:
    """Shared and array formulas over more than a sheet should have."""
    area = random.choice(("A1:XFD1048576", "A1:Z30000", "A1:A900000", "B2:A1", "A1", "nonsense", "A1:ALL900"))
    kind = random.choice(("array", "shared", "dataTable", "x"))
    many = random.choice((1, 500, 200_000))
    cell = f'<c r="A1"><f t="{kind}" ref="{area}" si="0">{"+".join(["A1"] * random.choice((1, 5_000)))}</f><v>1</v></c>'
    return _rows(
        random, f'<row r="1">{cell}</row>' + '<row r="2"><c r="A2"><f si="0" t="shared"/></c></row>' * many
    )


def merges(random: Random) -> bytes:
    count, area = (
        random.choice((1, 2_001, 60_000)),
        random.choice(("A1:XFD1048576", "A1:B2", "A1:A1048576", "B2:A1", "x")),
    )
    return _rows(random, "", "<mergeCells>" + f'<mergeCell ref="{area}"/>' * count + "</mergeCells>")


def repeated(random: Random) -> bytes:
    """Very many small things."""
    count = random.choice((70_000, 1_100_000))
    thing = random.choice(
        ("<row/>", '<row r="1"/>', "<c/>", '<row r="5"><c><v>1</v></c></row>', "<c><f/></c>", "<x/>")
    )
    return _rows(random, thing * count)


def strings(random: Random) -> bytes:
    made = parts()
    name = "xl/sharedStrings.xml"
    text = random.choice((
        "<sst>" + "<si/>" * random.choice((3, 1_000_000)) + "</sst>",
        f"<sst><si><t>{'长' * random.choice((32_767, 32_768, 4_000_000))}</t></si></sst>",
        "<sst>" + "<si><r><t>a</t></r>" * 50_000 + "</sst>",
        "<sst><si><t>_x0000__xFFFF__xD83D_</t></si></sst>",
        "<sst count='-1' uniqueCount='99999999999'/>",
    ))  # fmt: skip
    cells = "".join(
        f'<c r="A{n}" t="s"><v>{random.choice((0, 0, 1, -1, 10**12))}</v></c>' for n in range(1, 20_000)
    )
    return package(
        {
            **made,
            name: text.encode(),
            SHEETS[0]: f"<worksheet><sheetData><row>{cells}</row></sheetData></worksheet>".encode(),
        }
    )


def relations(random: Random) -> bytes:
    name = random.choice([each for each in parts() if each.endswith(".rels")])
    text = parts()[name].decode()
    target = random.choice(
        (
            "../" * 50 + "etc/passwd",
            "file:///etc/passwd",
            "http://127.0.0.1:9/",
            "workbook.xml",
            "",
            "\\\\host\\share",
        )
    )
    return _with(
        random,
        text=re.sub(
            r'Target="[^"]*"', lambda _: f'Target="{target}"', text, count=random.choice((0, 1))
        ).encode(),
        name=name,
    )


MAKERS = (
    entities, entities, deep, attributes, encodings, encodings, noise, noise, far, values, values, formulas, merges,
    repeated, strings, relations,
)  # fmt: skip
