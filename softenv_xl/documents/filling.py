"""Fills a Word template in, once for each of many, into one document that is printed in one go."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from copy import deepcopy
from io import BytesIO
from typing import TYPE_CHECKING, cast

from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from softenv_xl.errors import Stop

if TYPE_CHECKING:
    from docx.oxml.text.paragraph import CT_P

Fields = Mapping[str, object]
"""What a template may name in double braces: words, numbers, lists of words, and tables: lists of rows by column."""

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def filled(template: bytes, many: Iterable[Fields], file: str) -> bytes:
    """One document with the template filled in for each, each on a page of its own; `file` is the template's name.

    Templates are the school's own files, but they may have come by mail: they compute nothing but what Jinja's sandbox lets
    them. How long that takes and how much of the computer is not held here: see documents.bounded. Raises Stop:
    document.template-broken, document.field-unknown; and ValueError where there is nobody to write for.
    """
    each = list(many)
    if not each:
        raise ValueError("a document for nobody")
    try:
        return _filled(template, each)
    except UndefinedError as error:
        raise Stop("document.field-unknown", file=file, reason=str(error)) from error
    except (
        Exception
    ) as error:  # a template holds expressions, and may be any file: whatever it comes to is its fault
        reason = str(error) or type(error).__name__
        raise Stop("document.template-broken", file=file, reason=reason) from error


def environment() -> SandboxedEnvironment:
    """What a template's expressions are read with."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _filled(template: bytes, many: list[Fields]) -> bytes:
    first, *others = [_one(template, fields) for fields in many]
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


def _one(template: bytes, fields: Fields) -> Document:
    document = DocxTemplate(BytesIO(template))
    document.render({name: _plain(value) for name, value in fields.items()}, environment())
    made: Document = document.docx
    return made


def _plain(value: object) -> object:
    """Words as a document can hold them."""
    if isinstance(value, str):
        return _NO_XML.sub("", value)
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def _on_a_new_page(elements: list[BaseOxmlElement], document: Document) -> None:
    """The first paragraph begins a page; a table at the top gets one before it."""
    if not elements or elements[0].tag != qn("w:p"):
        elements.insert(0, document.add_paragraph()._p)
    Paragraph(cast("CT_P", elements[0]), document._body).paragraph_format.page_break_before = True
