"""Of what is no .xlsx there is no copy, but a line that says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from softenv_xl import flow
from softenv_xl.demo.corruptions import typed
from softenv_xl.errors import Stop
from softenv_xl.exchange.returned import SentBack, send_back
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from tests.libreoffice import saved_as
from tests.support.small_school import TODAY, changed, filled, register


def sent_back(folder: Path) -> SentBack:
    control, inbox = folder / "control.xlsx", folder / "inbox"
    control.write_bytes(register("en"))
    paths = files_in([inbox])
    flow.collect(FileWorkbook(control), deliveries(paths, 1), TODAY)
    return send_back(FileWorkbook(control), paths, deliveries(paths, 1), folder / "out", TODAY)


@pytest.mark.libreoffice
@pytest.mark.parametrize("ending", ["xls", "ods"])
def test_another_programs_format(tmp_path: Path, ending: str) -> None:
    source, inbox = tmp_path / "return.xlsx", tmp_path / "inbox"
    inbox.mkdir()
    source.write_bytes(changed(filled("en"), typed("selfcheck", "C6", None), lang="en"))
    saved_as(source, inbox / f"return.{ending}")
    done = sent_back(tmp_path)
    assert done.copies == ()
    (one,) = done.uncopied
    assert one.why.en == f"it is an .{ending} file"
    assert ".xlsx" in one.remedy.en
    assert one.mend.person
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("table.csv", b"Item,Answer\nFees,No\n"),
        ("photo.jpg", b"\xff\xd8\xff\xe0 a picture"),
        ("paper.pdf", b"%PDF-1.7"),
        ("nothing.xlsx", b""),
        ("locked.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + b"EncryptedPackage" * 99),
    ],
)
def test_what_cannot_be_opened(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "inbox" / name).write_bytes(content)
    done = sent_back(tmp_path)
    assert done.copies == ()
    assert [(one.mend.file, one.why.en) for one in done.uncopied] == [(name, "the file can't be opened")]


def test_copies_are_never_put_among_what_is_collected(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "inbox").mkdir()
    (tmp_path / "out" / "inbox" / "return.xlsx").write_bytes(filled("en"))
    control = tmp_path / "control.xlsx"
    control.write_bytes(register("en"))
    paths = files_in([tmp_path / "out"])
    with pytest.raises(Stop) as stop:
        send_back(FileWorkbook(control), paths, deliveries(paths, 1), tmp_path / "out", TODAY)
    assert stop.value.code == "sendback.in-inbox"
