"""What of a return its teacher has no business to change: who and what it is issued for, and the words of the rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256

from softenv_xl.grid.cell import Value
from softenv_xl.passport.model import canonical
from softenv_xl.return_form import identity, selfcheck
from softenv_xl.schema.column import Owner
from softenv_xl.schema.normal import normalised, told

_FIELDS = tuple(column for column in identity.SPEC.columns if column.owner is Owner.COMPUTED)
_ENTRY = tuple(selfcheck.SPEC.column(key) for key in ("item", "text"))


def locked_digest(form: Mapping[str, Value], entries: Iterable[Mapping[str, Value]]) -> str:
    """SHA-256 of the form's computed fields and of each entry's item and text, in whatever order and spelt in whatever
    Unicode form they stand. Headers count by being found.
    """
    fields = {column.key: told(normalised(column, form.get(column.key))) for column in _FIELDS}
    words = sorted(_entry(*(entry.get(column.key) for column in _ENTRY)) for entry in entries)
    stated = b"[%s,[%s]]" % (canonical(fields), b",".join(words))  # as canonical writes lists
    return sha256(stated).hexdigest()


@lru_cache(maxsize=1024, typed=True)  # the rulebook's words are in hundreds of returns
def _entry(*words: Value) -> bytes:
    return canonical(
        [told(normalised(column, word)) or "" for column, word in zip(_ENTRY, words, strict=True)]
    )
