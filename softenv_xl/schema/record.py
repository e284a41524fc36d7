"""What a row means once its cells have been read: a pydantic record, frozen."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """The base of all records; fields that a record doesn't know are left aside."""

    model_config = ConfigDict(frozen=True, extra="ignore")
