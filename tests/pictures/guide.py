"""Takes the pictures of the guide that Help opens, from the demo's workbook and what is made of it.

    python -m tests.pictures.guide [DEMOS]

DEMOS is a folder with a demo in `zh` and one in `en`; without it both are made. What goes on there is done in copies.
Look at the pictures before they are committed: what they show is a made-up school.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl.utils import get_column_letter

from softenv_xl.books import CONTROL
from softenv_xl.buttons import GUIDE
from softenv_xl.control.workbook import read_control
from softenv_xl.demo import LAST_DAY, run_demo
from softenv_xl.exchange.pack.writing import FOLDER as PACKS
from softenv_xl.grid.amended import rows_of
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.intake.delivery import workers
from softenv_xl.registers import opinions
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import KEEP, Patch, RowPatch, TablePatch
from softenv_xl.views import conflicts
from softenv_xl.words import LANGS, Lang, Text
from tests.addin.screen import Desk, require_screen, until
from tests.exchange.merge.departments import PackFile
from tests.pictures.__main__ import desk
from xlwings_libreoffice.uno_runtime import constant, properties

IMAGES = GUIDE / "images"
_WINDOW = (1200, 620)
_CELLS = "1138x522+0+78"
"""Of the window what is the same in every program: the cell's content, the cells, the tabs."""
_DRAWN = 50_000
_PAGE = (900, 680)
_PAPER_DPI = "64"
_COLOURS = "32"
_ROW = "OP-001"
_CSV = {"FilterName": "Text - txt - csv (StarCalc)", "FilterOptions": "44,34,76,1"}
_SHEETS = {sheet.table.key: sheet for sheet in CONTROL.sheets if sheet.table}

_OFFICE_SAYS = Text("已增设值守，每日放学时段", "Somebody is on duty there at the end of school")
_THEY_SAY = Text("值守已到位，另设临时停车区", "On duty now; there is a place to park, too")


@dataclass(frozen=True)
class Place:
    """A copy of a demo in which things are done as the office would."""

    folder: Path
    lang: Lang

    @property
    def control(self) -> Path:
        return self.folder / "control.xlsx"

    def run(self, command: str, *words: str, dated: bool = True) -> str:
        """The command on the control workbook, by a clerk; what it prints."""
        day = ["--as-of", LAST_DAY.isoformat()] if dated else []
        ran = subprocess.run(
            [sys.executable, "-m", "softenv_xl", command, self.control.name, *words, *day],
            cwd=self.folder,
            env={**os.environ, "LOGNAME": "clerk", "COLUMNS": "110"},
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert ran.returncode in (0, 1), ran.stderr
        return ran.stdout

    def picture(self, name: str) -> Path:
        return IMAGES / f"{name}.{self.lang}.png"


def main(demos: Path | None = None) -> None:
    require_screen()
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="softenv-xl-guide-") as folder:
        for lang in LANGS:
            place = Place(Path(folder) / lang, lang)
            if demos:
                shutil.copytree(demos / lang, place.folder)
            else:
                run_demo(place.folder, lang, workers(), LAST_DAY)
            for picture in _pictures(place):
                _smaller(picture)
                print(picture.relative_to(GUIDE), picture.stat().st_size)


def _pictures(place: Place) -> Iterator[Path]:
    pack = _disagreed(place)
    place.run("merge", str(pack))
    (copy, *_) = sorted(_made_by(place, "sendback", "*.xlsx"))
    place.run("send", "--what", "returns", "--as", "eml", "--yes")
    (listing,) = place.folder.glob("*/*/index.html")
    place.run("bulletin")
    place.run("report", "out/report.docx")
    place.run("export", "data", "--format", "csv")
    yield from _windows(place, pack, copy)
    yield _page(listing, place.picture("mail"), (1150, 480))
    (site,) = place.folder.glob(f"*/{place.lang}/index.html")
    yield _page(site.with_name("progress.html"), place.picture("bulletin-progress"), (900, 1150))
    yield _page(site.with_name("exposed.html"), place.picture("bulletin-exposed"), (900, 640))
    yield _paper(site.parents[1] / "notice-board.pdf", 1, place.picture("bulletin-board"))
    yield _paper(place.folder / "out" / "report.pdf", 1, place.picture("report"))
    yield _paper(place.folder / "out" / "report.pdf", _annex(place), place.picture("report-annex"))
    yield _terminal(place, pack)


def _disagreed(place: Place) -> Path:
    """A pack that comes back with another answer to an opinion than the office has typed meanwhile."""
    place.run("split")
    packs = sorted((place.folder / PACKS(place.lang)).glob("*.xlsx"))
    file = next(
        pack for pack in (PackFile(path, place.lang) for path in packs) if _ROW in pack.ids("opinions")
    )
    file.type("opinions", _ROW, reply=_THEY_SAY(place.lang))
    _type(place, opinions.SPEC, "reply", _OFFICE_SAYS(place.lang), _ROW)
    return file.save(place.folder / "back" / file.path.name)


def _type(
    place: Place, spec: TableSpec, key: str, value: str, row: str | None = None
) -> tuple[str, int, int]:
    """Somebody of the office types into a row, the first one if none is named; the cell's sheet, column and row."""
    package = place.control.read_bytes()
    table = read_control(Draft(place.control.name, package).read()).tables[spec.key]
    first = table.header_row + 1
    at = next(
        number - first
        for number, cells in table.filled(spec.deciding_columns)
        if row in (None, cells[spec.id_column or ""])
    )
    rows = tuple(RowPatch(each, (value if each == at else KEEP,)) for each in range(rows_of(table)))
    patch = Patch((TablePatch(spec.key, (spec.column(key).label(place.lang),), rows),))
    place.control.write_bytes(apply(package, patch, place.control.name))
    return table.grid.sheet, table.columns[key], first + at


def _made_by(place: Place, command: str, pattern: str) -> set[Path]:
    """The new files that the command leaves."""
    before = set(place.folder.glob(f"*/{pattern}"))
    place.run(command)
    return set(place.folder.glob(f"*/{pattern}")) - before


def _windows(place: Place, pack: Path, copy: Path) -> Iterator[Path]:
    """Sheets as they open in a window of LibreOffice."""
    lang = place.lang
    issued = place.folder / PACKS(lang) / pack.name
    with desk(lang, _WINDOW) as seen:
        yield _sheet(seen, issued, place.picture("packs"), _SHEETS["opinions"].name(lang))
        yield _sheet(seen, place.control, place.picture("packs-conflicts"), _SHEETS["conflicts"].name(lang))
        yield _sheet(seen, copy, place.picture("returned"), None)
        yield _sheet(
            seen, place.control, place.picture("returned-reminders"), _SHEETS["reminders"].name(lang)
        )
        yield _sheet(seen, place.folder / "data" / "dictionary.csv", place.picture("data"), None, **_CSV)


def _sheet(seen: Desk, file: Path, picture: Path, name: str | None, **loading: str) -> Path:
    document: Any = seen.office.desktop.loadComponentFromURL(
        file.resolve().as_uri(), "_default", 0, properties(**loading)
    )
    controller = document.CurrentController
    controller.Frame.ContainerWindow.setPosSize(0, 0, *_WINDOW, constant("awt.PosSize.POSSIZE"))
    sheets = document.Sheets
    controller.setActiveSheet(sheets.getByName(name) if name else sheets.getByIndex(0))
    until(lambda: _seen(seen, picture), name or file.name)
    document.close(True)
    subprocess.run(
        ["convert", str(picture), "-crop", _CELLS, "+repage", str(picture)], check=True, timeout=120
    )
    return picture


def _seen(seen: Desk, picture: Path) -> bool:
    """Takes the picture. A window that isn't drawn yet is at rest as well, in one colour."""
    seen.at_rest()
    seen.shot(picture)
    return picture.stat().st_size > _DRAWN


def _page(page: Path, picture: Path, size: tuple[int, int] = _PAGE) -> Path:
    browser = next(found for name in ("chromium", "chromium-browser") if (found := shutil.which(name)))
    window = f"--window-size={size[0]},{size[1]}"
    options = ["--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", window]
    subprocess.run(
        [browser, *options, f"--screenshot={picture}", page.resolve().as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    return picture


def _paper(pdf: Path, page: int, picture: Path) -> Path:
    """One page as it is printed."""
    command = [
        "pdftoppm",
        "-r",
        _PAPER_DPI,
        "-f",
        str(page),
        "-l",
        str(page),
        "-singlefile",
        "-png",
        str(pdf),
    ]
    subprocess.run([*command, str(picture.with_suffix(""))], check=True, timeout=120)
    subprocess.run(
        ["convert", str(picture), "-bordercolor", "#cbd5e0", "-border", "1", str(picture)], check=True
    )
    return picture


def _annex(place: Place) -> int:
    """The page on which the annex begins."""
    told = subprocess.run(
        ["pdftotext", str(place.folder / "out" / "report.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    head = Text("单元格名称或筛选条件", "Cellorfilter")(place.lang)
    return next(at for at, page in enumerate(told.split("\f"), 1) if head in "".join(page.split()))


def _terminal(place: Place, pack: Path) -> Path:
    """What the history says of the cell once the office has chosen what the department wrote, as a terminal shows it."""
    _type(place, conflicts.SPEC, "decision", conflicts.DECISION.word("theirs", place.lang))
    place.run("merge", str(pack))
    sheet, column, row = _type(place, opinions.SPEC, "reply", _THEY_SAY(place.lang), _ROW)
    cell = f"{sheet}!{get_column_letter(column)}{row}"
    said = place.run("history", cell, dated=False)
    page = place.folder / "history.html"
    style = "font: 15px/1.6 monospace; background: #1a202c; color: #e2e8f0; margin: 0; padding: 1em"
    words = html.escape(f'> softenv-xl history control.xlsx "{cell}"\n{said}')
    page.write_text(
        f'<meta charset="utf-8"><body style="{style}; white-space: pre-wrap">{words}</body>', encoding="utf-8"
    )
    picture = _page(page, place.picture("history"), (_PAGE[0], 420))
    edge = ["-trim", "-bordercolor", "#1a202c", "-border", "12"]
    subprocess.run(["convert", str(picture), *edge, str(picture)], check=True, timeout=120)
    return picture


def _smaller(picture: Path) -> None:
    """In so few colours that the guide stays small, and without the day on which it was taken."""
    packed = ["-define", "png:compression-level=9", "-define", "png:compression-filter=0"]
    options = ["+dither", "-colors", _COLOURS, "-strip", *packed]
    subprocess.run(["convert", str(picture), *options, f"PNG8:{picture}"], check=True, timeout=120)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
