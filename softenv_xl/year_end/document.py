"""The report as a Word file, from the school's template where it has its own."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from softenv_xl import store
from softenv_xl.documents.beside import put
from softenv_xl.documents.bounded import filled_in_bounds
from softenv_xl.documents.examining import Fault, faults
from softenv_xl.documents.filling import Fields
from softenv_xl.documents.writing import FOLDER, KINDS, TEMPLATES, Kind, document
from softenv_xl.errors import Stop
from softenv_xl.legible import storable
from softenv_xl.sheets.result import Result
from softenv_xl.words import Text
from softenv_xl.year_end.report import MEANS, TABLES, fields, year_end

NEEDS = Text("总台账", "a control workbook")
NAME = Text("年度报告", "Year-end report")


def _fields(result: Result) -> Iterator[Fields]:
    yield fields(result, year_end(result))


KIND = Kind(NAME, "report", _fields, MEANS, NEEDS, numbered=True)
PLAIN = KIND._replace(name=Text("年度报告（不带格式）", "Year-end report, plain"), plain=True)


def report_path(result: Result, beside: Path) -> Path:
    """Where the report goes unless somebody says otherwise: among the documents of that day."""
    lang = result.control.lang
    return beside / storable(FOLDER(lang)) / storable(f"{NAME(lang)} {result.as_of.isoformat()}.docx")


def write_report(result: Result, out: Path, *, plain: bool = False) -> Path:
    """Writes the report there, or beside what stands there and says something else; its template is put into the folder beside
    it, for the school to edit.

    Raises Stop: file.not-writable, and those of documents.writing.
    """
    kind, lang = PLAIN if plain else KIND, result.control.lang
    with store.making(out.parent):
        return put(out, document(kind, list(kind.fields(result)), out.parent / TEMPLATES(lang), lang))


def template_faults(result: Result, template: Path) -> list[Fault]:
    """Everything that is wrong with a template: of the kind of document that its name says, or else of the report.

    Raises Stop: file.not-found, file.not-readable.
    """
    content, lang = store.read(template).content, result.control.lang
    kind = next((one for one in (*KINDS, PLAIN) if one.name(lang) == template.stem), KIND)
    sample = next(iter(kind.fields(result)), None)
    found = faults(content, _known(kind, sample or {}))
    if sample is not None and not found:  # what only shows when it is filled in
        try:
            filled_in_bounds(content, [sample], template.name)
        except Stop as stop:
            found.append(Fault(stop.cause, ""))
    return found


def _known(kind: Kind, sample: Fields) -> Mapping[str, Collection[str] | None]:
    """Every name that there is, with what may stand behind its dot."""
    return {name: TABLES.get(name) or _parts(sample.get(name)) for name in kind.means}


def _parts(value: object) -> Collection[str] | None:
    if isinstance(value, Mapping):
        return value.keys()
    first = value[0] if isinstance(value, list) and value else None
    return first.keys() if isinstance(first, Mapping) else None
