"""The button that counts parents' sheets."""

from __future__ import annotations

from softenv_xl import appraising, history, sentences
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.gate.limits import SURVEY
from softenv_xl.intake.delivery import deliveries, files_in, workers
from softenv_xl.words import Text

_COUNTING = Text("正在读入答卷", "Counting sheets")


def appraisal(run: ButtonRun) -> Outcome:
    opened = appraising.open_round(run.live, run.as_of)
    paths = files_in(opened.folders(folder_of(run.book)))
    history.took(paths)

    def seen(done: int, of: int) -> None:
        run.counted(_COUNTING, done, of)

    took = appraising.appraise(run.live, opened, deliveries(paths, workers(), seen, limits=SURVEY), run.as_of)
    return Outcome(sentences.with_news(sentences.appraised(took), changed=took.changed))
