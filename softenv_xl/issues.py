"""An Issue is something wrong with somebody's data: a value, always collected, never raised."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from softenv_xl.issue_kind import IssueKind, Severity
from softenv_xl.words import Lang, localized

__all__ = ["Issue", "Place", "Severity", "once"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where an issue is, as far as it is known. `row_id` and `column` (a header's text) outlive sorting."""

    file: str = ""
    sheet: str = ""
    cell: str = ""
    row_id: str = ""
    column: str = ""


_CELLS_NAMED = 8
_QUOTED = 600  # characters of what somebody typed


@dataclass(frozen=True, slots=True)
class Issue:
    """`arguments` fill the placeholders of the kind's message and remedy. `also` names other cells of the sheet of which
    the same is true.
    """

    kind: IssueKind
    place: Place = Place()
    arguments: dict[str, Any] = field(default_factory=dict, hash=False)
    also: tuple[str, ...] = ()

    @property
    def severity(self) -> Severity:
        return self.kind.severity

    @property
    def code(self) -> str:
        return self.kind.code

    def message(self, lang: Lang) -> str:
        text = self.kind.message(lang).format(**self._quoted(lang))
        return f"{text}{self._also(lang)}" if self.also else text

    def _also(self, lang: Lang) -> str:
        cells = self.also[:_CELLS_NAMED]
        more = "…" if len(self.also) > len(cells) else ""
        if lang == "zh":
            return f"另有 {len(self.also)} 处：{'、'.join(cells)}{more}。"
        return f" {len(self.also)} more: {', '.join(cells)}{more}."

    def remedy(self, lang: Lang) -> str:
        return self.kind.remedy(lang).format(**self._quoted(lang))

    def _quoted(self, lang: Lang) -> dict[str, object]:
        """The values as words, none longer than a message can bear."""
        return {
            key: f"{value[:_QUOTED]}…" if isinstance(value, str) and len(value) > _QUOTED else value
            for key, value in localized(self.arguments, lang).items()
        }

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


def once(issues: Iterable[Issue]) -> list[Issue]:
    """The issues in their order; what is said of one found value in several cells of a column is reported with the
    first of them.
    """
    unique: list[Issue] = []
    at: dict[tuple[IssueKind, Place, str], int] = {}
    for issue in issues:
        key = issue.kind, replace(issue.place, cell="", row_id=""), repr(issue.arguments)
        if not issue.arguments.get("found") or not issue.place.cell or key not in at:
            at[key] = len(unique)
            unique.append(issue)
        else:
            first = unique[at[key]]
            unique[at[key]] = replace(first, also=(*first.also, issue.place.cell))
    return unique
