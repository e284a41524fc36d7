"""Fetches what comes next while what is there is being read: one piece at a time, in a thread beside."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, Self, TypeVar

What = TypeVar("What")
Found = TypeVar("Found")

_LOOK = 0.2  # seconds: where a wait without end can't be interrupted, Ctrl-C is heard between two looks


class Ahead(Generic[What, Found]):
    """`fetch` is never called twice at the same time: nothing is asked of a connection before it has answered. Whoever leaves
    while something is being fetched has it ended by `cut`.
    """

    def __init__(self, fetch: Callable[[What], Found], cut: Callable[[], object]) -> None:
        self._fetch, self._cut = fetch, cut
        self._begun: _Begun[What, Found] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._begun:
            self._cut()
            self._begun.wait()

    def begin(self, what: What) -> None:
        """Fetches it from now on; whatever goes wrong is raised where it is taken."""
        self._begun = _Begun(self._fetch, what)

    def take(self, what: What) -> Found:
        """What was begun last, once it is there; fetched now where that was something else. Raises what fetching raised."""
        begun = self._begun
        if begun is None:
            return self._fetch(what)
        begun.wait()
        self._begun = None
        return begun.result() if begun.what == what else self._fetch(what)


class _Begun(Generic[What, Found]):
    def __init__(self, fetch: Callable[[What], Found], what: What) -> None:
        self.what = what
        self._fetch = fetch
        self._results: list[Found] = []
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._results.append(self._fetch(self.what))
        except BaseException as error:  # raised again where it is waited for
            self._error = error

    def wait(self) -> None:
        while self._thread.is_alive():
            self._thread.join(_LOOK)

    def result(self) -> Found:
        if self._error:
            raise self._error
        return self._results[0]
