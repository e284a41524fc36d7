"""The buttons that send things out to departments."""

from __future__ import annotations

from softenv_xl import flow, sentences
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.words import Text

_WRITING = Text("正在生成部门表", "Writing packs")


def split(run: ButtonRun) -> Outcome:
    from softenv_xl.exchange.pack.writing import (
        FOLDER,
        write_packs,
    )  # slow to load, and no other button needs it

    folder = folder_of(run.book)
    result, _ = flow.refresh(run.live, run.as_of)
    control, out = folder / run.live.name, folder / FOLDER(run.lang)
    issuer = Issuer(result.control, control, run.as_of)
    packs = write_packs(result, control, out, issuer, lambda number, of: run.counted(_WRITING, number, of))
    return Outcome(sentences.with_key_made(sentences.packs_written(packs, out), made=issuer.made_key))
