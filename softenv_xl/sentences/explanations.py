"""Why a cell of the matrix is what it is, as the command tells it."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.compliance.evidence_record import Evidence
from softenv_xl.grid.cell import display_text
from softenv_xl.registers.words import COMPLIANCE, EVIDENCE_SOURCE, EVIDENCE_STATE
from softenv_xl.sheets.explanation import Explanation
from softenv_xl.words import Lang, Text, same


def explanation_record(one: Explanation, lang: Lang) -> dict[str, object]:
    """For programs: the state's key, and words in the language."""
    return {
        "entry": one.entry.label(lang),
        "state": one.state.value,
        "evidence": [_record(each, lang) for each in one.evidence],
        "change": one.change(lang),
    }


def explanation_lines(one: Explanation) -> Iterator[tuple[int, Text]]:
    """As people read it, each line with how far it stands in."""
    label = Text(one.entry.label("zh"), one.entry.label("en"))
    state = dict(COMPLIANCE.words)[one.state.value]
    yield 0, Text("{entry}：{state}", "{entry}: {state}").format(entry=label, state=state)
    for each in one.evidence:
        yield 4, same("{what}").format(what=Text(_described(each, "zh"), _described(each, "en")))
    yield 4, one.change


def _record(one: Evidence, lang: Lang) -> dict[str, object]:
    return {
        "id": one.id,
        "state": one.state,
        "source": one.source,
        "date": display_text(one.date) or None,
        "reference": one.reference,
        "words": _described(one, lang),
    }


def _described(one: Evidence, lang: Lang) -> str:
    source = EVIDENCE_SOURCE.word(one.source, lang) if one.source else ""
    parts = (EVIDENCE_STATE.word(one.state, lang), source, display_text(one.date), one.reference or one.id)
    return ("，" if lang == "zh" else ", ").join(part for part in parts if part)
