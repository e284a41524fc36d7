"""What of a return its teacher has no business to change: who and what it is issued for, and the words of the rulebook."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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
    words = [
        [told(normalised(column, entry.get(column.key))) or "" for column in _ENTRY] for entry in entries
    ]
    return sha256(canonical([fields, sorted(words, key=canonical)])).hexdigest()
