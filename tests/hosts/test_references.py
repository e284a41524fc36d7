"""How formulas read after a table changed: what Excel shows when a table grows."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl.grid.address import column_letters
from softenv_xl.hosts.block import Block
from softenv_xl.hosts.references import DRAWN, FormulaUse, Standpoint, updated_references
from softenv_xl.hosts.resize import Resize

OLD = Block(top=4, first=5, last=44, bottom=44, left=1, right=25)
LONGER = Resize("Tracker", OLD, OLD._replace(last=52, bottom=52))
SHORTER = Resize("Tracker", OLD, OLD._replace(last=12, bottom=12))
TOTALLED = Resize("Tracker", OLD._replace(bottom=45), OLD._replace(last=52, bottom=53))
ELSEWHERE = Standpoint("Summary", 1)


def text(formula: str, last: int) -> str:
    """`{}` is the table's last row."""
    return formula.replace("{}", str(last))


FOLLOW = [
    "COUNTA(Tracker!$A$5:$A${})",
    'COUNTIF(Tracker!$N$5:$N${},"Closed")',
    'VLOOKUP("2006073-01",Tracker!$A$4:$F${},3,FALSE)',
    'SUMPRODUCT(--(Tracker!D5:D{}="Chinese"))',
    "SUM('Tracker'!A5:A{},tracker!B$5:B{},Tracker!$C$10:$C${})",
    "OFFSET(Tracker!$A$4,1,0,COUNTA(Tracker!$A$5:$A${}),1)",
    "=INDEX(Tracker!$A$5:$Y${},MATCH($A2,Tracker!$A$5:$A${},0),3)",
    "_xlfn.XLOOKUP(A2,Tracker!A5:A{},Tracker!B5:B{})",
    "Tracker!$L$5:INDEX(Tracker!$L$5:$L${},3)",
    "SUM(INDEX(Tracker!A:A,5):Tracker!A{})",
    "Tracker!A{}:A5",
    "Tracker!A5:Tracker!A{}",
    "SUM(Tracker!A5 : A{})",
    "(Tracker!$A$5:$A${},Tracker!$C$5:$C${},Tracker!$E$5:$E${})",
    "Tracker!A5:B{} Tracker!B5:C{}",
    "SUM(Tracker!$5:${})",
    "Tracker!A1:AC{}",
    '"Tracker!$A$5:$A$44"&COUNTA(Tracker!$A$5:$A${})',
    "Tracker!A5:A{}-Tracker!B5:B{}",
    "{1,2;3,4}*SUM(Tracker!A5:A{})",
]


@pytest.mark.parametrize("formula", FOLLOW)
def test_what_ended_with_the_last_row_ends_with_the_new_one(formula: str) -> None:
    assert updated_references(text(formula, 44), [LONGER], ELSEWHERE) == text(formula, 52)
    assert updated_references(text(formula, 44), [SHORTER], ELSEWHERE) == text(formula, 12)
    assert updated_references(text(formula, 44), [TOTALLED], ELSEWHERE) == text(formula, 52)


STAY = [
    "SUM(Tracker!A:A)",
    "SUM(trk[Days])+SUM(trk[[#All],[a5:a44]])+trk[[#This Row],[Tracker!A5:A44]]",
    'INDIRECT("Tracker!A5:A44")',
    'HYPERLINK("#Tracker!A5:A44","say ""Tracker!A5:A44""")',
    "SUM(A5:A44)",
    "SUM([1]Tracker!A5:A44,'[Book 2.xlsx]Tracker'!A5:A44,'C:\\[b.xlsx]Tracker'!A5:A44)",
    "SUM(First:Tracker!A5:A44,'First:Tracker'!A5:A44)",
    "SUM(Tracker2!A5:A44,'My Tracker'!A5:A44,Tracker.2!A5:A44)",
    "Tracker!A5:A43",
    "Tracker!Z5:AB44",
    "Tracker!A45:A60",
    "Tracker!A1:A4",
    "Tracker!A44:A60",
    "Tracker!A44",
    "Tracker!A44:Y44",
    "Tracker!#REF!",
    "#REF!A5:A44",
    "Tracker!A5:XFE44",
    "Tracker!A5:A44x+Tracker!A5:A44.b+Tracker!A5:A44(1)",
    "'it''s Tracker!A5:A44 here'!B1",
]


@pytest.mark.parametrize("formula", STAY)
@pytest.mark.parametrize("resize", [LONGER, SHORTER])
def test_nothing_else_is_touched(formula: str, resize: Resize) -> None:
    assert updated_references(formula, [resize], ELSEWHERE) == formula


def test_names_of_sheets_are_read_as_they_are_spelt() -> None:
    for title, spelt in [
        ("2026 'T' list", "'2026 ''T'' list'"),
        ("整改台账", "整改台账"),
        ("整改台账", "'整改台账'"),
    ]:
        resize = LONGER._replace(sheet=title)
        assert updated_references(f"SUM({spelt}!A5:A44)", [resize], ELSEWHERE) == f"SUM({spelt}!A5:A52)"


def test_what_stands_on_the_tables_own_sheet_names_no_sheet() -> None:
    own = Standpoint("tracker", 2)
    assert updated_references("SUM(X5:X44)+Other!X44", [LONGER], own) == "SUM(X5:X52)+Other!X44"
    beside = Standpoint("Tracker", 5, FormulaUse.BESIDE)
    assert updated_references("RANK(X5,X$5:X$44)+X5*2", [LONGER], beside) == "RANK(X5,X$5:X$52)+X5*2"


def test_a_running_total_ends_in_its_own_row() -> None:
    last = Standpoint("Tracker", 44, FormulaUse.BESIDE)
    assert updated_references("SUM(X$5:X44)", [LONGER], last) == "SUM(X$5:X44)"
    assert updated_references("SUM(X44:X$5)", [LONGER], last) == "SUM(X44:X$5)"
    assert updated_references("SUM(X$5:X$44)", [LONGER], last) == "SUM(X$5:X$52)"
    filled = Standpoint("Summary", 44, FormulaUse.FILLED)
    assert updated_references("SUM(Tracker!X$5:X44)", [LONGER], filled) == "SUM(Tracker!X$5:X44)"


def test_the_totals_row_is_followed() -> None:
    for formula, expected in {
        "Tracker!X45*2": "Tracker!X53*2",
        "Tracker!$A$45:$Y$45": "Tracker!$A$53:$Y$53",
        "SUM(Tracker!A4:Y45)": "SUM(Tracker!A4:Y53)",
        "Tracker!AA45": "Tracker!AA45",
    }.items():
        assert updated_references(formula, [TOTALLED], ELSEWHERE) == expected


def test_what_moved_below_the_table_is_followed_within_its_columns() -> None:
    resize = LONGER._replace(below=8)
    formula = "Tracker!B47+Tracker!AA47+SUM(Tracker!A46:B60)+COUNTA(Tracker!A5:A1000)"
    expected = "Tracker!B55+Tracker!AA47+SUM(Tracker!A54:B68)+COUNTA(Tracker!A5:A1008)"
    assert updated_references(formula, [resize], ELSEWHERE) == expected
    assert updated_references(formula, [LONGER], ELSEWHERE) == formula
    totalled = TOTALLED._replace(below=8)
    assert updated_references("SUM(Tracker!A45:B60)", [totalled], ELSEWHERE) == "SUM(Tracker!A53:B68)"


SORTED = Resize("Issues", OLD, OLD._replace(last=12, bottom=12), {28: 11, 11: 5}, frozenset({5, 6, 40}))


def test_a_single_row_is_followed_to_its_place() -> None:
    for formula, expected in {
        "Issues!$N$28": "Issues!$N$11",
        "Issues!N28": "Issues!N11",
        "SUM(Issues!$A$28:$N$28)": "SUM(Issues!$A$11:$N$11)",
        "Issues!N11&Issues!N28": "Issues!N5&Issues!N11",
        "Issues!N7": "Issues!N7",
        "Issues!AA28": "Issues!AA28",
        "SUM(Issues!A28:A30)": "SUM(Issues!A28:A30)",
    }.items():
        assert updated_references(formula, [SORTED], ELSEWHERE) == expected


def test_a_new_rows_own_cells_are_not_taken_for_the_notes_that_stood_there() -> None:
    resize = LONGER._replace(below=8)
    assert (
        updated_references("B47&B$47&AA47", [resize], Standpoint("Tracker", 47, FormulaUse.BESIDE))
        == "B47&B$55&AA47"
    )


def test_what_went_with_the_rows_or_with_the_notes_below_is_followed_too() -> None:
    wide = SORTED._replace(beside=(1, 30))
    assert updated_references("Issues!$AA$28&Issues!AE28", [wide], ELSEWHERE) == "Issues!$AA$11&Issues!AE28"
    assert updated_references("SUM(Issues!$Y28:$AA$28)", [wide], ELSEWHERE) == "SUM(Issues!$Y11:$AA$11)"
    wide = LONGER._replace(below=8, under=(1, 30))
    assert updated_references("Tracker!AA47&Tracker!AE47", [wide], ELSEWHERE) == "Tracker!AA55&Tracker!AE47"


def test_a_sheets_title_is_no_reference() -> None:
    own = Standpoint("Issues", 60)
    assert updated_references("'my A28 list'!total+A28", [SORTED], own) == "'my A28 list'!total+A11"


def test_a_row_that_is_gone_is_never_taken_for_the_one_in_its_place() -> None:
    assert updated_references("Issues!$N$5&Issues!N6", [SORTED], ELSEWHERE) == "#REF!&#REF!"
    assert updated_references("Issues!$N$40", [SORTED], ELSEWHERE) == "Issues!$N$40"  # nothing stands there


def test_relative_rows_of_many_cells_mean_each_cells_own() -> None:
    for said in (FormulaUse.BESIDE, FormulaUse.FILLED):
        seen = Standpoint("Issues", 28, said)
        assert updated_references("A28&$A28&A$28", [SORTED], seen) == "A28&$A28&A$11"


def test_names_follow_where_they_are_absolute() -> None:
    name = Standpoint(use=FormulaUse.NAME)
    assert updated_references("COUNTA(Tracker!$A$5:$A$44)", [LONGER], name) == "COUNTA(Tracker!$A$5:$A$52)"
    for relative in ("Tracker!A5:A44", "Tracker!A$5:A$44", "Tracker!$A5:$A44"):
        assert updated_references(relative, [LONGER], name) == relative
    assert updated_references("Issues!$N$28", [SORTED], name) == "Issues!$N$11"


def test_the_only_row_of_a_table_is_all_of_it_where_it_is_drawn() -> None:
    one = Block(1, 2, 2, 2, 1, 3)
    longer = Resize("S", one, one._replace(last=6, bottom=6))
    back = Resize("S", longer.after, longer.before)
    for short, long in {"S!$C$2": "S!$C$2:$C$6", "S!$A$2:$C$2": "S!$A$2:$C$6"}.items():
        assert updated_references(short, [longer], DRAWN) == long
    assert updated_references("S!$C$2:$C$6", [back], DRAWN) == "S!$C$2"
    assert updated_references("S!$B$2:$C$2", [longer], DRAWN) == "S!$B$2:$C$2"
    cell = Standpoint("T", 1)
    assert updated_references("S!$C$2+SUM(S!$C$2:$C$2)", [longer], cell) == "S!$C$2+SUM(S!$C$2:$C$6)"
    assert updated_references("SUM(S!$C$2:$C$6)", [back], cell) == "SUM(S!$C$2:$C$2)"


def test_the_header_of_a_table_without_rows_is_no_row() -> None:
    empty = Block(4, 5, 4, 4, 1, 3)
    resize = Resize("S", empty, empty._replace(last=9, bottom=9))
    assert updated_references("COUNTA(S!A4:C4)", [resize], ELSEWHERE) == "COUNTA(S!A4:C4)"


def test_tables_side_by_side_are_each_followed_and_their_order_makes_no_difference() -> None:
    beside = Block(4, 5, 44, 44, 30, 32)
    other = Resize("Tracker", beside, beside._replace(last=60, bottom=60))
    formula = "SUM(Tracker!A5:A44,Tracker!AD5:AD44,Tracker!A5:AF44)"
    expected = "SUM(Tracker!A5:A52,Tracker!AD5:AD60,Tracker!A5:AF60)"
    assert updated_references(formula, [LONGER, other], ELSEWHERE) == expected
    assert updated_references(formula, [other, LONGER], ELSEWHERE) == expected


@dataclass(frozen=True)
class Piece:
    """A piece of a formula, and how it reads after the table grew."""

    before: str
    after: str


fixed = st.sampled_from(["", "$"])
columns = st.integers(1, 40)
rows = st.integers(1, 70).filter(lambda row: row != 52)  # which the table reaches only later


@st.composite
def references(draw: st.DrawFn) -> Piece:
    sheet = draw(st.sampled_from(["Tracker!", "'Tracker'!", "Other!", "'Tracker 2'!", "[1]Tracker!", ""]))
    left, right = draw(columns), draw(columns)
    top, bottom = sorted((draw(st.one_of(rows, st.sampled_from((4, 5)))), draw(st.one_of(rows, st.just(44)))))
    marks = [draw(fixed) for _ in range(4)]

    def spelt(last: int) -> str:
        first = f"{marks[0]}{column_letters(left)}{marks[1]}{top}"
        return f"{sheet}{first}:{marks[2]}{column_letters(right)}{marks[3]}{last}"

    table = sheet in ("Tracker!", "'Tracker'!") and min(left, right) <= 25
    return Piece(spelt(bottom), spelt(52 if table and bottom == 44 and top < 44 else bottom))


pieces = st.one_of(
    references(),
    st.text(st.characters(exclude_characters='"', exclude_categories=["Cs"]), max_size=12).map(
        lambda words: Piece(f'"{words} Tracker!A5:A44"', f'"{words} Tracker!A5:A44"')
    ),
    st.sampled_from(
        ["trk[Tracker!A5:A44]", "trk[[#All],[A5:A44]]", "5.5E3", "TRUE", "Tracker!B:B", "Tracker!A44", "a_A5"]
    ).map(lambda words: Piece(words, words)),
)
formulas = st.lists(
    st.tuples(pieces, st.sampled_from(["+", "&", "-", ",", "*", "=", "<>", " + "])), min_size=1
)


@given(formulas)
def test_any_formula(parts: list[tuple[Piece, str]]) -> None:
    before = "".join(piece.before + sign for piece, sign in parts) + "SUM(1)"
    after = "".join(piece.after + sign for piece, sign in parts) + "SUM(1)"
    assert updated_references(before, [LONGER], ELSEWHERE) == after
    assert updated_references(after, [LONGER], ELSEWHERE) == after  # idempotent
    back = Resize("Tracker", LONGER.after, LONGER.before)
    assert updated_references(after, [back], ELSEWHERE) == before


@given(st.text(max_size=60))
def test_any_text_at_all_is_survived(words: str) -> None:
    result = updated_references(words, [LONGER, SORTED], ELSEWHERE)
    assert ("Tracker" in words or "Issues" in words) or result == words
