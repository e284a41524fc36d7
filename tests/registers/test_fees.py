"""Fees: what a charge comes to, which duties it keeps, what it claims of whom, and what the dashboard says; by hand."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cache

import pytest

from softenv_xl import flow
from softenv_xl.control.claims import claims_of
from softenv_xl.control.workbook import read_control
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.file import apply
from softenv_xl.hosts.workbook import Draft
from softenv_xl.registers import fees, rectification
from softenv_xl.registers.fee_words import LOOKUP
from softenv_xl.registers.school import Claim, Row
from softenv_xl.registers.words import SCHOOL_STAGE
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.vocabulary import Vocabulary
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.result import Result
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.words import LANGS, Lang, Text
from tests.registers.samples import school, value_of
from tests.support.small_school import GROUPS, loaded, register, values
from tests.support.text_tables import tables_in
from tests.support.thorough import some

TODAY = date(2026, 10, 20)
BOTH = pytest.mark.parametrize("lang", LANGS)

# Two departments, A and B. The first charge is in order, the seventh has not begun, the last one has an error.
CHARGES = """
| name     | department | nature         | unit       | approved | charged | start      | voluntary | finding |
|----------|------------|----------------|------------|----------|---------|------------|-----------|---------|
| 作业本   | A          | 代收费         | 元/生·学期 | 30       | 28      | 2026-09-01 | 是        |         |
| 校服     | A          | 代收费         | 元/套      | 180      | 220     | 2026-09-01 | 是        |         |
| 课后服务 | B          | 服务性收费     | 元/生·月   | 100      | 100     | 2026-09-01 | 否        | 查实    |
| 图书捐赠 | B          | 捐资赞助       | 其他       |          | 5000    | 2026-09-10 | 是        |         |
| 住宿费   | A          | 行政事业性收费 | 元/生·学期 | 300      | 310     | 2026-09-01 |           | 不成立  |
| 午餐     | A          | 代收费         | 元/餐      | 8        | 8.5     | 2026-09-01 | 是        | 待认定  |
| 报名费   | B          | 行政事业性收费 | 元/生·次   | 50       | 50      | 2026-11-01 |           |         |
| 校服二   | A          | 代收费         | 元/套      | 180      |         | 2026-09-01 | 是        |         |
"""
MONEY_TAKEN = """
| name     | headcount | times | received | receipt      | account          |
|----------|-----------|-------|----------|--------------|------------------|
| 作业本   | 600       |       | 16660    | 往来结算票据 | 直付供货单位     |
| 校服     | 10        |       |          |              |                  |
| 图书捐赠 | 1         |       | 5000     | 捐赠票据     | 学校账户单独核算 |
| 住宿费   | 20        |       | 6200     | 财政票据     | 财政专户         |
| 午餐     | 100       | 66    | 56100    | 往来结算票据 | 直付供货单位     |
"""
# Each as the register's own rules need it.
ALWAYS = {"term": "2026秋", "scope": "学生", "hotline": "000", "consent": "回执"}
APPROVED = {"authority": "县价格主管部门", "document": "目录第1项"}
KEPT = {"posted": "2026-08-25", "posted_at": "公示栏"}
CARDS = {"committed": "2026-08-20", "notified": "2026-08-28", "card": "2026-09-01"}
COMPUTED = """
| id     | total | excess | surplus | duties |
|--------|-------|--------|---------|--------|
| FE-001 | 16800 | 0      |         | 6/6    |
| FE-002 | 2200  | 400    |         | 5/6    |
| FE-003 |       |        |         | 4/6    |
| FE-004 | 5000  |        |         | 2/2    |
| FE-005 | 6200  | 200    |         | 6/6    |
| FE-006 | 56100 | 3300   |         | 6/6    |
| FE-007 |       |        |         | 1/6    |
| FE-008 |       |        |         | 5/6    |
"""
CLAIMS = """
| claim                    | tag        | department | state         |
|--------------------------|------------|------------|---------------|
| FE-002/fee.over-approved | fees       | A          | alleged       |
| FE-003/fee.not-voluntary | bundling   | B          | substantiated |
| FE-003/fee.not-published | disclosure | B          | alleged       |
| FE-005/fee.over-approved | fees       | A          | dismissed     |
| FE-006/fee.over-approved | fees       | A          | alleged       |
"""
# Of the six charges that have begun; a donation needs the first and the last.
DUTIES = """
| duty    | name        | needed | kept |
|---------|-------------|--------|------|
| 公示    | Publicity   | 6      | 5    |
| 审批    | Approval    | 5      | 5    |
| 承诺    | Commitment  | 5      | 5    |
| 通知书  | Notice      | 5      | 5    |
| 收费卡  | Charge card | 5      | 5    |
| 两条线  | Two lines   | 6      | 4    |
"""


def charges(lang: Lang) -> list[dict[str, Value]]:
    rows = []
    money = {row["name"]: row for row in tables_in(MONEY_TAKEN)[0]}
    for cells in tables_in(CHARGES)[0]:
        donation = cells["nature"] == "捐资赞助"
        begun = cells["start"] < "2026-10"
        agency = {"settle_due": "2027-01-31"} if cells["nature"] == "代收费" else {}
        own = {} if donation else APPROVED | (CARDS if begun else {})
        posted = KEPT if begun else {}
        late = {"posted": "2026-09-12"} if cells["name"] == "课后服务" else {}
        words = ALWAYS | own | posted | late | agency | cells | money.get(cells["name"], {})
        row = {key: value_of(fees.SPEC, key, cell) for key, cell in words.items()}
        rows.append(row | {"department": group(cells["department"], lang)})
    return rows


def group(letter: str, lang: Lang) -> str:
    return GROUPS["AB".index(letter)](lang)


@cache
def typed_in(lang: Lang) -> bytes:
    return with_rows(register(lang), [Placed(None, keyed(row)) for row in charges(lang)])


def keyed(row: Mapping[str, Value]) -> dict[str, Value]:
    """Words of dropdowns as their keys, as a patch takes them."""
    known = {c.key: c.choices for c in fees.SPEC.columns}
    return {
        key: words.key_of(str(cell)) if isinstance(words := known[key], Vocabulary) and cell else cell
        for key, cell in row.items()
    }


def with_rows(package: bytes, rows: list[Placed]) -> bytes:
    control = read_control(Draft("control.xlsx", package).read())
    return apply(package, Patch((table_patch(control, fees.SPEC, rows),)), "control.xlsx")


def pressed(package: bytes) -> tuple[Result, Draft]:
    result, content = _pressed(package)
    return result, Draft("control.xlsx", content)


@cache
def _pressed(package: bytes) -> tuple[Result, bytes]:
    draft = Draft("control.xlsx", package)
    result, _ = flow.refresh(draft, TODAY)
    assert flow.refresh(draft, TODAY)[1] is False
    return result, draft.content


def decided(lang: Lang, place: int, **cells: Value) -> bytes:
    """One row, as the office decides on it."""
    rows = [Placed(at, cells if at == place else {}) for at, _ in enumerate(charges(lang))]
    return with_rows(typed_in(lang), rows)


def claims(result: Result) -> dict[str, Claim]:
    return {one.id: one for one in claims_of(fees.REGISTER, result.registers["fees"], result.school)}


@BOTH
def test_what_a_charge_comes_to(lang: Lang) -> None:
    result, _ = pressed(typed_in(lang))
    wanted = [
        {key: value_of(fees.SPEC, key, cell) for key, cell in row.items()} for row in tables_in(COMPUTED)[0]
    ]
    rows = [whole.row for whole in result.registers["fees"]]
    assert [{key: row[key] for key in wanted[0]} for row in rows] == wanted
    assert [whole.counts for whole in result.registers["fees"]] == [True] * 7 + [False]


@BOTH
def test_each_breach_is_claimed_of_the_department_by_its_own_tag(lang: Lang) -> None:
    result, _ = pressed(typed_in(lang))
    found = claims(result)
    assert {one: (c.about, c.department, c.state) for one, c in found.items()} == {
        row["claim"]: (row["tag"], group(row["department"], lang), row["state"])
        for row in tables_in(CLAIMS)[0]
    }
    late = found["FE-003/fee.not-published"]
    where = f"{fees.SHEET.name(lang)} FE-003"
    assert (late.source, late.date, late.number, late.reference, late.by_tag) == (
        "fees", date(2026, 9, 1), None, where, True,
    )  # fmt: skip


@BOTH
@pytest.mark.parametrize(
    ("place", "finding", "reviewed"),
    [
        (1, "finding", ["A"]),  # above the rate: the ban on unlawful fees, a veto
        (2, "finding_duty", []),  # published late: no veto
        (4, "finding", ["A"]),  # what was dismissed, taken up again
    ],
)
def test_a_charge_above_the_rate_is_a_veto_and_a_late_notice_is_none(
    lang: Lang, place: int, finding: str, reviewed: list[str]
) -> None:
    result, _ = pressed(decided(lang, place, **{finding: "substantiated"}))
    assert list(result.assessment.for_review) == [group(letter, lang) for letter in reviewed]


@BOTH
def test_the_tile_has_charges_breaches_and_what_to_refund(lang: Lang) -> None:
    # 400 of the uniforms and 3,300 of the lunches; the 200 of the dormitory were dismissed.
    _, draft = pressed(typed_in(lang))
    book = values(draft.content)

    def named(name: str) -> object:
        sheet, cell = next(book.defined_names[name].destinations)
        return book[sheet][cell].value

    note = Text("违规 4（待认定 3）\n超标准应退 3,700 元", "breaches 4 (to decide 3)\nto refund: 3,700 yuan")
    assert (named("dash_fees"), named("dash_fees_note")) == (7, note(lang))


@BOTH
def test_the_chart_has_each_duty_as_needed_and_as_kept(lang: Lang) -> None:
    _, draft = pressed(typed_in(lang))
    book = loaded(draft.content, data_only=True)
    sheet = next(sheet for sheet in book if "fig_fees" in sheet.tables)
    shown = [[cell.value for cell in row] for row in sheet[sheet.tables["fig_fees"].ref]][1:]
    assert shown == [
        [Text(row["duty"], row["name"])(lang), int(row["needed"]), int(row["kept"])]
        for row in tables_in(DUTIES)[0]
    ]


@BOTH
def test_a_substantiated_breach_makes_one_item_and_its_closing_mends_it(lang: Lang) -> None:
    result, draft = pressed(typed_in(lang))
    (item,) = result.tracker
    bundling = result.control.rulebook.entry_with("bundling")
    words, where = Text("不是自愿", "not voluntary")(lang), fees.SHEET.name(lang)
    assert {key: item.row[key] for key in ("id", "number", "department", "standing", "item", "problem")} == {
        "id": "FX-FE-003",
        "number": None,
        "department": group("B", lang),
        "standing": "open",
        "item": bundling and bundling.label(lang),
        "problem": Text(f"{where} FE-003：{words}", f"{where} FE-003: {words}")(lang),
    }
    for step in ({"status": "remediating"}, {"status": "closed", "decision": "seen", "signed_off": "head"}):
        control = read_control(draft.read())
        patch = Patch((table_patch(control, rectification.SPEC, [Placed(0, step)]),))
        result, draft = pressed(apply(draft.content, patch, "control.xlsx"))
    assert [whole.row["fix_state"] for whole in result.registers["fees"]][2] == "closed"
    found = claims(result)
    assert found["FE-003/fee.not-voluntary"].state == "rectified"
    assert found["FE-003/fee.not-published"].state == "alleged"  # nobody has decided on that one


@BOTH
@pytest.mark.parametrize(
    ("stage", "forbidden"),
    some(
        [(None, True), ("primary", True), ("nine", True), ("senior", False), ("complete", False)],
        3,
        "tuition",
    ),
)
def test_tuition_may_not_be_charged_where_education_is_compulsory(
    lang: Lang, stage: str | None, forbidden: bool
) -> None:
    name = Text("学费", "Tuition, autumn")(lang)
    rows: list[dict[str, Value]] = [{**charges(lang)[4], "name": name, "charged": 300, "received": 6000}]
    package = with_rows(register(lang), [Placed(None, keyed(row)) for row in rows])
    word = SCHOOL_STAGE.word(stage, lang) if stage else None
    package = apply(package, Patch(cells=(CellPatch("options_school_stage", word),)), "control.xlsx")
    result, _ = pressed(package)
    assert ("FE-001/fee.forbidden" in claims(result)) == forbidden


@BOTH
def test_a_word_that_the_school_takes_off_its_list_is_forbidden_no_more(lang: Lang) -> None:
    word = Text("取暖", "heating")(lang)
    row: dict[str, Value] = {**charges(lang)[4], "name": f"2026 {word}", "charged": 300, "received": 6000}
    package = with_rows(register(lang), [Placed(None, keyed(row))])
    assert "FE-001/fee.forbidden" in claims(pressed(package)[0])
    control = read_control(Draft("control.xlsx", package).read())
    other = [
        Placed(place, {"word": "-"} if listed["word"] == word else {})
        for place, listed in enumerate(LOOKUP.rows(lang))
    ]
    package = apply(package, Patch((table_patch(control, LOOKUP.spec, other),)), "control.xlsx")
    assert "FE-001/fee.forbidden" not in claims(pressed(package)[0])


TAGS = """
| tag        | finding      | rules                                                           |
|------------|--------------|-----------------------------------------------------------------|
| fees       | finding      | forbidden no-approval over-approved expired                     |
| fees       | finding      | no-receipt off-the-books not-settled surplus-kept               |
| bundling   | finding      | bundled not-voluntary                                           |
| levies     | finding      | levied linked                                                   |
| sales      | finding      | profit                                                          |
| disclosure | finding_duty | not-published no-commitment no-notice no-card settlement-unpublished |
"""


def test_three_chaos_and_six_duties_go_each_to_its_own_ban() -> None:
    found: dict[tuple[str, str], set[str]] = {}
    for rule in fees.SPEC.rules:
        if breach := rule.breach:
            assert breach.about == "department"
            code = rule.kind.code.removeprefix("fee.")
            found.setdefault((breach.tag, breach.finding), set()).add(code)
    wanted: dict[tuple[str, str], set[str]] = {}
    for row in tables_in(TAGS)[0]:
        wanted.setdefault((row["tag"], row["finding"]), set()).update(row["rules"].split())
    assert found == wanted


MONEY = """
| unit | approved | charged | headcount | times | received | spent | refunded | total | excess | surplus |
|------|----------|---------|-----------|-------|----------|-------|----------|-------|--------|---------|
| term | 30       | 28      | 600       |       | 16660    | 16000 |          | 16800 | 0      | 660     |
| term | 0.1      | 0.3     | 3         |       |          |       |          | 0.9   | 0.6    |         |
| set  | 180      | 220     | 10        | 2     |          |       |          | 4400  | 800    |         |
| month | 100     | 120     | 10        |       |          |       |          |       |        |         |
| meal | 8        | 8.5     | 100       | 66    | 56100    | 56000 | 150      | 56100 | 3300   | -50     |
| term |          | 50      | 2         |       | 100      |       | 10       | 100   |        |         |
| term | 50       | 60      |           |       | 100      | 100   |          |       |        | 0       |
| term | 50       | 60      | 0         |       |          | 100   |          | 0     | 0      |         |
"""


def test_sums_are_left_open_where_a_figure_is_missing() -> None:
    today = school(TODAY)
    for cells in tables_in(MONEY)[0]:
        row = {column.key: None for column in fees.SPEC.columns}
        known = {key: value_of(fees.SPEC, key, cell) for key, cell in cells.items()}
        wanted = {key: known.pop(key) for key in ("total", "excess", "surplus")}
        computed = fees.REGISTER.complete and fees.REGISTER.complete({**row, **known}, today)
        assert computed
        assert {key: computed[key] for key in wanted} == wanted, cells


# Whether the money of a charge is where it belongs, with what was due by 20 October done: the last of the six duties alone.
TWO_LINES = """
| nature   | account  | remit_due  | remitted   | settle_due | settled    | duties |
|----------|----------|------------|------------|------------|------------|--------|
| admin    | treasury |            |            |            |            | 1/6    |
| admin    | special  | 2026-10-20 |            |            |            | 1/6    |
| admin    | special  | 2026-10-19 |            |            |            | 0/6    |
| admin    | special  | 2026-10-19 | 2026-10-20 |            |            | 1/6    |
| admin    | school   |            |            |            |            | 0/6    |
| service  | school   |            |            | 2026-10-19 |            | 0/6    |
| service  | school   |            |            | 2026-10-19 | 2026-10-19 | 1/6    |
| service  | supplier |            |            |            |            | 0/6    |
| agency   | supplier |            |            | 2027-01-31 |            | 1/6    |
| agency   | school   |            |            | 2026-10-01 |            | 0/6    |
| donation | school   |            |            |            |            | 1/2    |
| donation | outside  |            |            |            |            | 0/2    |
| other    | supplier |            |            |            |            | 1/6    |
| other    | outside  |            |            |            |            | 0/6    |
|          | school   |            |            |            |            |        |
"""


def test_each_nature_has_the_duties_that_it_needs_and_an_account_of_its_own() -> None:
    today = school(TODAY)
    for cells in tables_in(TWO_LINES)[0]:
        row: dict[str, Value] = {column.key: None for column in fees.SPEC.columns}
        known = {key: value_of(fees.SPEC, key, cell) for key, cell in cells.items()}
        duties = known.pop("duties")
        complete = fees.REGISTER.complete
        assert complete
        assert complete(row | known, today)["duties"] == duties, cells


IN_TIME = """
| posted     | notified   | valid_until | duties |
|------------|------------|-------------|--------|
| 2026-09-01 | 2026-09-01 | 2026-09-01  | 3/6    |
| 2026-09-02 | 2026-09-01 | 2026-09-01  | 2/6    |
| 2026-09-01 | 2026-09-02 |             | 2/6    |
|            | 2026-09-01 | 2026-08-31  | 1/6    |
"""


def test_what_comes_after_charging_began_is_not_kept() -> None:
    for cells in tables_in(IN_TIME)[0]:
        row: dict[str, Value] = {column.key: None for column in fees.SPEC.columns}
        row |= APPROVED | {"nature": "agency", "start": date(2026, 9, 1)}
        known: Row = {key: value_of(fees.SPEC, key, cell) for key, cell in cells.items()}
        complete = fees.REGISTER.complete
        assert complete
        assert complete({**row, **known}, school(TODAY))["duties"] == known["duties"], cells


def test_the_first_blocks_fit_a_screen() -> None:
    """What is seen without opening a group: what a clerk fills in first, and the check of each block."""
    for lang in LANGS:
        assert sum(fees.SPEC.in_view(column, lang) for column in fees.SPEC.columns) <= 16
