"""The matrix's columns through any changes of the rulebook: in its order, and the office's own stay as they are."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from softenv_xl.bans.rulebook import Entry, Rulebook
from softenv_xl.control.workbook import Control
from softenv_xl.grid.address import Area
from softenv_xl.grid.cell import Value
from softenv_xl.grid.grid import Grid, TableArea
from softenv_xl.grid.table import find_table
from softenv_xl.sheets.ban_columns import ban_columns
from softenv_xl.views.compliance_matrix import SPEC
from softenv_xl.words import same
from tests.support import small_school

FIXED = [column.label.zh for column in SPEC.columns]
WORD = "✓ 合规"

Sheet = list[list[Value]]  # the header row, and one row below it


def _rulebook(bans: list[tuple[str, str]]) -> Rulebook:
    entries = (
        {
            "number": number,
            "kind": "ban",
            "title": same(title),
            "text": same(title),
            "severity": 1,
            "veto": False,
        }
        for number, title in bans
    )
    return Rulebook(tuple(Entry.model_validate(entry) for entry in entries), "1")


def _control(sheet: Sheet, bans: list[tuple[str, str]], before: list[tuple[str, str]]) -> Control:
    area = Area(1, 1, 2, len(sheet[0]))
    grid = Grid("合规矩阵", tuple(tuple(row) for row in sheet), tables=(TableArea("compliance", area),))
    table = find_table(grid, SPEC.headers)
    assert table
    known = small_school.control()
    return replace(
        known,
        tables={**known.tables, SPEC.key: table},
        rulebook=_rulebook(bans),
        bans_before=tuple(f"{number} {title}" for number, title in before),
    )


def _pressed(sheet: Sheet, control: Control) -> Sheet:
    """What a host makes of it: headers, new columns at the end, values, and the last columns gone."""
    columns = ban_columns(control)
    shown = [str(header) for header in sheet[0]]
    places = {shown.index(old): new for old, new in columns.headers}
    gone = len(columns.dropped)
    assert sorted(shown[len(shown) - gone :]) == sorted(columns.dropped)
    now: Sheet = [[*(places.get(at, header) for at, header in enumerate(shown))], [*sheet[1]]]
    now = [row[: len(row) - gone] for row in now]
    for label in (*columns.labels, *columns.spare):
        if label not in now[0]:
            now[0].append(label)
            now[1].append(None)
        now[1][now[0].index(label)] = WORD if label in columns.labels else None
    return now


numbers = st.sampled_from(["1", "2", "3", "4", "S1", "3a"])
titles = st.sampled_from(["收费", "补课", "敷衍", "体罚"])
rulebooks = st.lists(st.tuples(numbers, titles), max_size=5, unique_by=lambda ban: ban[0])
own_columns = st.lists(
    st.tuples(st.sampled_from(["备注", "1", "办公室看法 2", "合计"]), st.sampled_from([None, "好", WORD])),
    max_size=2,
    unique_by=lambda column: column[0],
)


@settings(deadline=None)
@given(rulebooks, own_columns, st.lists(rulebooks, min_size=1, max_size=4), st.integers(0, 9))
def test_any_changes_of_the_rulebook(
    first: list[tuple[str, str]],
    own: list[tuple[str, str | None]],
    later: list[list[tuple[str, str]]],
    place: int,
) -> None:
    sheet = _pressed([[*FIXED], [*("x" for _ in FIXED)]], _control([[*FIXED], [*FIXED]], first, []))
    for name, value in own:  # anywhere behind the fixed ones
        at = len(FIXED) + place % (len(sheet[0]) - len(FIXED) + 1)
        sheet[0].insert(at, name)
        sheet[1].insert(at, value)
    mine = [(header, value) for header, value in zip(*sheet, strict=True) if header in dict(own)]
    before = first
    for bans in later:
        control = _control(sheet, bans, before)
        labels = [ban.label("zh") for ban in control.rulebook.bans]
        kept = {old for old, _ in ban_columns(control).renamed}
        sheet = _pressed(sheet, control)
        assert [header for header in sheet[0] if header in labels] == labels
        assert len({*sheet[0]}) == len(sheet[0])
        assert not kept & {*sheet[0]} or kept & {*labels}
        assert [(h, v) for h, v in zip(*sheet, strict=True) if h in dict(own)] == mine
        rest = [h for h in sheet[0][len(FIXED) :] if h not in labels and h not in dict(own)]
        assert all(str(header).startswith("（已删除的禁令）") for header in rest)
        again = ban_columns(_control(sheet, bans, bans))
        assert (again.headers, again.renamed, again.dropped) == ((), (), ())
        before = bans


def test_a_column_of_the_offices_that_sits_behind_keeps_the_place_free() -> None:
    bans = [("1", "收费"), ("2", "补课"), ("3", "敷衍")]
    sheet: Sheet = [[*FIXED, "1 收费", "2 补课", "3 敷衍", "备注"], [*FIXED, WORD, WORD, WORD, "好"]]
    after = _pressed(sheet, _control(sheet, [bans[0], bans[2]], bans))
    assert after[0][len(FIXED) :] == ["1 收费", "（已删除的禁令）", "3 敷衍", "备注"]
    with_new = [bans[0], ("4", "体罚"), bans[2]]
    assert _pressed(after, _control(after, with_new, []))[0][len(FIXED) :] == [
        "1 收费",
        "4 体罚",
        "3 敷衍",
        "备注",
    ]


def test_an_empty_column_of_the_offices_that_begins_with_a_number_is_its_own() -> None:
    bans = [("1", "收费"), ("3", "补课")]
    sheet: Sheet = [[*FIXED, "1 收费", "3 补课", "3 年级意见"], [*FIXED, WORD, WORD, None]]
    assert _pressed(sheet, _control(sheet, bans, bans)) == sheet
