"""A charge of the demo school as it should be; what is wrong with one is said by its caller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from softenv_xl.grid.cell import Value
from softenv_xl.words import Text

Entered = Mapping[str, Value | Text]
"""A row as it is entered, in both languages."""

_CHARGE: Entered = {
    "term": Text("2026秋", "Autumn 2026"),
    "nature": "agency",
    "scope": Text("自愿订购的学生", "Pupils who order it"),
    "unit": "term",
    "start": date(2026, 9, 1),
    "authority": Text("县价格主管部门", "County price office"),
    "voluntary": "yes",
    "consent": Text("家长回执存档", "Parents' slips, filed"),
    "bundled": "no",
    "linked": "no",
    "margin": "no",
    "hotline": "000-0000",
    "posted": date(2026, 8, 25),
    "posted_at": "board",
    "committed": date(2026, 8, 20),
    "notified": date(2026, 8, 28),
    "card": date(2026, 9, 1),
    "receipt": "transit",
    "account": "school",
    "settle_due": date(2027, 1, 31),
}


def charge(
    document: str, zh: str, en: str, approved: float | None, charged: float, **other: Value | Text
) -> Entered:
    number = Text(f"目录第{document}项", f"List, no. {document}")
    own: Entered = {
        "name": Text(zh, en),
        "document": number if document else None,
        "approved": approved,
        "charged": charged,
    }
    return {**_CHARGE, **own, **other}
