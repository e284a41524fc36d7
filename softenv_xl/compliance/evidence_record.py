"""A statement about one teacher or department and one entry of the rulebook."""

from __future__ import annotations

from datetime import date as day
from typing import Literal

from softenv_xl.schema.record import Record

EvidenceState = Literal["self_reported", "alleged", "substantiated", "dismissed", "rectified"]


class Evidence(Record):
    """It is about the person when `number` is given, else about the department itself.

    `entry` is the number of the rulebook's entry; `reference` says where the statement can be looked up.
    """

    id: str
    number: str | None = None
    department: str | None = None
    entry: str
    source: str | None = None
    state: EvidenceState
    date: day | None = None
    reference: str | None = None
