"""Writes the documents into a folder, from the school's templates where it has its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from softenv_xl import store
from softenv_xl.documents.beside import put
from softenv_xl.documents.builtin import template
from softenv_xl.documents.filling import Fields, filled
from softenv_xl.documents.letters import LETTER, PLEDGE, letter_fields, pledge_fields
from softenv_xl.documents.selection import NOTICE, notice_fields
from softenv_xl.documents.supervision import SLIP, slip_fields, slips
from softenv_xl.legible import storable
from softenv_xl.registers.school import Row
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang, Text

FOLDER = Text("文书", "documents")
"""The folder beside a control workbook that documents are put into."""

TEMPLATES = Text("模板", "templates")
"""The folder in it with the templates, which the school may edit."""

_NO_NAME = re.compile(r"[^\w.-]")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


class Kind(NamedTuple):
    """One kind of document: what its file and its template are called, the words of the one that comes with the program, and what
    fills it in, once for each page; `means` says of every field what it is.
    """

    name: Text
    template: str
    fields: Callable[[Result], Iterable[Fields]]
    means: Mapping[str, Text]
    numbered: bool = False


KINDS = (
    Kind(Text("责任书", "Letters"), "letter", letter_fields, LETTER),
    Kind(Text("承诺书", "Pledges"), "pledge", pledge_fields, PLEDGE),
    Kind(Text("督办单", "Supervision slips"), "slip", slip_fields, SLIP),
    Kind(Text("十佳公示", "Notice of the top ten"), "notice", notice_fields, NOTICE, numbered=True),
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
            own = template_of(kind, lang, out / TEMPLATES(lang))
            content = timeless(filled(store.read(own).content, many, own.name))
            yield put(out / f"{kind.name(lang)} {day}.docx", content)


class Slip(NamedTuple):
    """A supervision slip as a document of its own, for the one whom it concerns, and the register's row that it is about."""

    row: Row
    path: Path
    content: bytes


def write_slips(result: Result, out: Path, *, dry_run: bool = False) -> Iterator[Slip]:
    """Every supervision slip, each in a file of its own; with `dry_run` nothing is written. Raises Stop as `write_documents`
    does.
    """
    lang = result.control.lang
    kind = next(one for one in KINDS if one.fields is slip_fields)
    folder = out / storable(kind.name(lang))
    for row, fields in slips(result):
        own, words = _words_of(kind, lang, out / TEMPLATES(lang), dry_run=dry_run)
        content = timeless(filled(words, [fields], own))
        path = folder / storable(f"{kind.name(lang)} {_NO_NAME.sub('_', str(row['id']))}.docx")
        if not dry_run:
            with store.making(folder):
                path = put(path, content)
        yield Slip(row, path, content)


def _words_of(kind: Kind, lang: Lang, folder: Path, *, dry_run: bool) -> tuple[str, bytes]:
    """The template's name and content."""
    path = _template_path(kind, lang, folder)
    if dry_run and not path.exists():
        return path.name, template(kind.template, lang, numbered=kind.numbered)
    return path.name, store.read(template_of(kind, lang, folder)).content


def _template_path(kind: Kind, lang: Lang, folder: Path) -> Path:
    return folder / f"{kind.name(lang)}.docx"


def template_of(kind: Kind, lang: Lang, folder: Path) -> Path:
    """Where the school's own is; that of the program is put there first. Raises Stop(file.not-writable)."""
    path = _template_path(kind, lang, folder)
    if not path.exists():
        with store.making(folder):
            store.create(path, timeless(template(kind.template, lang, numbered=kind.numbered)))
    return path


def timeless(package: bytes) -> bytes:
    """The same parts, none of which says when it was packed: the same rows make the same file."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = ZipInfo(name, _LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return out.getvalue()
