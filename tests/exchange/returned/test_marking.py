"""A returned copy is the teacher's own file: each wrong cell marked, a list in front, and nothing else changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from openpyxl import load_workbook
from openpyxl.comments import Comment

from softenv_xl.books import RETURN
from softenv_xl.demo import FAULTS, Fault
from softenv_xl.demo.corruptions import typed
from softenv_xl.errors import Stop
from softenv_xl.hosts.file.marking import Mark, marked
from softenv_xl.hosts.file.marking.notes import OPENING, _text, _without_own, note_of
from softenv_xl.hosts.file.markup import MAIN
from softenv_xl.intake.returns import CheckedReturn
from softenv_xl.issues import Severity
from softenv_xl.legible import UNSHOWN
from softenv_xl.templates.sent_back import draw
from softenv_xl.words import LANGS, Lang, Text
from tests.exchange.returned.copies import coloured, copy_of, listed, lists, noted, parts, values
from tests.libreoffice import saved_as
from tests.support.package_rules import broken
from tests.support.packages import surgery, with_part
from tests.support.small_school import PLANS, changed, checked, filled, loaded, told
from tests.validators import schema_errors

READABLE = [fault for fault in FAULTS if fault.readable and not fault.borrowed]


def spoilt(fault: Fault, lang: Lang) -> bytes:
    return fault.corruption(filled(lang, plans=PLANS[:1]), lang)


def cells_of(result: CheckedReturn) -> Iterator[tuple[str, str]]:
    """The single cells of all errors and warnings."""
    for issue in result.issues:
        for cell in (issue.place.cell, *issue.also):
            if cell and ":" not in cell and issue.severity is not Severity.NOTE:
                yield issue.place.sheet, cell


@pytest.mark.parametrize("fault", READABLE, ids=lambda fault: fault.name)
def test_just_the_cells_of_the_issues_are_marked_and_nothing_typed_changes(fault: Fault) -> None:
    lang: Lang = LANGS[READABLE.index(fault) % 2]
    package = spoilt(fault, lang)
    result = checked(package, lang)
    copy = copy_of(package, result, lang)
    cells = set(cells_of(result))
    rows = {(i.place.sheet, i.place.cell.partition(":")[0]) for i in result.issues if ":" in i.place.cell}
    single = {(sheet, cell) for sheet, cell in coloured(copy) if (sheet, cell[1:]) not in rows}
    assert single == cells
    assert {place for place in noted(copy) if (place[0], place[1][1:]) not in rows} == cells
    assert not rows or coloured(copy) != cells
    shown = [(i.place.sheet, i.place.cell) for i in result.issues if i.severity is not Severity.NOTE]
    assert sorted((sheet, cell) for _, sheet, cell in listed(copy)) == sorted(shown)
    assert values(copy) == values(package)
    assert set(broken(copy)) <= set(broken(package))
    assert told(checked(copy, lang)) == told(result)


@pytest.mark.parametrize("lang", LANGS)
def test_only_the_parts_that_the_marks_concern_are_written(lang: Lang) -> None:
    package = changed(filled(lang), typed("selfcheck", "C6", None), lang=lang)
    before, after = parts(package), parts(copy_of(package, checked(package, lang), lang))
    marked_sheet = next(
        name
        for name, data in before.items()
        if b'r="C6"' in data and b"sheetData" in data and data != after[name]
    )
    different = {name for name in before if before[name] != after[name]}
    assert marked_sheet in different
    allowed = {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml"}
    rels = marked_sheet.replace("worksheets/", "worksheets/_rels/") + ".rels"
    opened_first = {name for name in different if b"tabSelected" in before[name]}
    assert different - opened_first <= {*allowed, marked_sheet, rels}


@pytest.mark.parametrize("lang", LANGS)
def test_a_file_that_is_marked_twice_has_its_marks_once(lang: Lang) -> None:
    package = changed(filled(lang), typed("selfcheck", "C6", None), typed("identity", "B16", None), lang=lang)
    once = copy_of(package, checked(package, lang), lang)
    assert copy_of(once, checked(once, lang), lang) == copy_of(package, checked(package, lang), lang)
    mended = changed(once, typed("identity", "B16", "2026-09-02"), lang=lang)
    again = copy_of(mended, checked(mended, lang), lang)
    assert {cell for _, cell in coloured(again)} == {cell for _, cell in cells_of(checked(mended, lang))}
    assert set(noted(again)) == set(cells_of(checked(mended, lang)))
    assert len(lists(again)) == 1


def test_a_cell_with_a_thread_of_comments_gets_no_note() -> None:
    package = changed(filled("en"), typed("selfcheck", "C6", None), typed("selfcheck", "C7", None), lang="en")
    book = load_workbook(BytesIO(package))
    sheet = book[RETURN.sheet("selfcheck").name.en]
    sheet["C6"].comment = Comment("[Threaded comment] Why?", "tc={A}")
    file = BytesIO()
    book.save(file)
    package = with_part(
        file.getvalue(),
        "xl/threadedComments/threadedComment1.xml",
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="C6" personId="{P}" id="{A}"><text>Why?</text></threadedComment></ThreadedComments>',
        f"xl/worksheets/sheet{book.sheetnames.index(sheet.title) + 1}.xml",
        "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment",
        "application/vnd.ms-excel.threadedcomments+xml",
    )
    notes = noted(copy_of(package, checked(package, "en"), "en"))
    assert notes[sheet.title, "C6"] == "[Threaded comment] Why?"
    assert notes[sheet.title, "C7"].startswith(OPENING.en)


@pytest.mark.parametrize(
    "later",
    [
        *("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems"),
        *("tableParts", "extLst"),
    ],
)
def test_the_notes_stand_before_what_the_format_has_after_them(later: str) -> None:
    package = changed(filled("en"), typed("identity", "B16", None), lang="en")
    name = f"xl/worksheets/sheet{loaded(package).sheetnames.index(RETURN.sheet('identity').name.en) + 1}.xml"
    followed = surgery(
        package, {name: lambda part: part.replace(b"</worksheet>", f"<{later}/></worksheet>".encode())}
    )
    copy = parts(copy_of(followed, checked(package, "en"), "en"))[name]
    assert 0 < copy.index(b"<legacyDrawing ") < copy.index(f"<{later}/>".encode())


def test_a_colour_rule_that_says_no_order_stops_nothing() -> None:
    package = changed(filled("en"), typed("selfcheck", "C6", None), lang="en")
    careless = surgery(
        package,
        {
            name: lambda part: re.sub(rb'(<cfRule [^>]*?) priority="\d+"', rb"\1", part)
            for name in parts(package)
            if name.startswith("xl/worksheets/sheet")
        },
    )
    assert coloured(copy_of(careless, checked(package, "en"), "en")) == coloured(
        copy_of(package, checked(package, "en"), "en")
    )


def test_lines_and_spaces_of_a_note_stay_as_they_are() -> None:
    package = changed(filled("en"), typed("selfcheck", "C6", None), lang="en")
    (note,) = (
        data
        for name, data in parts(copy_of(package, checked(package, "en"), "en")).items()
        if "comments" in name
    )
    words = [one for one in etree.fromstring(note).iter(f"{MAIN}t") if "\n" in (one.text or "")]
    assert words
    assert {one.get("{http://www.w3.org/XML/1998/namespace}space") for one in words} == {"preserve"}


def test_notes_of_the_teachers_own_stay() -> None:
    package = changed(filled("en"), typed("selfcheck", "C6", None), lang="en")
    book = load_workbook(BytesIO(package))
    sheet = book[RETURN.sheet("selfcheck").name.en]
    sheet["C6"].comment, sheet["C7"].comment = Comment("I am not sure", "me"), Comment("See B2", "me")
    file = BytesIO()
    book.save(file)
    package = file.getvalue()
    once = copy_of(package, checked(package, "en"), "en")
    notes = noted(once)
    assert notes[sheet.title, "C6"].startswith(OPENING.en)
    assert notes[sheet.title, "C6"].endswith("I am not sure")
    assert notes[sheet.title, "C7"] == "See B2"
    answered = changed(once, typed("selfcheck", "C6", Text("没有", "No")), lang="en")
    assert noted(copy_of(answered, checked(answered, "en"), "en")) == noted(package)


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=200))
def test_whatever_stands_in_a_note_stays_when_a_mark_comes_and_goes(
    before: str, after: str, said: str
) -> None:
    """Of characters that a note can hold; our own words stand between what others wrote."""
    before, after = (UNSHOWN.sub("", words) for words in (before, after))
    own = note_of(said.replace("softenv-xl", ""), OPENING.en)
    item = etree.fromstring(
        f'<comment xmlns="{MAIN[1:-1]}"><text><r><t/></r><r><t/></r><r><t/></r></text></comment>'
    )
    texts = list(item.iter(f"{MAIN}t"))
    texts[0].text, texts[2].text = before, after
    texts[1].text = UNSHOWN.sub(lambda letter: letter[0] if letter[0] == "\n" else "?", own) + "\n"
    assert _without_own(item)
    assert _text(item) == before + after
    assert not _without_own(item)


def test_a_sheet_of_the_lists_name_that_is_somebodys_own_stays() -> None:
    package = changed(filled("en"), typed("selfcheck", "C6", None), lang="en")
    book = load_workbook(BytesIO(package))
    book.create_sheet("To correct")["A1"] = "my own list"
    file = BytesIO()
    book.save(file)
    copy = loaded(copy_of(file.getvalue(), checked(package, "en"), "en"))
    assert copy.sheetnames[0] == "To correct 2"
    assert copy["To correct"]["A1"].value == "my own list"
    assert copy.active is copy.worksheets[0]
    assert [sheet.title for sheet in copy.worksheets if sheet.sheet_view.tabSelected] in (
        [],
        ["To correct 2"],
    )


def test_what_the_register_knows_of_others_is_not_told() -> None:
    """The number that belongs to the name is the office's to know."""
    package = changed(filled("en"), typed("identity", "B13", "9900001"), lang="en")
    result = checked(package, "en")
    assert [code for code, _, _ in told(result)] == ["person.unknown-near"]
    held = b"".join(parts(copy_of(package, result, "en")).values())
    assert held.count(b"2009017") == b"".join(parts(package).values()).count(b"2009017")


def test_words_that_no_part_can_hold_are_spelt_out() -> None:
    listing = draw(RETURN, "en", ["above"], [])
    mark = Mark(RETURN.sheet("selfcheck").name.en, "C6", True, note_of("a\x00b\x1b[1m", OPENING.en))
    copy = marked(filled("en"), [mark], listing, "return.xlsx")
    assert r"a\x00b\x1b[1m" in next(iter(noted(copy).values()))


def test_what_is_no_package_is_refused_with_a_reason() -> None:
    with pytest.raises(Stop) as stop:
        marked(b"PK\x03\x04 cut short", [], draw(RETURN, "en", [], []), "return.xlsx")
    assert stop.value.code == "workbook.unsafe-to-write"


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
def test_the_validator_finds_nothing_that_was_not_there(lang: Lang, tmp_path: Path) -> None:
    package = changed(filled(lang), typed("selfcheck", "C6", None), typed("problems", "E5", None), lang=lang)
    before, after = tmp_path / "before.xlsx", tmp_path / "after.xlsx"
    before.write_bytes(package)
    after.write_bytes(copy_of(package, checked(package, lang), lang))
    assert set(schema_errors(after)) <= set(schema_errors(before))


@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice-session")
def test_marks_are_known_again_after_libreoffice_has_saved_the_file(tmp_path: Path) -> None:
    package = changed(filled("zh"), typed("selfcheck", "C6", None), typed("problems", "E5", None))
    file = tmp_path / "copy.xlsx"
    file.write_bytes(copy_of(package, checked(package), "zh"))
    saved = saved_as(file, tmp_path / "saved.xlsx").read_bytes()
    result = checked(saved)
    assert told(result) == told(checked(package))
    again = copy_of(saved, result, "zh")
    assert coloured(again) == set(cells_of(result))
    assert {place: text.count(OPENING.zh) for place, text in noted(again).items()} == dict.fromkeys(
        cells_of(result), 1
    )
    assert len(lists(again)) == 1
    assert values(again)[RETURN.sheet("problems").name.zh] == values(saved)[RETURN.sheet("problems").name.zh]
