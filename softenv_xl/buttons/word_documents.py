"""The buttons that write Word documents."""

from __future__ import annotations

from softenv_xl import flow, sentences
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.words import Text

_WRITING_DOCUMENTS = Text("正在生成文书", "Writing documents")
_MAKING_PDF = Text("正在生成 PDF", "Making a PDF")


def documents(run: ButtonRun) -> Outcome:
    from softenv_xl.documents.pdf import pdf_beside  # slow to load, and no other button needs them
    from softenv_xl.documents.writing import FOLDER, posted, write_documents

    out = folder_of(run.book) / FOLDER(run.lang)
    result = flow.inspect(run.live, run.as_of)
    paths = []
    for path in write_documents(result, out):
        paths.append(path)
        run.step(_WRITING_DOCUMENTS)
    if notices := posted(paths, run.lang):
        run.step(_MAKING_PDF)
    pdfs, why = pdf_beside(notices, asked=None)
    return Outcome(sentences.documents_written([*paths, *pdfs], out, why))


def report(run: ButtonRun) -> Outcome:
    from softenv_xl.documents.pdf import pdf_beside  # slow to load, and no other button needs them
    from softenv_xl.year_end.document import report_path, write_report

    result = flow.inspect(run.live, run.as_of)
    run.step(_WRITING_DOCUMENTS)
    path = write_report(result, report_path(result, folder_of(run.book)))
    run.step(_MAKING_PDF)
    pdfs, why = pdf_beside([path], asked=None)
    return Outcome(sentences.documents_written([path, *pdfs], path.parent, why))
