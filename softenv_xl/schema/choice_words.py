"""What to say of a word that isn't among the choices: which one may be meant, or which there are."""

from __future__ import annotations

from collections.abc import Collection, Set
from typing import Any

from softenv_xl import catalogue
from softenv_xl.grid.likeness import nearest
from softenv_xl.issue_kind import IssueKind
from softenv_xl.schema.column import Column
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.words import LANGS, Text, listed

# So many of the words that a list offers are named in a message.
_TOLD = 12


def explain_choice(
    column: Column, found: str, choices: Collection[str], arguments: dict[str, Any]
) -> IssueKind:
    """The kind of issue; adds to the `arguments` what its message names."""
    words = _in_order(choices)
    near = nearest(found, words)
    if near:
        arguments["near"] = near
        return catalogue.CHOICE_NEAR
    if isinstance(column.choices, Vocabulary):
        arguments["choices"] = Text(*(listed(column.choices.allowed_words(lang))(lang) for lang in LANGS))
    else:
        arguments["choices"] = listed([*words[:_TOLD], *(["…"] if len(words) > _TOLD else [])])
    return catalogue.CHOICE_UNKNOWN


def _in_order(words: Collection[str]) -> list[str]:
    return sorted(words) if isinstance(words, Set) else list(words)
