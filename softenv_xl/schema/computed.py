"""What a computed column holds: each node says once how it follows from its row, as a formula and as Python.

The formula keeps the cell right between two presses; at a press Python computes the value by itself. Both readings
agree on rows whose cells are of their columns' kinds.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.schema.expression import AS_OF

if TYPE_CHECKING:
    from softenv_xl.schema.expression import Refs
    from softenv_xl.schema.vocabulary import Vocabulary
    from softenv_xl.words import Lang, Text


class Computed(ABC):
    """How a computed column follows from its row."""

    @abstractmethod
    def excel(self, refs: Refs, lang: Lang) -> str:
        """As formula text without the leading '='."""

    @abstractmethod
    def value(self, row: Mapping[str, Value], lang: Lang, as_of: date) -> Value:
        """As Python computes it from the typed row."""


@dataclass(frozen=True, slots=True)
class DaysLate(Computed):
    """Whole days from the due day to the day of the press: `revised` where it holds one, else `due`. 0 before it, and
    for a row that is at rest (`state` holds one of `rest`) or has no original due day.
    """

    due: str
    revised: str | None
    state: str
    words: Vocabulary
    rest: tuple[str, ...]

    def excel(self, refs: Refs, lang: Lang) -> str:
        due = refs(self.due)
        rest = "".join(f'{refs(self.state)}="{self.words.word(key, lang)}",' for key in self.rest)
        day = f"IF(ISNUMBER({refs(self.revised)}),{refs(self.revised)},{due})" if self.revised else due
        return f"IF(OR({rest}NOT(ISNUMBER({due}))),0,MAX(0,{AS_OF}-INT({day})))"

    def value(self, row: Mapping[str, Value], lang: Lang, as_of: date) -> int:
        due, revised = row[self.due], row[self.revised] if self.revised else None
        if row[self.state] in self.rest or not isinstance(due, date):
            return 0
        return max(0, (as_of - (revised if isinstance(revised, date) else due)).days)


def labelled(number: str, title: str) -> str:
    """What something with a number and a title is called: `1 Paid tutoring`."""
    return f"{number} {title}"


@dataclass(frozen=True, slots=True)
class Labelled(Computed):
    """A number and a title with a space between, the title in the workbook's language; nothing where the number is blank."""

    number: str
    titles: Text

    def excel(self, refs: Refs, lang: Lang) -> str:
        number = refs(self.number)
        return f'IF({number}="","",{number}&" "&{refs(self.titles(lang))})'

    def value(self, row: Mapping[str, Value], lang: Lang, as_of: date) -> str:
        number = row.get(self.number)
        return (
            ""
            if is_blank(number)
            else labelled(display_text(number), display_text(row.get(self.titles(lang))))
        )


@dataclass(frozen=True, slots=True)
class LinkTo(Computed):
    """Leads to the cell that two others name, its `sheet` and its address; nothing where they name none."""

    sheet: str
    cell: str
    shown: Text

    def excel(self, refs: Refs, lang: Lang) -> str:
        sheet, cell = refs(self.sheet), refs(self.cell)
        place = f'"#\'"&SUBSTITUTE({sheet},"\'","\'\'")&"\'!"&{cell}'
        return f'IF({cell}="","",HYPERLINK({place},"{self.shown(lang)}"))'

    def value(self, row: Mapping[str, Value], lang: Lang, as_of: date) -> str:
        return "" if is_blank(row.get(self.cell)) else self.shown(lang)
