"""A workbook that somebody has open is not written; the message says who, and what to delete if nobody has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from softenv_xl import store
from softenv_xl.errors import Stop
from softenv_xl.store.lock_owners import excel_person, libreoffice_person
from tests.store.shelves import rewrite

if TYPE_CHECKING:
    from pathlib import Path

# As LibreOffice 7.4 wrote it for a user who never entered a name.
LIBREOFFICE_NAMELESS = b",root,office-3,24.11.2026 00:07,file:///home/root/.config/libreoffice/4;"


def owner_file(name: str, codepage: str = "gb18030") -> bytes:
    """165 bytes, as Excel writes them beside an open workbook."""
    narrow = name.encode(codepage)
    wide = name.encode("utf-16-le")
    return (
        (bytes([len(narrow)]) + narrow).ljust(55)
        + (len(wide) // 2).to_bytes(2, "little")
        + (wide + " ".encode("utf-16-le") * 54)[:108]
    )


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "总 台账.xlsx"
    store.create(path, b"first")
    rewrite(path, b"second")
    return path


MARKS = [
    ("~$总 台账.xlsx", owner_file("王芳"), "Excel 或 WPS（王芳）", "Excel or WPS (王芳)"),
    ("~$总 台账.xlsx", b"", "Excel 或 WPS", "Excel or WPS"),
    (".~lock.总 台账.xlsx#", "王芳,wang,pc-7,x,y;".encode(), "LibreOffice（王芳）", "LibreOffice (王芳)"),
    (
        ".~lock.总 台账.xlsx#",
        LIBREOFFICE_NAMELESS,
        "LibreOffice（root@office-3）",
        "LibreOffice (root@office-3)",
    ),
]


@pytest.mark.parametrize(("mark", "content", "zh", "en"), MARKS)
def test_an_open_workbook_is_not_written(book: Path, mark: str, content: bytes, zh: str, en: str) -> None:
    snapshot = store.read(book)
    (book.parent / mark).write_bytes(content)
    for work in (lambda: store.replace(snapshot, b"third"), lambda: store.undo(book)):
        with pytest.raises(Stop) as stop:
            work()
        assert stop.value.code == "file.in-use"
        assert f"正被 {zh} 打开" in stop.value.sentence("zh")
        assert f"is open in {en}." in stop.value.sentence("en")
        assert f"“{mark}”" in stop.value.sentence("zh")
        assert f"“{mark}”" in stop.value.sentence("en")
        assert book.read_bytes() == b"second"

    assert store.read(book) == snapshot
    (book.parent / mark).unlink()
    store.replace(snapshot, b"third")
    assert book.read_bytes() == b"third"


def test_nothing_to_write_does_not_need_the_workbook(book: Path) -> None:
    (book.parent / f"~${book.name}").write_bytes(owner_file("王芳"))
    store.replace(store.read(book), b"second")


def test_a_mark_of_another_workbook_does_not_count(book: Path) -> None:
    (book.parent / "~$台账.xlsx").write_bytes(owner_file("王芳"))
    (book.parent / ".~lock.总 台账.xls#").write_bytes(LIBREOFFICE_NAMELESS)
    rewrite(book, b"third")


def test_the_mark_stands_beside_the_file_behind_a_link(book: Path, tmp_path: Path) -> None:
    """Where LibreOffice puts it, too."""
    (tmp_path / "desk").mkdir()
    link = tmp_path / "desk" / "link.xlsx"
    link.symlink_to(book)
    (book.parent / f".~lock.{book.name}#").write_bytes(LIBREOFFICE_NAMELESS)
    with pytest.raises(Stop) as stop:
        rewrite(link, b"third")
    assert stop.value.code == "file.in-use"


@pytest.mark.parametrize(
    ("mark", "person"),
    [
        (owner_file("Wang Fang", "latin-1"), "Wang Fang"),
        (owner_file("王芳")[:55], "王芳"),  # the narrow name alone
        (owner_file("Li")[:55] + b"\xff\xff" + b"x" * 108, "Li"),
        (owner_file("王"), "王"),
        (owner_file("a" * 52), "a" * 52),
        (b"\x05ab", "ab"),
        (b"\x00" * 165, ""),
    ],
)
def test_names_in_owner_files(mark: bytes, person: str) -> None:
    assert excel_person(mark) == person


@pytest.mark.parametrize(
    ("mark", "person"),
    [
        (rb"Wang\, Fang \\ \; Co,wang,pc,x,y;", r"Wang, Fang \ ; Co"),
        (b",,pc-7,x,y;", "pc-7"),
        (b",wang,,x,y;", "wang"),
        (b",,,,;", ""),
        (b"cut sho", ""),
        (b"", ""),
    ],
)
def test_names_in_lock_files(mark: bytes, person: str) -> None:
    assert libreoffice_person(mark) == person


@given(st.binary(max_size=170))
def test_a_damaged_mark_gives_a_printable_name(mark: bytes) -> None:
    assert excel_person(mark).isprintable()
    assert libreoffice_person(mark).isprintable()


@given(st.text(st.characters(exclude_categories=["C", "Z"], max_codepoint=0xFFFF), min_size=1, max_size=13))
def test_any_name_of_an_owner_file_is_read_back(name: str) -> None:
    assert excel_person(owner_file(name)) == name


@given(st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1))
def test_any_name_of_a_lock_file_is_read_back(name: str) -> None:
    escaped = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    assert libreoffice_person(f"{escaped},wang,pc,x,y;".encode()) == name
