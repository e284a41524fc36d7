"""An Issue is something wrong with somebody's data: a value, always collected, never raised."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from softenv_xl.catalogue import CATALOGUE, Severity
from softenv_xl.words import Lang, spoken

__all__ = ["CATALOGUE", "Issue", "Place", "Severity"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issue is, as far as it is known. `row_id` and `column` (a header's text) outlive sorting."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    row_id: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Issue:
    """`code` is a key of CATALOGUE; `values` fill the placeholders of its message and remedy."""

    code: str
    place: Place = Place()
    values: dict[str, Any] = field(default_factory=dict, hash=False)

    @property
    def severity(self) -> Severity:
        return CATALOGUE[self.code].severity

    def message(self, lang: Lang) -> str:
        return CATALOGUE[self.code].message(lang).format(**spoken(self.values, lang))

    def remedy(self, lang: Lang) -> str:
        return CATALOGUE[self.code].remedy(lang).format(**spoken(self.values, lang))

    def in_file(self, file: str) -> Issue:
        """The same issue, placed in a file."""
        return replace(self, place=replace(self.place, file=file))

    def as_record(self, lang: Lang) -> dict[str, str]:
        """What `--json` prints and the Issues sheet shows, in one language."""
        place = self.place
        return {
            "file": place.file,
            "sheet": place.sheet,
            "cell": place.cell,
            "row_id": place.row_id,
            "column": place.column,
            "code": self.code,
            "severity": self.severity.value,
            "message": self.message(lang),
            "remedy": self.remedy(lang),
        }
