"""How functions are called on either side: Excel's ERROR.TYPE may well have another name in LibreOffice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from xlwings_libreoffice.uno_runtime import constant

_ALL = 0x7FFFFFFF
_PREFIXES = ("_xlfn._xlws.", "_xlfn.", "_xlws.")
_ADD_IN = "COM.SUN.STAR."
_FOREIGN = ("ORG.OPENOFFICE.", "ORG.LIBREOFFICE.")
_TWINS = ("_ADD", "_EXCEL2003")
"""Endings of add-in functions that LibreOffice has a function of its own for besides."""


@dataclass(frozen=True)
class Functions:
    """Both ways, names in capitals; a function that isn't listed has the same name on both sides."""

    to_native: dict[str, str]
    to_excel: dict[str, str]

    @classmethod
    def of(cls, document: Any) -> Functions:
        """Asks the office, which knows its own names and those in Excel's files; any document will do."""
        mapper = document.createInstance("com.sun.star.sheet.FormulaOpCodeMapper")
        own, english, files = (
            _names(mapper, constant(f"sheet.FormulaLanguage.{language}"))
            for language in ("API", "ENGLISH", "OOXML")
        )
        to_native: dict[str, str] = {}
        to_excel: dict[str, str] = {}
        for function, names in own.items():
            # in files, too, LibreOffice says of some functions what add-in they are from
            known = [*map(plain, files.get(function, ())), *english.get(function, ()), *names]
            excel = next((name for name in known if not name.startswith(_ADD_IN)), names[0])
            if not excel[:1].isalpha() or excel.startswith(_FOREIGN):
                continue
            twin = next((ending for ending in _TWINS if excel.endswith(ending)), "")
            to_excel |= {name.upper(): excel.removesuffix(twin) for name in names}
            if not twin:
                # an add-in's short name may be another function's, as CONVERT is
                to_native[excel] = next((name for name in names if name.startswith(_ADD_IN)), names[0])
        return cls(to_native, to_excel)

    def native(self, name: str) -> str:
        name = plain(name).upper()
        return self.to_native.get(name, name)

    def excel(self, name: str) -> str:
        return self.to_excel.get(name.upper(), name.upper())


def plain(name: str) -> str:
    """A function's name without the prefix that it has in files."""
    for prefix in _PREFIXES:
        if name.lower().startswith(prefix):
            return name[len(prefix) :]
    return name


def _names(mapper: Any, language: int) -> dict[tuple[int, str], list[str]]:
    """Every function's names in one of LibreOffice's spellings, by what is the same in all of them."""
    found: dict[tuple[int, str], list[str]] = {}
    for entry in mapper.getAvailableMappings(language, _ALL):
        found.setdefault((entry.Token.OpCode, str(entry.Token.Data)), []).append(entry.Name)
    return found
