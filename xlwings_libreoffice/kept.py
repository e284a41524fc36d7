"""UNO objects that a book finds by name, and keeps.

To make one takes ten times as long as to ask it something. On each call LibreOffice looks up by its name what
such an object stands for; so what is kept stays right, whoever edits, as long as it is taken by a name that
exists now.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class Kept:
    """The objects of one UNO container that is accessed by name: named ranges, database ranges."""

    def __init__(self, container: Any) -> None:
        self.container = container
        self._objects: dict[str, Any] = {}

    def names(self) -> tuple[str, ...]:
        return tuple(self.container.ElementNames)

    def __iter__(self) -> Iterator[tuple[str, Any]]:
        """Every name that there is now, and its object."""
        for name in self.names():
            yield name, self[name]

    def __getitem__(self, name: str) -> Any:
        """The object of a name that exists, spelt as it is there."""
        if name not in self._objects:
            self._objects[name] = self.container.getByName(name)
        return self._objects[name]

    def find(self, name: str) -> Any:
        """The object of that name in large or small letters; None where there is none."""
        return next((self[known] for known in self.names() if known.lower() == name.lower()), None)

    def rename(self, named: Any, new: str) -> None:
        """An object that is renamed goes along."""
        self._objects.pop(named.Name, None)
        named.Name = new
        self._objects[new] = named
