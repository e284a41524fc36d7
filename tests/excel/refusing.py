"""Excel's refusals, before they have become what Windows or a Mac makes of them."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - Excel refuses; nothing went wrong in the model
    """Excel won't do that; `why` is a key of messages."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why
