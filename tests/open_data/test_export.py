"""The export's folder: formats, the data dictionary, what stays inside; the commands."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from softenv_xl.open_data.dictionary import dictionary
from softenv_xl.open_data.tables import tables
from softenv_xl.open_data.writing import Export, Format, export
from softenv_xl.registers import REGISTERS, appraisal_results
from softenv_xl.schema.column import Kind
from softenv_xl.schema.vocabulary import Vocabulary
from tests.publication.school import computed, field, rows, typed, whole
from tests.support.command import ALONE, Said, command
from tests.support.small_school import register

FORMATS: tuple[Format, ...] = ("csv", "json", "parquet")


def made(out: Path, format_: Format, **options: bool) -> Export:
    return export(whole("zh"), computed(whole("zh")), out, format_, **options)


def loaded(path: Path) -> list[dict[str, Any]]:
    if path.suffix == ".csv":
        return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))
    if path.suffix == ".json":
        told: list[dict[str, Any]] = json.loads(path.read_text("utf-8"))
        return told
    return pq.read_table(path).to_pylist()  # type: ignore[no-any-return]


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_says_the_same(tmp_path: Path, format_: Format) -> None:
    done = made(tmp_path, format_, labels=True)
    assert done.tables == len(done.files.written) - 1
    (fee,) = loaded(tmp_path / f"fees.{format_}")
    assert (fee["nature"], fee["nature.label"], fee["name"]) == ("admin", "行政事业性收费", "Boarding")
    assert float(fee["charged"]) == 300
    assert str(fee["start"]) == "2026-09-01"
    assert not fee["valid_until"]
    if format_ == "parquet":
        assert fee["start"] == date(2026, 9, 1)
    if format_ == "json":
        assert fee["charged"] == 300
    described = {(row["table"], row["key"]): row for row in loaded(tmp_path / f"dictionary.{format_}")}
    assert described["fees", "nature"]["words"].startswith("admin = 行政事业性收费 / Administrative charge; ")


@pytest.mark.parametrize("format_", FORMATS)
def test_the_same_workbook_makes_the_same_bytes(tmp_path: Path, format_: Format) -> None:
    made(tmp_path / "a", format_)
    made(tmp_path / "b", format_)
    first, second = ({p.name: p.read_bytes() for p in (tmp_path / one).iterdir()} for one in "ab")
    assert first == second
    assert made(tmp_path / "a", format_).files.written == ()


@pytest.mark.parametrize("format_", FORMATS)
def test_confidential_columns_only_where_they_are_asked_for(tmp_path: Path, format_: Format) -> None:
    made(tmp_path, format_)
    hidden = ("complainant", "contact", "giver", "group_size")
    for path in tmp_path.iterdir():
        if path.suffix == f".{format_}":
            keys = {key for row in loaded(path) for key in row}
            assert keys.isdisjoint(hidden) or path.stem == "dictionary", path
            assert "Quincy" not in str(loaded(path))
            assert "139-0001-7734" not in str(loaded(path))
    described = loaded(tmp_path / f"dictionary.{format_}")
    assert not [row for row in described if row["confidential"] == "yes"]
    made(tmp_path, format_, confidential=True)
    (case,) = loaded(tmp_path / f"cases.{format_}")
    assert (case["complainant"], case["contact"]) == ("Quincy", "139-0001-7734")


@pytest.mark.parametrize("format_", FORMATS)
def test_hidden_figures_are_hidden_in_every_format(tmp_path: Path, format_: Format) -> None:
    every = rows("zh")[appraisal_results.SPEC]
    book = typed(
        whole("zh"),
        appraisal_results.SPEC,
        [{**every[0], "shown": "hidden", "satisfied": 0.4321}, *every[1:]],
        "zh",
    )
    export(book, computed(book), tmp_path, format_)
    first, second, *_ = loaded(tmp_path / f"appraisal.{format_}")
    assert first["shown"] == "hidden"
    assert not any(first[key] for key in ("respondents", "satisfied", "low", "high", "score"))
    assert float(second["satisfied"]) == 0.9
    for path in tmp_path.iterdir():
        assert b"4321" not in path.read_bytes()


def test_a_register_that_isn_t_used_is_left_out(tmp_path: Path) -> None:
    book = field(whole("zh"), "options_use_fees", "否")
    export(book, computed(book), tmp_path, "csv")
    assert not (tmp_path / "fees.csv").exists()
    assert not (tmp_path / "fee_words.csv").exists()
    assert (tmp_path / "cases.csv").exists()


def test_the_dictionary_describes_every_column() -> None:
    made_ = list(tables(whole("zh"), computed(whole("zh")), confidential=True))
    told = list(dictionary(made_))
    assert len(told) == sum(len(table.columns) for table in made_)
    assert {table.key for table in made_} >= {register_.key for register_ in REGISTERS}
    for row in told:
        assert all(row[key] for key in ("table", "table_zh", "table_en", "key", "zh", "en", "kind", "owner"))
        assert "{" not in f"{row['rules_zh']}{row['rules_en']}"
    by_key = {(row["table"], row["key"]): row for row in told}
    for table in made_:
        for column in table.columns:
            row = by_key[table.key, column.key]
            assert column.kind is not Kind.CHECK
            assert bool(row["words"]) == bool(column.choices)
            assert (row["required"] == "yes") == column.required
            if isinstance(column.choices, Vocabulary):
                assert all(key in str(row["words"]) for key, _ in column.choices.words)
    assert "2000" in str(by_key["settings", "year"]["rules_en"])


def run(*words: str | Path, typed_in: str = "") -> Said:
    return command(*words, typed_in=typed_in, environ=ALONE)


def test_the_commands_and_undo(tmp_path: Path) -> None:
    control, out = tmp_path / "control.xlsx", tmp_path / "out"
    control.write_bytes(register("zh"))
    before = control.read_bytes()
    ran = run("export", control, out, "--lang", "en")
    assert ran.code == 0, ran.err
    assert "data dictionary" in ran.out
    staff = out / "people.csv"
    staff.write_bytes(staff.read_bytes().replace("王芳".encode(), b"=1+1"))
    ran = run("import-csv", control, out, "--lang", "en")
    assert ran.code == 0, ran.out + ran.err
    assert "1 cells changed" in ran.out
    ran = run("export", control, tmp_path / "again", "--lang", "en")
    assert "'=1+1" in (tmp_path / "again" / "people.csv").read_text("utf-8-sig")
    assert run("undo", control).code == 0
    assert control.read_bytes() == before
    staff.write_bytes(b"nubmer,name\r\n1,2\r\n")
    ran = run("import-csv", control, out, "--lang", "en")
    assert ran.code == 1
    assert "nubmer" in ran.out
    assert control.read_bytes() == before


def test_confidential_columns_need_a_yes(tmp_path: Path) -> None:
    control, out = tmp_path / "control.xlsx", tmp_path / "out"
    control.write_bytes(register("zh"))
    ran = run("export", control, out, "--confidential", "--lang", "en", typed_in="yes\n")  # nobody sits there
    assert ran.code == 2
    assert "export.unconfirmed" in ran.err
    assert not out.exists()
    assert run("export", control, out, "--confidential", "--yes").code == 0
    assert "complainant" in (out / "cases.csv").read_text("utf-8-sig")


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("export", "{control}", "{out}", "--format", "xml"), "usage.choice"),
        (("import-csv", "{control}", "{out}"), "file.not-readable"),
        (("import-csv", "{control}", "{empty}"), "import.no-files"),
    ],
)
def test_what_stops_them(tmp_path: Path, words: tuple[str, ...], code: str) -> None:
    control = tmp_path / "control.xlsx"
    control.write_bytes(register("zh"))
    (tmp_path / "empty").mkdir()
    places = {"control": control, "out": tmp_path / "out", "empty": tmp_path / "empty"}
    ran = run(*(word.format(**places) for word in words))
    assert ran.code == 2
    assert code in ran.err
