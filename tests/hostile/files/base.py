"""The good return that hostile files are made from, and what changes bytes at random."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from functools import cache
from random import Random

from tests.support import small_school


@cache
def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(small_school.filled(who=0))) as made:
        return {name: made.read(name) for name in made.namelist()}


def parts() -> dict[str, bytes]:
    """The parts of a filled return."""
    return dict(_parts())


def some_part(random: Random) -> str:
    """The name of a part; those that are read are the likelier ones."""
    read = [name for name in _parts() if "sheet" in name or "workbook" in name or "shared" in name.lower()]
    return random.choice([*_parts(), *read, *read])


def package(made: Mapping[str, bytes], more: Iterable[tuple[str, bytes]] = ()) -> bytes:
    stream = io.BytesIO()
    with (
        warnings.catch_warnings(),
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written,
    ):
        warnings.simplefilter("ignore")  # of names that are there already
        for name, part in (*made.items(), *more):
            entry = zipfile.ZipInfo(name.split("\0", 1)[0] or "x", (1980, 1, 1, 0, 0, 0))
            entry.filename = name  # as it is: ZipInfo cuts and turns what isn't usual
            written.writestr(entry, part, zipfile.ZIP_DEFLATED)
    return stream.getvalue()


def flipped(content: bytes, random: Random) -> bytes:
    """Some bytes changed, taken away, put in or repeated."""
    changed = bytearray(content)
    for _ in range(random.choice((1, 1, 2, 8, 40))):
        if not changed:
            break
        at, length = random.randrange(len(changed)), random.choice((1, 1, 4, 64))
        match random.randrange(4):
            case 0:
                changed[at] = random.choice((0, 0xFF, random.randrange(256)))
            case 1:
                del changed[at : at + length]
            case 2:
                changed[at:at] = random.randbytes(length)
            case _:
                changed[at:at] = changed[at : at + length] * random.choice((1, 50))
    return bytes(changed)
