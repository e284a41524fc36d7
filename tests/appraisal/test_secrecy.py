"""A teacher of whom four parents spoke can't be worked out from anything that the program writes or says.

It is the same to the byte whatever marks the four gave, and however few they were: no difference of totals, departments,
questions, earlier presses or chart caches can tell what it doesn't depend on. (Conduct that they have seen becomes a lead
that names nobody.) And nothing that a form tool tells about the senders is written anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.appraisal.press import appraise, everything, figures, press, result, rows
from tests.appraisal.survey import (
    AS_OF,
    CONDUCT,
    HIDDEN,
    LAYOUTS,
    SECRETS,
    TEACHERS,
    Sheet,
    about,
    control,
    folder,
    sheets,
    write_csv,
    write_xlsx,
)

REPLIES = (["满意"], ["不满意"], ["基本满意", "不满意"])
WITHOUT = dict.fromkeys(("T0100", "T0200"), 6)
"""So many more sheets about these two come with a later file."""


Outputs = list[tuple[list[str], dict[str, bytes]]]
"""What was said and what is written after each press."""


def _press(beside: Path, found: Sequence[Sheet], name: str) -> list[str]:
    """The files of all three tools pressed into a workbook; what the press says, in sentences and as JSON."""
    files = folder(beside)
    for at, (tool, layout) in enumerate(LAYOUTS.items()):
        own = [sheet for sheet in found if sheet.number % len(LAYOUTS) == at]
        write = write_csv if tool == "tencent" else write_xlsx
        write(files / f"{name}-{tool}{'.csv' if tool == 'tencent' else '.xlsx'}", layout(own))
    workbook = beside / "c.xlsx"
    said = [appraise(workbook).out, appraise(workbook, "--json").out]
    said += [press("refresh", workbook, "--json", "--as-of", AS_OF).out]
    return [*said, press("why", workbook, HIDDEN, "--as-of", AS_OF).out]


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, Outputs]]:
    """For each of several things that the four may have said: the folder, and all outputs of two presses."""
    made = []
    for reply in REPLIES:
        beside = tmp_path_factory.mktemp("school")
        control(beside / "c.xlsx")
        first = sheets(hidden_says=reply)
        outputs = [(_press(beside, first, "1"), everything(beside / "c.xlsx"))]
        later = [Sheet(s.teacher, s.answers, s.number + 1000) for s in sheets(WITHOUT, seed=2)]
        outputs.append((_press(beside, later, "2"), everything(beside / "c.xlsx")))
        made.append((beside, outputs))
    return made


def test_everything_is_the_same_whatever_the_four_said(runs: list[tuple[Path, Outputs]]) -> None:
    (_, first), *others = runs
    for _, outputs in others:
        for (said, written), (theirs, there) in zip(first, outputs, strict=True):
            assert said == theirs
            assert [
                name for name in written.keys() | there.keys() if written.get(name) != there.get(name)
            ] == []


def test_what_others_said_is_seen_in_the_results_so_that_the_test_looks_at_something(
    runs: list[tuple[Path, Outputs]], tmp_path: Path
) -> None:
    workbook = control(tmp_path / "c.xlsx")
    found = sheets(hidden_says=REPLIES[0])
    shown = next(
        at for at, sheet in enumerate(found) if sheet.teacher == "T0100" and sheet.answers["Q5"] == "满意"
    )
    said = _press(tmp_path, about(found, {"Q5": "不满意"}, shown), "1")
    (theirs, written), _ = runs[0][1]
    assert everything(workbook) != written
    assert said[0].splitlines()[-2:] == theirs[0].splitlines()[-2:]  # the counts are the same


def test_how_many_they_were_is_the_same_as_well(tmp_path: Path) -> None:
    outputs = []
    for few in (4, 2):
        beside = tmp_path / str(few)
        beside.mkdir()
        workbook = control(beside / "c.xlsx")
        found = [sheet for sheet in sheets(hidden_says=["满意"]) if sheet.teacher != HIDDEN]
        found += [Sheet(HIDDEN, dict.fromkeys(("Q5",), "满意"), 900 + n) for n in range(few)]
        outputs.append((_press(beside, found, "1"), everything(workbook)))
    assert outputs[0] == outputs[1]


def test_the_hidden_one_has_company_and_no_figures(runs: list[tuple[Path, Outputs]]) -> None:
    workbook = runs[0][0] / "c.xlsx"
    hidden = [row for row in rows(workbook) if row["shown"] == "— 人数少，不显示"]
    assert [row["number"] for row in hidden] == [
        HIDDEN,
        "T0102",
    ]  # four, and the next fewest of the department
    assert all(value is None for row in hidden for value in figures(row))


def test_nothing_about_the_senders_is_written_or_said(runs: list[tuple[Path, Outputs]]) -> None:
    for _, outputs in runs:
        for said, written in outputs:
            texts = [*said, *(content.decode("utf-8", "replace") for content in written.values())]
            assert not [secret for secret in SECRETS for text in texts if secret in text]


def test_one_more_sheet_changes_no_figure_whatever_it_says(tmp_path: Path) -> None:
    """Who has the workbook of yesterday and of today can't tell what the parent in between said."""
    results = []
    for answer in ("满意", "不满意"):
        beside = tmp_path / answer
        beside.mkdir()
        workbook = control(beside / "c.xlsx")
        files = folder(beside)
        write_xlsx(files / "1.xlsx", LAYOUTS["wenjuanxing"](sheets()))
        appraise(workbook)
        before = rows(workbook)
        one = Sheet("T0100", {"Q5": answer, "Q1": answer}, 5000)
        write_xlsx(files / "2.xlsx", LAYOUTS["wenjuanxing"]([one]))
        assert "figures-wait" in appraise(workbook).out
        assert rows(workbook) == before
        results.append(everything(workbook))
    assert results[0] == results[1]


def test_five_more_sheets_do(tmp_path: Path) -> None:
    workbook = control(tmp_path / "c.xlsx")
    files = folder(tmp_path)
    write_xlsx(files / "1.xlsx", LAYOUTS["wenjuanxing"](sheets()))
    appraise(workbook)
    before = result(workbook, "T0100")
    more = [Sheet("T0100", {"Q5": "不满意"}, 5000 + n) for n in range(5)]
    write_xlsx(files / "2.xlsx", LAYOUTS["wenjuanxing"](more))
    appraise(workbook)
    after = result(workbook, "T0100")
    assert _number(after["respondents"]) == _number(before["respondents"]) + 5
    assert _number(after["satisfied"]) < _number(before["satisfied"])


def _number(value: object) -> float:
    assert isinstance(value, int | float)
    return value


@pytest.mark.parametrize("many", [4, 2])
def test_conduct_of_the_hidden_is_a_lead_that_names_nobody(tmp_path: Path, many: int) -> None:
    from softenv_xl.registers.appraisal_leads import SPEC

    workbook = control(tmp_path / "c.xlsx")
    found = sheets()
    seen = [at for at, sheet in enumerate(found) if sheet.teacher == HIDDEN][:many]
    for at in seen:
        found = about(found, {CONDUCT[0]: "有"}, at)
    write_xlsx(folder(tmp_path) / "1.xlsx", LAYOUTS["jinshuju"](found))
    appraise(workbook)
    leads = rows(workbook, SPEC)
    assert len(leads) == (many >= 3)
    for lead in leads:
        assert (lead["number"], lead["name"], lead["count"]) == (None, None, None)
        assert not [name for name, _ in TEACHERS.values() if name in str(lead)]
