"""What registers claim becomes evidence: about which entry, and how often."""

from __future__ import annotations

from softenv_xl.bans.rulebook import Entry, Rulebook
from softenv_xl.compliance.claims import resolve
from softenv_xl.registers.school import Claim
from softenv_xl.words import same


def entry(number: str, *tags: str) -> Entry:
    title = same(f"Title {number}")
    return Entry(number=number, kind="ban", title=title, text=title, severity=1, veto=False, tags=tags)


BOOK = Rulebook((entry("1", "fees"), entry("2", "levies", "gifts"), entry("3", "gifts")), "1")


def test_a_claim_is_about_the_entry_of_its_label_its_number_or_its_tag() -> None:
    claims = [
        Claim("A", "1 Title 1", "alleged", "T1"),
        Claim("B", "2", "alleged", "T1"),
        Claim("C", "levies", "alleged", "T1", by_tag=True),
        Claim("D", "9 Nothing", "alleged", "T1"),
    ]
    assert [(one.id, one.entry) for one in resolve(claims, BOOK).evidence] == [
        ("A", "1"),
        ("B", "2"),
        ("C", "2"),
    ]


def test_a_tag_of_no_entry_or_of_two_is_named_once_and_counts_for_nothing() -> None:
    claims = [
        Claim(f"{tag}{at}", tag, "alleged", "T1", by_tag=True) for tag in ("gifts", "notes") for at in (1, 2)
    ]
    found = resolve(claims, BOOK)
    assert found.evidence == ()
    assert found.unknown_tags == ("gifts", "notes")


def test_a_copied_row_with_the_same_id_still_speaks_of_whom_it_names() -> None:
    claims = [Claim("E-001", "1", "substantiated", "T1"), Claim("E-001", "1", "alleged", "T2")]
    assert [(one.number, one.state) for one in resolve(claims, BOOK).evidence] == [
        ("T1", "substantiated"),
        ("T2", "alleged"),
    ]
