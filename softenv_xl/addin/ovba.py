"""Makes vbaProject.bin from the text of modules.

Only the text is stored. What else Office keeps in such a file, code compiled for one version of it and the layout of
the editor's windows, is left out, so that the same sources give the same bytes and nothing runs that can't be read.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from xlsxwriter import Workbook

from softenv_xl.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyopenvba.cfb import CFB

    from softenv_xl.addin.sources import Module

PART = "xl/vbaProject.bin"
# Reserved, then a version that no Office has, so that every Office compiles the text anew ([MS-OVBA] 2.3.4.1).
_NO_CACHE = bytes((0xCC, 0x61, 0xFF, 0xFF, 0x00, 0x01, 0x00))
# The end of the stream that lists the modules ([MS-OVBA] 2.3.4.2): an id and a size of zero.
_END_OF_DIR = bytes((0x10, 0, 0, 0, 0, 0))


def project(modules: Sequence[Module], sheets: int) -> bytes:
    """The project of a workbook with so many sheets, named Sheet1, Sheet2 … in its code.

    A module named ThisWorkbook becomes the workbook's own code.
    """
    try:
        from pyopenvba import ExcelFile
        from pyopenvba.cfb import CFB
    except ImportError:
        raise Stop("addin.tool-missing", package="pyOpenVBA") from None
    with TemporaryDirectory() as folder:
        file = _bare_workbook(Path(folder) / "bare.xlsm", sheets)
        with ExcelFile(file) as workbook:
            made = workbook.add_vba_project()
            bodies = {document.name: "" for document in made.modules}
            for module in modules:
                text = module.text.replace("\n", "\r\n")
                if module.name in bodies:
                    bodies[module.name] = text
                else:
                    made.add_module(module.name, text)
            for name, body in bodies.items():
                made.get_module(name).body = body  # what is set is written as text alone
            workbook.save()
        with zipfile.ZipFile(file) as package:
            return _text_only(CFB.from_bytes(package.read(PART)))


def _bare_workbook(path: Path, sheets: int) -> Path:
    with Workbook(str(path)) as workbook:
        for _ in range(sheets):
            workbook.add_worksheet()
    return path


def _text_only(container: CFB) -> bytes:
    from pyopenvba.vba import compress, decompress

    container.write_stream_in_storage("VBA", "_VBA_PROJECT", _NO_CACHE)
    listed = decompress(container.get_stream_in_storage("VBA", "dir"))
    end = listed.rindex(_END_OF_DIR) + len(_END_OF_DIR)
    container.write_stream_in_storage("VBA", "dir", compress(listed[:end]))
    return bytes(container.to_bytes())
