"""The questions of the appraisal, and what each step of a scale is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from softenv_xl.grid.cell import Value, display_text
from softenv_xl.words import Lang

# Points from 0 to 100. The lowest steps are worth nothing: a scale that gave them half marks was laughed at in public.
POINTS: Mapping[str, Mapping[str, int]] = MappingProxyType(
    {
        "three": {"satisfied": 100, "fairly": 70, "dissatisfied": 0},
        "five": {
            "very_satisfied": 100,
            "satisfied": 80,
            "fairly": 60,
            "dissatisfied": 0,
            "very_dissatisfied": 0,
        },
        "grade": {"excellent": 100, "good": 80, "fair": 60, "poor": 0},
    }
)
SATISFIED, UNSURE, SKIPPED, SEEN = 60, "unsure", "skipped", "seen"
"""From so many points on an answer is a satisfied one; the steps that are no valid answers; the one that is a lead."""

# The steps of a scale that has no points.
_CONDUCT = ("not_seen", SEEN)
_OVERALL = ("总体", "整体", "overall")


@dataclass(frozen=True, slots=True)
class Question:
    """`names` are the words by which a form's column may be known as its, first what it is called in the workbook; `item` is
    the rulebook's entry of a conduct.
    """

    id: str
    names: tuple[str, ...]
    scale: str
    weight: float = 0
    item: str | None = None
    overall: bool = False

    @property
    def points(self) -> Mapping[str, int]:
        """What each valid step is worth; nothing for questions without marks."""
        return POINTS.get(self.scale, {})

    @property
    def steps(self) -> tuple[str, ...]:
        """The valid answers."""
        return tuple(self.points) or (_CONDUCT if self.scale == "conduct" else ())


def read_questions(rows: Sequence[Mapping[str, Value]], lang: Lang) -> tuple[Question, ...]:
    """The questions in use, in their order."""
    made = []
    texts = ("text_en", "text_zh") if lang == "en" else ("text_zh", "text_en")
    for row in rows:
        if row["id"] and row["scale"] and row["used"] == "yes":
            names = [display_text(row[key]) for key in (*texts, "header", "id") if row[key]]
            weight = row["weight"] if isinstance(row["weight"], int | float) else 0
            overall = any(word in name.lower() for name in names for word in _OVERALL)
            item = display_text(row["item"]) or None
            made.append(
                Question(str(row["id"]), tuple(names), str(row["scale"]), float(weight), item, overall)
            )
    return tuple(made)
