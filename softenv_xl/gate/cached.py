"""Remembers the results of small questions: the returns of a campaign have many parts in common."""

from __future__ import annotations

from functools import lru_cache, wraps
from typing import TYPE_CHECKING, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

    Asked = ParamSpec("Asked")
    Answer = TypeVar("Answer")

SMALL = 8192
_ENTRIES = 128


def cached_if(
    is_small: Callable[Asked, bool],
) -> Callable[[Callable[Asked, Answer]], Callable[Asked, Answer]]:
    """A cache for a function whose arguments can be large: only small ones are kept, so memory is bounded."""

    def decorated(function: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
        known = cast("Callable[Asked, Answer]", lru_cache(maxsize=_ENTRIES)(function))

        @wraps(function)
        def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
            return (known if is_small(*args, **kwargs) else function)(*args, **kwargs)

        return asked

    return decorated
