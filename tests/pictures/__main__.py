"""Takes a picture of every sheet as it opens, on a screen of an ordinary laptop, and of every printed page.

    python -m tests.pictures OUT [FILE …]

Without files it takes those of a new control workbook, of the demo's and of one of its returns, in Chinese and in
English. OUT/screen gets the first screen of each sheet in view, OUT/print each page. Look at them as somebody would
who has five minutes; take them again after a change, into another folder, and compare.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from softenv_xl import demo, templates
from softenv_xl.hosts.workbook import language_of
from softenv_xl.intake.delivery import OUTBOX, workers
from softenv_xl.templates.formats import MEASURE
from softenv_xl.words import LANGS, Lang
from tests.addin.screen import Desk, profile, require_screen, screen
from xlwings_libreoffice.uno_runtime import constant, properties

LAPTOP = (1366, 768)
LOCALES: dict[Lang, str] = {"zh": "zh-CN", "en": "en-US"}
_DOTS_PER_INCH = "70"
_TWINS = ("Arial", "Liberation Sans", "Arimo")


class Shot(NamedTuple):
    """A workbook, the language of the program that shows it, and what its pictures are called."""

    file: Path
    lang: Lang
    name: str


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.pictures", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    asked = parser.parse_args(arguments)
    require_screen()
    _tell_of_fonts()
    with tempfile.TemporaryDirectory(prefix="softenv-xl-pictures-") as folder:
        shots = [_of(file) for file in asked.files] or list(_demo(Path(folder)))
        for lang in LANGS:
            if theirs := [shot for shot in shots if shot.lang == lang]:
                for picture in pictures(theirs, lang, asked.out):
                    print(picture)


def pictures(shots: Sequence[Shot], lang: Lang, out: Path) -> Iterator[Path]:
    """The pictures of these workbooks, in a LibreOffice of that language."""
    with desk(lang) as seen:
        for shot in shots:
            document = seen.open(shot.file.resolve())
            yield from first_screens(seen, document, out / "screen", shot.name)
            yield from pages(document, out / "print", shot.name)
            document.close(True)


@contextmanager
def desk(lang: Lang, size: tuple[int, int] = LAPTOP) -> Iterator[Desk]:
    """A screen, a laptop's unless another is asked for, and a LibreOffice in that language on it."""
    with ExitStack() as stack:
        display = stack.enter_context(screen(size))
        before = os.environ.get("DISPLAY")
        os.environ["DISPLAY"] = display  # LibreOffice is started with it, and headless without
        stack.callback(_restore, before)
        seen = Desk(display, stack.enter_context(profile(LOCALES[lang])))
        stack.callback(seen.office.kill)
        yield seen


def first_screens(seen: Desk, document: Any, out: Path, name: str) -> Iterator[Path]:
    """Every sheet in view, as a click on its tab shows it in a window that fills the screen."""
    controller = document.CurrentController
    controller.Frame.ContainerWindow.setPosSize(0, 0, *LAPTOP, constant("awt.PosSize.POSSIZE"))
    shown = [sheet for sheet in document.Sheets if sheet.IsVisible]
    for number, sheet in enumerate(shown, start=1):
        controller.setActiveSheet(sheet)
        seen.at_rest()
        file = out / f"{name}-{number:02}-{sheet.Name}.png"
        seen.shot(file)
        yield file


def pages(document: Any, out: Path, name: str) -> Iterator[Path]:
    """Every page that is printed."""
    out.mkdir(parents=True, exist_ok=True)
    paper = out.resolve() / f"{name}.pdf"
    document.storeToURL(paper.as_uri(), properties(FilterName="calc_pdf_Export"))
    command = ["pdftoppm", "-r", _DOTS_PER_INCH, "-png", str(paper), str(out / name)]
    subprocess.run(command, check=True, timeout=300)
    paper.unlink()
    yield from sorted(out.glob(f"{name}-*.png"))


def _of(file: Path) -> Shot:
    return Shot(file, language_of(file) or "en", file.stem)


def _demo(folder: Path) -> Iterator[Shot]:
    for lang in LANGS:
        demo.run_demo(folder / lang, lang, workers())
        new = Path(shutil.copy(templates.path("control", lang), folder / f"new.{lang}.xlsx"))
        yield Shot(new, lang, f"new.{lang}")
        yield Shot(folder / lang / "control.xlsx", lang, f"control.{lang}")
        yield Shot(min((folder / lang / OUTBOX(lang)).iterdir()), lang, f"return.{lang}")


def _tell_of_fonts() -> None:
    """Columns are as wide as Arial's digits. Another font makes them wider, and the pictures show less than users see."""
    found = subprocess.run(
        ["fc-match", MEASURE], check=True, capture_output=True, text=True, timeout=60
    ).stdout
    if not any(twin in found for twin in _TWINS):
        print(f"{MEASURE} and its twins are missing, {found.strip()} stands in: install fonts-liberation.")


def _restore(display: str | None) -> None:
    if display is None:
        del os.environ["DISPLAY"]
    else:
        os.environ["DISPLAY"] = display


if __name__ == "__main__":
    main()
