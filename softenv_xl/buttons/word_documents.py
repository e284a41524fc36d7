"""The button that writes Word documents."""

from __future__ import annotations

from softenv_xl import flow, sentences
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.words import Text

_WRITING_DOCUMENTS = Text("正在生成文书", "Writing documents")


def documents(run: ButtonRun) -> Outcome:
    from softenv_xl.documents.writing import (  # slow to load, and no other button needs it
        FOLDER,
        write_documents,
    )

    out = folder_of(run.book) / FOLDER(run.lang)
    result = flow.inspect(run.live, run.as_of)
    paths = []
    for path in write_documents(result, out):
        paths.append(path)
        run.step(_WRITING_DOCUMENTS)
    return Outcome(sentences.documents_written(paths, out))
