"""Makes folders for new files, and leaves none behind that stays empty."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from softenv_xl.errors import Stop
from softenv_xl.store.disk import reason


@contextmanager
def making(out: Path) -> Iterator[None]:
    """Makes the folder and those above it; where nothing comes into them, they go again. Stop `file.not-writable`."""
    made = [folder for folder in (out, *out.parents) if not folder.exists()]
    try:
        try:
            out.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Stop("file.not-writable", file=str(out), reason=reason(error)) from error
        yield
    finally:
        for folder in made:
            with suppress(OSError):  # it isn't there, or holds something
                folder.rmdir()
