"""The commands that write Word documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import flow, reporting
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Lang_, reporter_for
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.legible import storable


def documents(
    control: Control_,
    out: Annotated[
        Path | None, typer.Argument(help="Folder. Default: documents beside it. 文件夹，默认为其旁的“文书”。")
    ] = None,
    pdf: Annotated[
        bool | None,
        typer.Option(
            "--pdf/--no-pdf",
            help="A PDF of each, or of none (default: of notices). 每份都生成或都不生成 PDF（默认只有公示、通报）。",
        ),
    ] = None,
    lang: Lang_ = None,
    as_of: AsOf_ = None,
) -> None:
    """Writes letters, pledges, notices and other Word documents, from templates that you may edit. 生成责任书、公示等文书。"""
    from softenv_xl.documents.pdf import pdf_beside  # slow to load, and nothing else needs them
    from softenv_xl.documents.writing import FOLDER, posted, write_documents

    reporter = reporter_for(lang, control)
    result = flow.inspect(FileWorkbook(control), as_of or today())
    folder = out or control.parent / storable(FOLDER(result.control.lang))
    paths = list(write_documents(result, folder))
    pdfs, why = pdf_beside(paths if pdf else posted(paths, result.control.lang), asked=pdf)
    reporting.report_documents(reporter, [*paths, *pdfs], folder, why)


def report(
    control: Control_,
    out: Annotated[
        Path | None,
        typer.Argument(
            help="The report, .docx. Default: in documents beside it. 报告，默认放入其旁的“文书”。"
        ),
    ] = None,
    pdf: Annotated[
        bool | None,
        typer.Option(
            "--pdf/--no-pdf", help="With or without a PDF (default: where LibreOffice is). 是否同时生成 PDF。"
        ),
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Without the official format. 不带公文格式。")
    ] = False,
    check_template: Annotated[
        Path | None,
        typer.Option(
            "--check-template",
            help="Only say what is wrong with this template. 只检查该模板。",
            metavar="FILE",
        ),
    ] = None,
    lang: Lang_ = None,
    as_of: AsOf_ = None,
) -> None:
    """Writes the year-end report, every figure traced to its sheet, from a template that you may edit. 生成年度报告。"""
    from softenv_xl.documents.pdf import pdf_beside  # slow to load, and nothing else needs them
    from softenv_xl.year_end.document import report_path, template_faults, write_report

    reporter = reporter_for(lang, control)
    result = flow.inspect(FileWorkbook(control), as_of or today())
    if check_template:
        found = template_faults(result, check_template)
        raise typer.Exit(reporting.report_template(reporter, check_template, [one.words for one in found]))
    path = write_report(result, out or report_path(result, control.parent), plain=plain)
    pdfs, why = pdf_beside([path], asked=pdf)
    reporting.report_documents(reporter, [path, *pdfs], path.parent, why)
