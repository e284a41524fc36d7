"""The ledger: whichever way returns come in, and however often, it says the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl import catalogue, flow, store
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.accepted_earlier import keep_accepted
from softenv_xl.intake.answers import Answers
from softenv_xl.intake.ledger import Ledger, build_ledger, decode_answers, encode_answers
from softenv_xl.intake.returns import CheckedReturn, Delivery, check_return
from softenv_xl.issues import Issue
from softenv_xl.schema.check import Checked, Row
from softenv_xl.schema.placed import Placed
from softenv_xl.sheets.patch import Patch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.views.submissions import SPEC
from tests.support import small_school
from tests.support.small_school import NUMBERS, TODAY, delivered, filled

_START = datetime.combine(date(2026, 9, 1), time())


def _return(number: int, who: int | None, state: str, minute: int) -> CheckedReturn:
    """A return as the check leaves it; all the ledger looks at."""
    saved = _START + timedelta(minutes=minute)
    person = small_school.control().people[who] if who is not None else None
    answers = Answers({"1": number % 2 == 0, "S7": minute % 2 == 0})
    delivery = Delivery(f"{number}.xlsx", f"{number * 7919:016x}", saved, None)
    return CheckedReturn(delivery, person, state if person else "rejected", answers=answers)


@st.composite
def _returns(draw: st.DrawFn) -> list[CheckedReturn]:
    many = draw(st.integers(0, 9))
    people = st.one_of(st.none(), st.integers(0, len(NUMBERS) - 1))
    states = st.sampled_from(["accepted", "accepted", "changes_requested"])
    return [_return(n, draw(people), draw(states), draw(st.integers(0, 5))) for n in range(many)]


def _after(control: Control, ledger: Ledger) -> Control:
    """The control workbook as it reads once the ledger has been written into it."""
    before = {row.index: row.values for row in control.checked[SPEC.key].rows}
    blank: dict[str, Value] = {column.key: None for column in SPEC.columns}
    values = [
        {**blank, **(before[row.source] if row.source is not None else {}), **row.values}
        for row in ledger.rows
    ]
    rows = tuple(Row(index, 5 + index, value, value, sound=True) for index, value in enumerate(values))
    return replace(control, checked={**control.checked, SPEC.key: Checked(rows, ())})


def _when(one: CheckedReturn) -> tuple[datetime, str]:
    return one.delivery.saved, one.delivery.fingerprint


def _collected(batches: Iterable[Sequence[CheckedReturn]]) -> tuple[Control, Ledger]:
    control, ledger = small_school.control(), build_ledger(small_school.control(), [], TODAY)
    for batch in batches:
        ledger = build_ledger(control, batch, TODAY)
        control = _after(control, ledger)
    return control, ledger


def _entries(control: Control) -> Counter[tuple[Value, ...]]:
    """What the ledger's rows say, in no particular order."""
    keys = ("id", "number", "state", "file", "saved", "answered", "sha")
    return Counter(tuple(row.values[key] for key in keys) for row in control.checked[SPEC.key].rows)


@given(_returns(), st.data())
def test_the_order_in_a_batch_makes_no_difference(returns: list[CheckedReturn], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(returns))
    assert build_ledger(small_school.control(), returns, TODAY) == build_ledger(
        small_school.control(), shuffled, TODAY
    )


@given(_returns(), st.data())
def test_neither_does_it_come_in_several_batches(returns: list[CheckedReturn], data: st.DataObject) -> None:
    at_once, ledger = _collected([returns])
    shuffled = data.draw(st.permutations(returns))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(returns)), max_size=3)))
    ends = zip([0, *cuts], [*cuts, len(returns)], strict=True)
    bit_by_bit, last = _collected(shuffled[start:end] for start, end in ends)
    assert _entries(bit_by_bit) == _entries(at_once)
    assert (last.answers, last.newest, last.states) == (ledger.answers, ledger.newest, ledger.states)


@given(_returns())
def test_collecting_again_changes_nothing(returns: list[CheckedReturn]) -> None:
    control, ledger = _collected([returns])
    again = build_ledger(control, returns, TODAY + timedelta(days=9))
    rows = control.checked[SPEC.key].rows
    assert [row.source for row in again.rows] == list(range(len(rows)))
    for row, old in zip(again.rows, rows, strict=True):
        assert {**old.values, **row.values} == old.values
    assert all(outcome.known for outcome in again.outcomes)
    assert [(o.file, o.state) for o in again.outcomes] == [(o.file, o.state) for o in ledger.outcomes]


def test_what_was_sent_back_and_superseded_is_not_revived_by_a_later_check() -> None:
    wrong = (Issue(catalogue.ANSWER_MISSING, arguments={"item": "1"}),)
    old, new = (replace(_return(n, 0, "changes_requested", n), issues=wrong) for n in (1, 2))
    control, _ = _collected([[old, new]])
    assert keep_accepted(old, control) == old
    again = keep_accepted(replace(old, state="accepted", issues=()), control)
    later = build_ledger(control, [again], TODAY)
    assert [outcome.state for outcome in later.outcomes] == ["superseded"]
    assert later.answers == {}


def test_answers_that_cannot_be_read_any_more_are_those_of_the_ledger() -> None:
    one = _return(1, 0, "accepted", 1)
    control, _ = _collected([[one]])
    read = {"1": not one.answers.yes["1"]}
    again = keep_accepted(replace(one, state="changes_requested", answers=Answers(read)), control)
    assert again.answers.yes == {**one.answers.yes, **read}


@given(_returns(), st.data())
def test_what_was_accepted_or_superseded_stays_so_whatever_a_later_check_says(
    returns: list[CheckedReturn], data: st.DataObject
) -> None:
    control, ledger = _collected([returns])
    verdicts = st.sampled_from(["accepted", "changes_requested", "rejected"])
    again = [replace(one, state=data.draw(verdicts)) for one in returns]
    again = [replace(one, person=None) if one.state == "rejected" else one for one in again]
    later = build_ledger(control, [keep_accepted(one, control) for one in again], TODAY)
    before = {row.values["sha"]: row.values for row in control.checked[SPEC.key].rows}
    for row in later.rows:
        old = before[row.values.get("sha")] if row.values.get("sha") else None
        if old and old["state"] == "superseded":
            assert row.values["state"] == "superseded"
        if old and old["state"] == "accepted":
            assert row.values["state"] in ("accepted", "superseded")
            assert row.values["answered"] == old["answered"]
    for number, answers in ledger.answers.items():
        if later.newest[number] == ledger.newest[number]:
            assert later.answers[number] == answers


@given(_returns())
def test_the_newest_accepted_return_counts_and_everybody_has_a_row(returns: list[CheckedReturn]) -> None:
    control, ledger = _collected([returns])
    rows = [row.values for row in control.checked[SPEC.key].rows]
    for number in NUMBERS:
        theirs = [r for r in returns if r.person and r.person.number == number]
        good = [r for r in theirs if r.state == "accepted"]
        if good:
            assert ledger.answers[number] == max(good, key=_when).answers.yes
        else:
            assert number not in ledger.answers
        states = Counter(row["state"] for row in rows if row["number"] == number)
        assert states["accepted"] == bool(good)
        assert states["not_received"] == (not theirs)
        assert states.total() == max(len(theirs), 1)
        assert states["changes_requested"] <= 1
        if theirs:
            assert ledger.states[number] == max(theirs, key=_when).state
    assert sum(row["state"] == "rejected" for row in rows) == sum(r.person is None for r in returns)


@given(_returns(), st.data())
def test_the_same_bytes_again_are_ignored(returns: list[CheckedReturn], data: st.DataObject) -> None:
    if not returns:
        return
    first = data.draw(st.sampled_from(returns))
    copy = replace(first, delivery=replace(first.delivery, file=f"{first.delivery.file} - Copy"))
    alone, both = (
        build_ledger(small_school.control(), returns, TODAY),
        build_ledger(small_school.control(), [copy, *returns], TODAY),
    )
    assert both.rows == alone.rows
    assert [o for o in both.outcomes if o.state != "duplicate"] == list(alone.outcomes)
    assert [o.file for o in both.outcomes if o.state == "duplicate"] == [copy.delivery.file]


@given(st.dictionaries(st.text("0123456789SABC", min_size=1, max_size=4), st.booleans()))
def test_answers_are_kept_as_they_are(answers: dict[str, bool]) -> None:
    assert decode_answers(encode_answers(answers)) == answers


@pytest.fixture
def workbook(tmp_path: Path) -> FileWorkbook:
    path = tmp_path / "control.xlsx"
    store.create(path, small_school.register("zh"))
    return FileWorkbook(path)


def _rows(workbook: FileWorkbook) -> list[dict[str, Value]]:
    return [row.values for row in read_control(workbook.read()).checked[SPEC.key].rows]


def test_what_the_office_noted_beside_a_waiting_row_stays(workbook: FileWorkbook) -> None:
    flow.collect(workbook, [], TODAY)
    assert [row["state"] for row in _rows(workbook)] == ["not_received"] * 3
    control = read_control(workbook.read())
    noted = [Placed(0, {"remarks": "已电话催交"}), Placed(1, {}), Placed(2, {"remarks": "病假"})]
    workbook.write(Patch((table_patch(control, SPEC, noted),)))

    flow.collect(workbook, [delivered(filled(), "first.xlsx")], TODAY)
    newer = filled(day=date(2026, 9, 3))
    later = delivered(newer, "second.xlsx", _START + timedelta(days=2))
    flow.collect(workbook, [later], TODAY)
    rows = _rows(workbook)
    said = [(row["number"], row["state"], row["file"], row["remarks"]) for row in rows]
    assert said == [
        (NUMBERS[1], "not_received", None, None),
        (NUMBERS[2], "not_received", None, "病假"),
        (NUMBERS[0], "accepted", "second.xlsx", None),
        (NUMBERS[0], "superseded", "first.xlsx", "已电话催交"),
    ]
    before = workbook.path.read_bytes()
    _, changed = flow.collect(workbook, [delivered(filled(), "first.xlsx"), later], TODAY)
    assert not changed
    assert workbook.path.read_bytes() == before


def test_what_was_reported_twice_is_one_statement() -> None:
    """The same return twice, and a newer one that says the same: one row of evidence for each entry."""
    newer = delivered(filled(day=date(2026, 9, 3)), "b.xlsx", _START + timedelta(days=2))
    control = small_school.control()
    deliveries = [delivered(filled(), "a.xlsx"), delivered(filled(), "a - Copy.xlsx"), newer]
    for order in (deliveries, deliveries[::-1]):
        checked = [check_return(each, control, TODAY) for each in order]
        result = flow.compute(control, checked, TODAY)
        assert [row.values["id"] for row in result.registers["evidence"]] == [
            "SC-2009017-3",
            "SC-2009017-S7",
        ]
        assert {row.values["date"] for row in result.registers["evidence"]} == {date(2026, 9, 3)}
        outcomes = [(one.file, one.state) for one in result.outcomes]
        assert outcomes == [("a - Copy.xlsx", "superseded"), ("a.xlsx", "duplicate"), ("b.xlsx", "accepted")]
