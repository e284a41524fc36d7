"""What stands in the brackets behind a table's name, in either spelling."""

from __future__ import annotations

import re

_PIECE = re.compile(r"\[(?:[^\[\]']|'.)*\]")
_KEYWORDS = {
    word.lower(): word for word in ("#All", "#Data", "#Headers", "#Totals", "#This Row")
}  # spelt otherwise, LibreOffice doesn't know them


def native_brackets(text: str) -> str:
    """LibreOffice's spelling of `[@Col]`, `[[#Headers],[Col]]`, `[#All]` …"""
    inside = text[1:-1].strip()
    if inside.startswith("@"):
        columns = inside[1:].strip()
        if columns and not columns.startswith("["):
            columns = f"[{columns}]"
        return f"[[#This Row]{';' if columns else ''}{columns}]"
    if inside.lower() in _KEYWORDS:
        return f"[[{_KEYWORDS[inside.lower()]}]]"
    if "[" not in inside:
        return text
    return f"[{_pieces(inside, ';')}]"


def excel_brackets(text: str) -> str:
    """Excel's spelling of LibreOffice's."""
    inside = text[1:-1]
    if not inside:  # all its data: in Excel the table's name alone
        return ""
    if "[" not in inside:
        return f"[{_KEYWORDS.get(inside.lower(), inside)}]"
    pieces = _PIECE.findall(inside)
    if len(pieces) == 1 and pieces[0] == inside and pieces[0][1:-1].lower() in _KEYWORDS:
        return f"[{_KEYWORDS[pieces[0][1:-1].lower()]}]" if inside.lower() != "[#this row]" else f"[{inside}]"
    return f"[{_pieces(inside, ',')}]"


def _pieces(inside: str, separator: str) -> str:
    """`[#headers], [Col]` → `[#Headers];[Col]`."""
    spelt, position = [], 0
    for match in _PIECE.finditer(inside):
        between = inside[position : match.start()].strip()
        spelt.append(separator if between in (",", ";") else between)
        word = match[0][1:-1]
        spelt.append(f"[{_KEYWORDS.get(word.lower(), word)}]")
        position = match.end()
    return "".join(spelt)
