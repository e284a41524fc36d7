"""Finds which returns of a batch make a run fail that nobody foresaw.

Everything is tried again with a part left out, halving what is suspected, so that a failure costs few attempts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Generic, TypeVar

from softenv_xl.errors import Stop

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass
class Isolation(Generic[Item, Result]):
    """`attempt` does the work with some of the items; `on_failure` is an item that failed, so that it can't any more.

    `left_out` are marked items that make it fail all the same.
    """

    attempt: Callable[[list[Item]], Result]
    on_failure: Callable[[Item, Exception], Item]
    left_out: list[Item] = field(default_factory=list)

    def run(self, items: Sequence[Item]) -> Result:
        """The work done with all items, those that make it fail as they are marked.

        Raises Stop where no item is to blame, and whatever fails without any item.
        """
        try:
            return self.attempt(list(items))
        except Exception as error:
            if _is_foreseen(error) or not items:
                raise
            self.attempt([])
            kept = dict(self._sorted_out(list(enumerate(items)), error, {}))
            return self.attempt([kept[at] for at in sorted(kept)])

    def _sorted_out(
        self, suspects: list[tuple[int, Item]], error: Exception, kept: dict[int, Item]
    ) -> dict[int, Item]:
        """The items that go together: those `kept` so far and the suspects, which fail together with them."""
        if len(suspects) == 1:
            ((at, item),) = suspects
            failed = self.on_failure(item, error)
            if self._fails({**kept, at: failed}) is None:
                return {**kept, at: failed}
            self.left_out.append(failed)
            return kept
        half = len(suspects) // 2
        for part in (suspects[:half], suspects[half:]):
            if found := self._fails({**kept, **dict(part)}):
                kept = self._sorted_out(part, found, kept)
            else:
                kept = {**kept, **dict(part)}
        return kept

    def _fails(self, items: dict[int, Item]) -> Exception | None:
        try:
            self.attempt([items[at] for at in sorted(items)])
        except Exception as error:
            if _is_foreseen(error):
                raise
            return error
        return None


def _is_foreseen(error: Exception) -> bool:
    """A Stop is about the workbook or the computer, but for one that says that some content can't be written."""
    unwritable = isinstance(error, Stop) and error.code == "cell.cannot-hold"
    return isinstance(error, Stop) and not (unwritable or isinstance(error.__cause__, ValueError))
