"""When a return was saved and what its file is called, as far as can be told."""

from __future__ import annotations

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl import catalogue, templates
from softenv_xl.clock import now
from softenv_xl.errors import Stop
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.intake.returns import check_return
from softenv_xl.issues import Issue, Place
from softenv_xl.legible import UNSHOWN, file_name, legible
from tests.gate.packages import parts, zipped
from tests.support.small_school import TODAY, control


def test_a_return_that_tells_no_time_of_its_own_goes_by_the_file(tmp_path: Path) -> None:
    early, late = tmp_path / "a.xlsx", tmp_path / "b.xlsx"
    days = {early: datetime(2026, 9, 1, tzinfo=UTC), late: datetime(2026, 9, 5, tzinfo=UTC)}
    for path, day in days.items():
        path.write_bytes(templates.path("return", "zh").read_bytes())
        os.utime(path, (day.timestamp(), day.timestamp()))
    saved = [delivery.saved for delivery in deliveries([early, late], 1)]
    assert saved == [day.replace(tzinfo=None) for day in days.values()]


def test_what_programs_keep_beside_an_open_workbook_is_no_delivery(tmp_path: Path) -> None:
    for name in ("a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", ".softenv/x.xlsx", "more/b.ods"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert files_in([tmp_path, tmp_path / "a.xlsx"]) == [tmp_path / "a.xlsx", tmp_path / "more" / "b.ods"]


@pytest.mark.parametrize(
    "said", ["0001-01-01", "1601-01-01", "1970-01-01", "1980-01-01", "1999-12-31", "2036-02-07", "9999-12-31"]
)
def test_a_time_that_cannot_be_gives_way_to_the_files_own(said: str, tmp_path: Path) -> None:
    assert _saved(tmp_path, said, datetime(2026, 9, 5, 8, tzinfo=UTC)) == datetime(2026, 9, 5, 8)  # noqa: DTZ001


def test_a_time_that_can_be_goes_before_the_files_own(tmp_path: Path) -> None:
    assert _saved(tmp_path, "2000-01-01", datetime(2026, 9, 5, tzinfo=UTC)) == datetime(2000, 1, 1)  # noqa: DTZ001
    tomorrow = now() + timedelta(hours=23)
    assert _saved(tmp_path, tomorrow.isoformat(), datetime(2026, 9, 5, tzinfo=UTC)) == tomorrow


def test_where_neither_can_be_it_was_saved_by_now(tmp_path: Path) -> None:
    before = now()
    assert before <= _saved(tmp_path, "1601-01-01", datetime(1980, 1, 1, tzinfo=UTC)) <= now()
    assert before <= _saved(tmp_path, "2036-01-01", datetime(2040, 1, 1, tzinfo=UTC)) <= now()


def _saved(folder: Path, said: str, modified: datetime) -> datetime:
    path = folder / "a.xlsx"
    core = f'<c:p xmlns:c="c" xmlns:d="d"><d:modified>{said}</d:modified></c:p>'
    path.write_bytes(zipped({**parts(), "docProps/core.xml": core}))
    os.utime(path, (modified.timestamp(), modified.timestamp()))
    (delivery,) = deliveries([path], 1)
    return delivery.saved


@pytest.mark.skipif(sys.platform != "linux", reason="other systems store no such names")
@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("韩德明自查表.xlsx".encode("gbk"), "韩德明自查表.xlsx"),
        ("自查表（二）é.xlsx".encode(), "自查表（二）é.xlsx"),
        (b"a\xff\xfe\x80.xlsx", "a\\xff\\xfe\\x80.xlsx"),
        ("自查表".encode() + b"\xba\xab.xlsx", "自查表\\xba\\xab.xlsx"),
        (b"a\n\x1b[31m.xlsx", "a\\x0a\\x1b[31m.xlsx"),
    ],
)
def test_a_name_that_is_no_text_is_told_as_one(stored: bytes, shown: str, tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/" + stored
    Path(os.fsdecode(path)).write_bytes(templates.path("return", "zh").read_bytes())
    (delivery,) = deliveries(files_in([tmp_path]), 1)
    assert delivery.file == shown
    assert delivery.book is not None
    assert json.loads(
        json.dumps(
            check_return(delivery, control(), TODAY).issues[0].as_record("zh"), ensure_ascii=False
        ).encode()
    )


def test_half_a_character_as_windows_allows_it() -> None:
    assert legible("a\ud83d.xlsx") == "a\\ud83d.xlsx"
    assert Issue(catalogue.FILE_EMPTY, Place("x")).in_file(legible("a\ud83d")).place.file.encode()
    assert Stop("file.not-found", file="/\udcba\udcab/表").sentence(
        "zh"
    ) == "找不到文件：/韩/表。 请检查路径和文件名。".replace(" ", "")


@given(st.binary(max_size=40))
def test_whatever_the_bytes_a_name_can_be_shown(stored: bytes) -> None:
    words = stored.decode("utf-8", "surrogateescape")
    shown = file_name(PurePosixPath("a" + words.replace("/", "")))
    assert shown.encode().decode() == shown
    assert "\n" not in shown
    is_text = not any(0xD800 <= ord(letter) <= 0xDFFF for letter in words)
    assert not UNSHOWN.search(legible(words))
    assert (legible(words) == words) is (is_text and not UNSHOWN.search(words))
