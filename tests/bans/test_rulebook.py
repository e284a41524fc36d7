from __future__ import annotations

import pytest

from softenv_xl.bans.default import ENTRIES
from softenv_xl.bans.rulebook import Rulebook, read_rulebook
from softenv_xl.grid.cell import Value
from softenv_xl.registers.rulebook import SPEC

TUTORING: dict[str, Value] = {
    "number": "3",
    "kind": "ban",
    "title_zh": "有偿补课",
    "title_en": "Paid tutoring",
    "text_zh": "组织、参与有偿补课。",
    "text_en": "Organising or giving paid lessons.",
    "severity": 5,
    "veto": "yes",
    "tags": "补课、家教,tutoring",
    "source": "整改方案",
    "check": "✓",
    "label": None,
}
SERVICE: dict[str, Value] = {
    **TUTORING,
    "number": "S1",
    "kind": "service",
    "title_zh": "脸难看",
    "veto": "no",
}


def test_a_row_becomes_an_entry() -> None:
    (entry,) = read_rulebook([TUTORING], "2026").entries
    assert (entry.number, entry.kind, entry.severity, entry.veto) == ("3", "ban", 5, True)
    assert (entry.label("zh"), entry.label("en")) == ("3 有偿补课", "3 Paid tutoring")
    assert entry.text.zh == "组织、参与有偿补课。"
    assert (entry.tags, entry.source) == (("补课", "家教", "tutoring"), "整改方案")


def test_bans_and_services_keep_the_sheets_order() -> None:
    book = read_rulebook([SERVICE, {**TUTORING, "number": "9"}, TUTORING], "2026")
    assert [entry.number for entry in book.entries] == ["S1", "9", "3"]
    assert [entry.number for entry in book.bans] == ["9", "3"]
    assert [entry.number for entry in book.services] == ["S1"]


@pytest.mark.parametrize("key", [column.key for column in SPEC.columns if column.required])
def test_a_row_that_lacks_what_is_required_is_left_out(key: str) -> None:
    assert [entry.number for entry in read_rulebook([{**TUTORING, key: None}, SERVICE], "2026").entries] == [
        "S1"
    ]


@pytest.mark.parametrize(
    "wrong",
    [{"severity": 0}, {"severity": "五"}, {"severity": float("nan")}, {"kind": "rule"}, {"number": "　"}],
)
def test_a_row_that_cannot_be_counted_is_left_out(wrong: dict[str, Value]) -> None:
    assert read_rulebook([{**TUTORING, **wrong}], "2026").entries == ()


def test_a_source_is_asked_for_but_its_lack_takes_no_ban_away() -> None:
    (entry,) = read_rulebook([{**TUTORING, "source": None, "tags": None}], "2026").entries
    assert (entry.source, entry.tags) == ("", ())


def test_the_first_of_two_with_one_number_counts() -> None:
    (entry,) = read_rulebook([TUTORING, {**SERVICE, "number": "3"}], "2026").entries
    assert entry.kind == "ban"


@pytest.mark.parametrize(
    "label", ["3", "3 有偿补课", "3 Paid tutoring", " 3 有偿补课 ", "3 老的简称", "3 An older title"]
)
def test_an_entry_is_found_by_its_number_or_label(label: str) -> None:
    found = read_rulebook([TUTORING, SERVICE], "2026").entry_of(label)
    assert found
    assert found.number == "3"


@pytest.mark.parametrize("label", ["", "30", "33 有偿补课", "有偿补课", "3、有偿补课", "S"])
def test_other_words_are_no_entry(label: str) -> None:
    assert read_rulebook([TUTORING, SERVICE], "2026").entry_of(label) is None


@pytest.mark.parametrize("key", [key for key in TUTORING if key not in ("check", "label")])
def test_the_version_changes_with_any_entrys_content(key: str) -> None:
    other: dict[str, Value] = {"kind": "service", "severity": 4, "veto": "no"}
    changed = {**TUTORING, key: other.get(key) or f"{TUTORING[key]}1"}
    before, after = (read_rulebook([row, SERVICE], "2026").version for row in (TUTORING, changed))
    assert before != after


def test_the_version_is_the_declared_one_and_four_digits_whatever_the_order() -> None:
    book = read_rulebook([TUTORING, SERVICE], "2026.1")
    declared, digits = book.version.split("·")
    assert (declared, len(digits), int(digits, 16) >= 0) == ("2026.1", 4, True)
    assert (
        read_rulebook([SERVICE, {**TUTORING, "severity": 5.0, "check": ""}], "2026.1").version == book.version
    )
    assert read_rulebook([], "2026.1").version != book.version


def test_the_default_rulebook_can_be_read_from_its_sheet() -> None:
    book = default_rulebook()
    assert [entry.number for entry in book.entries] == [entry.number for entry in ENTRIES]
    assert len(book.bans) == 10
    assert any(entry.veto for entry in book.bans)


def default_rulebook() -> Rulebook:
    rows: list[dict[str, Value]] = [
        {
            **dict.fromkeys(column.key for column in SPEC.columns),
            "number": e.number,
            "kind": e.kind,
            "severity": e.severity,
            "veto": "yes" if e.veto else "no",
            "title_zh": e.title.zh,
            "title_en": e.title.en,
            "text_zh": e.text.zh,
            "text_en": e.text.en,
            "tags": "、".join(e.tags),
            "source": e.source.zh,
        }
        for e in ENTRIES
    ]
    return read_rulebook(rows, "2026")
