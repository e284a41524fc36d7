"""The button that makes the public bulletin."""

from __future__ import annotations

from softenv_xl import flow, sentences
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.legible import storable
from softenv_xl.words import Text

_BUILDING = Text("正在生成公开专栏", "Building the bulletin")


def bulletin(run: ButtonRun) -> Outcome:
    from softenv_xl.publication.writing import (  # slow to load, and no other button needs it
        FOLDER,
        templates_beside,
        write_bulletin,
    )

    beside = folder_of(run.book)
    out = beside / storable(FOLDER(run.lang))
    result = flow.inspect(run.live, run.as_of)
    run.step(_BUILDING)
    written = write_bulletin(result, out, templates_beside(beside, run.lang))
    return Outcome(sentences.bulletin_written(written, out))
