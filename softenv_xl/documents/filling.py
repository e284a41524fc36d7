"""Fills a Word template in, once for each of many, into one document that is printed in one go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, cast
from zipfile import BadZipFile

from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from softenv_xl.errors import Stop
from softenv_xl.words import same

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P

Fields = Mapping[str, object]
"""What a template may name in double braces: words, numbers, and lists of words."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def filled(template: bytes, many: Iterable[Fields], file: str) -> bytes:
    """One document with the template filled in for each, each on a page of its own; `file` is the template's name.

    Templates are the school's own files, but they may have come by mail: they compute nothing but what Jinja's sandbox lets
    them. Raises Stop: document.template-broken, document.field-unknown; and ValueError where there is nobody to write for.
    """
    made = [_one(template, fields, file) for fields in many]
    if not made:
        raise ValueError("a document for nobody")
    first, *others = made
    body = first.element.body
    end = body.find(qn("w:sectPr"))
    for other in others:
        elements = [one for one in other.element.body if one.tag != qn("w:sectPr")]
        _on_a_new_page(elements, other)
        for element in elements:
            end.addprevious(deepcopy(element))
    stream = BytesIO()
    first.save(stream)
    return stream.getvalue()


def _one(template: bytes, fields: Fields, file: str) -> Document:
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        document = DocxTemplate(BytesIO(template))
        document.render({name: _plain(value) for name, value in fields.items()}, environment)
    except UndefinedError as error:
        raise Stop(
            "document.field-unknown", file=file, reason=same("{what}").format(what=str(error))
        ) from error
    except (TemplateError, PackageNotFoundError, BadZipFile, KeyError, ValueError) as error:
        raise Stop(
            "document.template-broken", file=file, reason=same("{what}").format(what=str(error))
        ) from error
    made: Document = document.docx
    return made


def _plain(value: object) -> object:
    """Words as a document can hold them."""
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _on_a_new_page(elements: list[BaseOxmlElement], document: Document) -> None:
    """The first paragraph begins a page; a table at the top gets one before it."""
    if not elements or elements[0].tag != qn("w:p"):
        elements.insert(0, document.add_paragraph()._p)
    Paragraph(cast("CT_P", elements[0]), document._body).paragraph_format.page_break_before = True
