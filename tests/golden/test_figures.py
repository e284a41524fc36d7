"""The figures that people read are those that `school.md` comes to on paper."""

from __future__ import annotations

from fractions import Fraction

import pytest

from softenv_xl.grid.cell import Value
from softenv_xl.registers import departments, tracker_figures
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import Patch
from softenv_xl.views import dashboard
from softenv_xl.words import LANGS, Lang
from tests.golden import school
from tests.golden.scenes import patch

SCENES = [key for key in school.TILES[0] if key != "figure"]
EVERY = [(scene, lang) for scene in SCENES for lang in LANGS]

every_scene = pytest.mark.parametrize(("scene", "lang"), EVERY)


def number(cell: str) -> float | None:
    """3/5 as the page has it; a blank is no figure."""
    return float(Fraction(cell)) if cell else None


def of(page: list[dict[str, str]], scene: str) -> list[dict[str, str]]:
    return [
        {key: cell for key, cell in row.items() if key != "scene"} for row in page if row["scene"] == scene
    ]


def written(patch: Patch, spec: TableSpec, lang: Lang) -> list[dict[str, Value]]:
    """A table's rows as they are written, by the register's keys."""
    table = school.table(patch, spec.key)
    keys = {column.label(lang): column.key for column in spec.columns}
    names = [keys.get(header, header) for header in table.columns]
    return [dict(zip(names, row.values, strict=True)) for row in table.rows]  # type: ignore[arg-type]


@every_scene
def test_the_tiles(scene: str, lang: Lang) -> None:
    cells = {cell.name: cell.value for cell in patch(scene, lang).cells}
    assert {row["figure"] for row in school.TILES} == {tile.key for tile in dashboard.TILES}
    for row in school.TILES:
        assert cells[f"dash_{row['figure']}"] == pytest.approx(number(row[scene])), row["figure"]


@every_scene
def test_beside_the_departments(scene: str, lang: Lang) -> None:
    rows = written(patch(scene, lang), departments.SPEC, lang)
    page = of(school.ROLLUPS, scene)
    assert len(page) == len(rows) == len(school.DEPARTMENTS)
    for line, row in zip(page, rows, strict=True):
        name = line.pop("department")
        assert row["coverage"] == pytest.approx(
            number(f"{line['received']}/{line['due']}" if line["due"] != "0" else "")
        )
        assert {key: row[key] for key in line} == pytest.approx(
            {key: number(cell) for key, cell in line.items()}
        ), name


@every_scene
def test_returns_by_department(scene: str, lang: Lang) -> None:
    rows = {row["department"]: row for row in written(patch(scene, lang), dashboard.BY_DEPARTMENT, lang)}
    for line in of(school.BY_DEPARTMENT, scene):
        row = rows[school.said(line.pop("department"), lang)]
        assert {key: row[key] for key in line} == {key: int(cell) for key, cell in line.items()}


@every_scene
def test_bans_by_state(scene: str, lang: Lang) -> None:
    rows = written(patch(scene, lang), dashboard.BY_BAN, lang)
    page = {line["ban"]: line for line in of(school.BY_BAN, scene)}
    assert page
    for row in rows:
        number_of, counts = str(row["ban"]).split(" ")[0], {key: row[key] for key in dashboard.BAN_STATES}
        line = page.pop(number_of, None)
        assert counts == {key: int(line[key]) if line else 0 for key in dashboard.BAN_STATES}
    assert not page


@every_scene
def test_overdue_items_by_age(scene: str, lang: Lang) -> None:
    rows = written(patch(scene, lang), tracker_figures.AGEING, lang)
    (line,) = of(school.AGES, scene)
    assert [row["items"] for row in rows] == [int(count) for count in line["ages"].split()]


@every_scene
def test_items_over_the_campaign(scene: str, lang: Lang) -> None:
    rows = {str(row["week"]): row for row in written(patch(scene, lang), tracker_figures.OVER_TIME, lang)}
    page = of(school.OVER_TIME, scene)
    assert page
    for line in page:
        assert (rows[line["day"]]["open"], rows[line["day"]]["closed"]) == (
            int(line["open"]),
            int(line["closed"]),
        )
