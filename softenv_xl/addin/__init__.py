"""What people press: the add-ins, built from text sources, and what a press of theirs runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def build_all(folder: Path) -> list[Path]:
    """Builds what people install into the folder; returns the files written.

    Needs the packages of the group `addin`: Stop(addin.tool-missing) says so.
    """
    # What is needed only to build stays out of the way of those who install or press a button.
    from softenv_xl import ADDIN
    from softenv_xl.addin import oxt, workbook, xlam
    from softenv_xl.installation.places import control_file
    from softenv_xl.words import LANGS

    folder.mkdir(parents=True, exist_ok=True)
    made = {ADDIN: xlam.addin()}
    made |= {control_file(lang): workbook.control(lang) for lang in LANGS}
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return [*(folder / name for name in made), oxt.build(folder)]
