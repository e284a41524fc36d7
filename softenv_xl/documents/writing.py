"""Writes the documents into a folder, from the school's templates where it has its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from softenv_xl import store
from softenv_xl.documents.beside import put
from softenv_xl.documents.bounded import filled_in_bounds
from softenv_xl.documents.builtin import template
from softenv_xl.documents.charges import FEES, fee_fields
from softenv_xl.documents.circulars import CIRCULAR, circular_fields
from softenv_xl.documents.filling import Fields, filled
from softenv_xl.documents.letters import LETTER, PLEDGE, letter_fields, pledge_fields
from softenv_xl.documents.selection import NOTICE, notice_fields
from softenv_xl.documents.supervision import SLIP, slip_fields
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang, Text

FOLDER = Text("文书", "documents")
"""The folder beside a control workbook that documents are put into."""

TEMPLATES = Text("模板", "templates")
"""The folder in it with the templates, which the school may edit."""

_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class Kind(NamedTuple):
    """One kind of document: what its file and its template are called, the words of the one that comes with the program, and what
    fills it in, once for each page. `means` says of every field what it is, `needs` what there has to be for one. One that is
    `posted` gets a PDF beside it; a `plain` one leaves the format to the school.
    """

    name: Text
    template: str
    fields: Callable[[Result], Iterable[Fields]]
    means: Mapping[str, Text]
    needs: Text
    numbered: bool = False
    plain: bool = False
    posted: bool = False


SLIPS = Kind(
    Text("督办单", "Supervision slips"),
    "slip",
    slip_fields,
    SLIP,
    Text("督办中的事项", "an item under supervision"),
)

KINDS = (
    Kind(
        Text("责任书", "Letters"),
        "letter",
        letter_fields,
        LETTER,
        Text("“部门”表中的部门", "a department on the sheet Departments"),
    ),
    Kind(
        Text("承诺书", "Pledges"),
        "pledge",
        pledge_fields,
        PLEDGE,
        Text("“人员”表中的在职人员", "somebody on the sheet People who hasn't left"),
    ),
    SLIPS,
    Kind(
        Text("十佳公示", "Notice of the top ten"),
        "notice",
        notice_fields,
        NOTICE,
        Text("填写了公示起止日期的当选人", "somebody elected, with the days of the public notice"),
        numbered=True,
        posted=True,
    ),
    Kind(
        Text("通报", "Circulars"),
        "circular",
        circular_fields,
        CIRCULAR,
        Text("已决定曝光、有曝光稿的查实案件", "a substantiated case with exposure decided and its text"),
        posted=True,
    ),
    Kind(
        Text("收费公示", "Notice of fees"),
        "fee_notice",
        fee_fields,
        FEES,
        Text("收费台账中的收费", "a charge in the register of fees"),
        posted=True,
    ),
)


def write_documents(result: Result, out: Path) -> Iterator[Path]:
    """Writes every kind of which there is something to write, and gives each file's place. A template that isn't there yet is
    put there first. A document that stands there already with other words is never overwritten.

    Raises Stop: file.not-writable, and those of documents.filling.
    """
    lang, day = result.control.lang, result.as_of.isoformat()
    for kind in KINDS:
        many = list(kind.fields(result))
        if not many:
            continue
        with store.making(out):
            content = document(kind, many, out / TEMPLATES(lang), lang)
            yield put(out / f"{kind.name(lang)} {day}.docx", content)


def posted(paths: Iterable[Path], lang: Lang) -> list[Path]:
    """Those of the documents that are put up somewhere."""
    names = tuple(f"{kind.name(lang)} " for kind in KINDS if kind.posted)
    return [path for path in paths if path.name.startswith(names)]


def document(kind: Kind, many: Sequence[Fields], folder: Path, lang: Lang, *, dry_run: bool = False) -> bytes:
    """The kind's template in that folder filled in; where there is none, the program's own is put there first, unless nothing
    is to be written.

    Raises Stop: file.not-writable, and those of documents.filling and documents.bounded.
    """
    own, path = own_template(kind, lang), _template_path(kind, lang, folder)
    missing = dry_run and not path.exists()
    content = own if missing else store.read(template_of(kind, lang, folder)).content
    fill = filled if content == own else filled_in_bounds
    return timeless(fill(content, many, path.name))


def template_of(kind: Kind, lang: Lang, folder: Path) -> Path:
    """Where the school's own template is; the one that comes with the program is put there first. Stop `file.not-writable`."""
    path = _template_path(kind, lang, folder)
    if not path.exists():
        with store.making(folder):
            store.create(path, own_template(kind, lang))
    return path


def _template_path(kind: Kind, lang: Lang, folder: Path) -> Path:
    return folder / f"{kind.name(lang)}.docx"


def own_template(kind: Kind, lang: Lang) -> bytes:
    """The template that comes with the program."""
    return timeless(template(kind.template, lang, numbered=kind.numbered, plain=kind.plain))


def timeless(package: bytes) -> bytes:
    """The same parts, none of which says when it was packed: the same rows make the same file."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, _LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
