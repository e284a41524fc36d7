"""softenv_xl.xlam: a workbook with one sheet of words, the macros, and the ribbon."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import xlwings
from xlsxwriter import Workbook

from softenv_xl.addin import ovba, ribbon, sources
from softenv_xl.addin.phrases import PHRASES
from softenv_xl.books import MADE
from softenv_xl.captions import SHOWN
from softenv_xl.installation.places import MADE_FOR
from softenv_xl.words import Text, same

_UI = "customUI/customUI14.xml"
_UI_LINK = (
    '<Relationship Id="customUI14" Type="http://schemas.microsoft.com/office/2007/relationships/ui/extensibility" '
    f'Target="{_UI}"/></Relationships>'
)
_MACROS = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
_ADDIN = "application/vnd.ms-excel.addin.macroEnabled.main+xml"
_CHANGES = {"[Content_Types].xml": (_MACROS, _ADDIN), "_rels/.rels": ("</Relationships>", _UI_LINK)}


def addin() -> bytes:
    """The add-in for Excel; the same sources give the same bytes."""
    result = BytesIO()
    with ZipFile(BytesIO(_workbook())) as source, ZipFile(result, "w", ZIP_DEFLATED) as target:
        for info in source.infolist():
            part = source.read(info)
            if info.filename in _CHANGES:
                old, new = (text.encode() for text in _CHANGES[info.filename])
                part = part.replace(old, new)
            target.writestr(info, part)
        target.writestr(ZipInfo(_UI, MADE.timetuple()[:6]), ribbon.custom_ui(), ZIP_DEFLATED)
    return result.getvalue()


def words() -> list[tuple[str, Text, Text]]:
    """What the macros look up on the sheet Words: a key, its words, and for a button what it does."""
    nothing = same("")
    return [
        *((key, caption, does) for key, (caption, does) in SHOWN.items()),
        *((key, text, nothing) for key, text in (ribbon.GROUPS | PHRASES).items()),
        *((f"tables-{kind}", same(" ".join(names)), nothing) for kind, names in ribbon.KIND_TABLES.items()),
    ]


def _workbook() -> bytes:
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        workbook.set_properties({"title": "softenv-xl", "author": "softenv-xl", "created": MADE})
        workbook.set_custom_property(MADE_FOR, xlwings.__version__)
        workbook.add_vba_project(BytesIO(ovba.project(sources.addin(), 1)), is_stream=True)
        sheet = workbook.add_worksheet("Words")
        for row, (key, text, more) in enumerate(words()):
            for column, value in enumerate((key, *text, *more)):
                sheet.write_string(row, column, value)
    return file.getvalue()
