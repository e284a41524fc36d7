"""What the school has made public: a list of it, with where it stands."""

from __future__ import annotations

from datetime import date

from softenv_xl.publication.models import Disclosed, DisclosurePage
from softenv_xl.publication.source import Source, both, is_past, link, said
from softenv_xl.registers import disclosure as register
from softenv_xl.registers.publicity_words import DISCLOSURE_CLASS
from softenv_xl.registers.school import Row
from softenv_xl.registers.timeliness import run_out
from softenv_xl.registers.words import PLACE
from softenv_xl.words import Text, listed


def disclosure(source: Source) -> DisclosurePage | None:
    rows = source.rows(register.REGISTER)
    if rows is None:
        return None
    open_ = [row for row in rows if _is_public(row, source) and source.fits(register.REGISTER, row, "title")]
    made = [one for row in open_ if (one := _disclosed(row, source))]
    return DisclosurePage(
        valid_until=source.valid_until(*(row["until"] for row in open_)),
        rows=tuple(sorted(made, key=lambda one: one.published, reverse=True)),
    )


def _is_public(row: Row, source: Source) -> bool:
    return row["audience"] == "public" and not row["withheld"] and not run_out(row, "until", source.as_of)


def _disclosed(row: Row, source: Source) -> Disclosed | None:
    """None where it isn't published yet. A link leads only to what somebody has looked through for personal data."""
    done = [
        (day, row[place])
        for published, place in (("published1", "place1"), ("published2", "place2"))
        if isinstance(day := row[published], date) and is_past(day, source.as_of)
    ]
    if not done:
        return None
    places: list[Text] = [word for _, place in done if (word := both(PLACE, place))]
    return Disclosed(
        title=said(row["title"]),
        category=both(DISCLOSURE_CLASS, row["category"]),
        published=min(day for day, _ in done),
        place=listed(places),
        link=link(row["link"]) if row["reviewed"] == "yes" else "",
    )
