"""How large a file may be before it is refused, and how much of one return is taken into the control workbook."""

from __future__ import annotations

from dataclasses import dataclass, replace

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What the gate lets through. Sizes are bytes, times seconds; counts are for one whole file.

    `part` and `total` bound what a package inflates to, `ratio` how far one part may be packed (looked
    at past 1 MB). `cells` counts the cells that hold something, `area` the cells of the rectangles from
    A1 to each sheet's last one, because the reader allocates those. `merged` counts merged areas,
    `spread` the cells of one sheet's array formulas.
    `result` bounds what comes back from the worker, and with it the memory of the program that asked;
    `memory` is the worker's own. `csv`: are tables of plain text read as well?

    `unpacks`: are messages and archives taken apart? `container` bounds one of them, `unpacked` what comes out of it.
    """

    file: int = 25 * MB
    members: int = 2_000
    part: int = 100 * MB
    total: int = 300 * MB
    ratio: int = 200
    sheets: int = 255
    cells: int = 2_000_000
    area: int = 5_000_000
    merged: int = 20_000
    spread: int = 200_000
    result: int = 256 * MB
    seconds: float = 60
    memory: int = 2048 * MB
    csv: bool = False
    unpacks: bool = False
    container: int = 60 * MB
    unpacked: int = 128 * MB

    @property
    def most_read(self) -> int:
        """Of one file, so many bytes are read at most, and one more."""
        return max(self.file, self.container) if self.unpacks else self.file

    @property
    def most_answered(self) -> int:
        """No answer of a worker has more bytes."""
        return max(self.result, self.unpacked + 8 * MB) if self.unpacks else self.result


RETURN = Limits(
    sheets=64,
    cells=300_000,
    area=2_000_000,
    merged=2_000,
    spread=50_000,
    result=24 * MB,
    seconds=20,
    memory=1024 * MB,
    unpacks=True,
)
"""A file from outside: one teacher's return, a department's part."""

ALONE = replace(RETURN, unpacks=False)
"""The same, where it has to lie there by itself, packed in nothing."""

SURVEY = Limits(sheets=64, cells=4_000_000, area=8_000_000, merged=2_000, spread=50_000, csv=True)
"""What a form tool gives of an appraisal: a row for each parent, 100,000 of them in one file with 20 questions each."""

CONTROL = Limits(file=64 * MB, part=512 * MB, total=800 * MB)
"""The office's own control workbook: 1,000 people with 30 items each come to 33 MB, their tracker's part to 330."""


@dataclass(frozen=True, slots=True)
class Share:
    """What one return may put into the control workbook, so that none makes it unusable.

    `rows` are those that are read of each of its lists, `issues` those that are reported; `text` are the characters of
    any cell that is written for people to read. (How much of it a message quotes: issues.)
    """

    rows: int = 300
    issues: int = 100
    text: int = 4_000


SHARE = Share()
