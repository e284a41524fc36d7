"""Where a new file comes to stand: never over one that says something else."""

from __future__ import annotations

from pathlib import Path

from softenv_xl import store


def put(path: Path, content: bytes) -> Path:
    """Writes the content there, or under the first name beside it that is free; where the same stands already, nothing is
    written. Gives the file's place. Raises Stop: file.not-writable.
    """
    number = 1
    while True:
        place = path if number == 1 else path.with_name(f"{path.stem} ({number}){path.suffix}")
        if store.has_content(place, content):
            return place
        if not place.exists():
            store.create(place, content)
            return place
        number += 1
