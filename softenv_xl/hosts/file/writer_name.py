"""The properties of a workbook say which program wrote it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from softenv_xl.hosts.file.relations import relations

if TYPE_CHECKING:
    from softenv_xl.hosts.file.workbook import Workbook

_APPLICATION = re.compile(rb"(<(?:\w+:)?Application>)[^<]*(</)")


def name_writer(book: Workbook) -> None:
    """Names this program, where it has such properties."""
    for relation in relations(book.package, ""):
        if relation.kind == "extended-properties" and book.package.find(relation.part) is not None:
            data = book.package.read(relation.part)
            renamed = _APPLICATION.sub(rb"\1softenv-xl\2", data)
            if renamed != data:
                book.package.replace(relation.part, renamed)
