"""Opinions: how many by group and by result, and examples in words that were written for the public."""

from __future__ import annotations

from collections import Counter

from softenv_xl.publication.hiding import counts_shown
from softenv_xl.publication.models import Answer, Count, OpinionsPage
from softenv_xl.publication.source import Source, both, said
from softenv_xl.registers import opinions as register
from softenv_xl.registers.opinion_words import OPINION_GROUP, OPINION_RESULT
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import Text

_OPEN = "open"
_RESULTS = Vocabulary("opinion_result_or_open", (*OPINION_RESULT.words, (_OPEN, Text("未办结", "Open"))))


def opinions(source: Source) -> OpinionsPage | None:
    """Praise has no result to count; an example never says which group it came from."""
    rows = source.rows(register.REGISTER)
    if rows is None:
        return None
    least = source.school.number("group_min")
    results = Counter(str(row["result"] or _OPEN) for row in rows if row["kind"] != "praise")
    texts = [row for row in rows if said(row["published_text"])]
    fit = [row for row in texts if source.fits(register.REGISTER, row, "published_text")]
    return OpinionsPage(
        valid_until=source.valid_until(),
        least=least,
        received=len(rows) if len(rows) >= least or not rows else None,
        by_group=_counts(Counter(str(row["group"]) for row in rows), OPINION_GROUP, least),
        by_result=_counts(results, _RESULTS, least),
        examples=tuple(
            Answer(text=said(row["published_text"]), result=both(OPINION_RESULT, row["result"]))
            for row in fit
        ),
    )


def _counts(counted: Counter[str], words: Vocabulary, least: int) -> tuple[Count, ...]:
    counts = counts_shown({key: counted[key] for key, _ in words.words}, least)
    return tuple(Count(what=words.text(key), count=count) for key, count in counts.items())
