"""The buttons about what goes back and forth: returned copies."""

from __future__ import annotations

from softenv_xl import sentences
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.exchange.passport.record import issuance_of
from softenv_xl.gate.limits import ALONE
from softenv_xl.intake.delivery import deliveries, files_in, inboxes, workers
from softenv_xl.legible import storable
from softenv_xl.words import LANGS, Text

_MARKING = Text("正在标注退回的自查表", "Marking returns")


def send_back(run: ButtonRun) -> Outcome:
    from softenv_xl.exchange.returned import FOLDER, send_back  # slow to load, and no other button needs it

    folder = folder_of(run.book)
    out = folder / storable(FOLDER(run.lang))
    paths = files_in(inboxes(folder))

    def seen(done: int, of: int) -> None:
        run.counted(_MARKING, done, of)

    found = deliveries(paths, workers(), seen, limits=ALONE)
    done = send_back(
        run.live, paths, found, out, run.as_of, lambda read: issuance_of(read, folder / run.live.name)
    )
    lines = (sentences.sent_back(done, out), *sentences.without_copy(done))
    return Outcome(Text(*("\n".join(line(lang) for line in lines) for lang in LANGS)))
