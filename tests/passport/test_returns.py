"""A return's passport from the press that issues it to the press that takes it in: five sentences, none of which loses it."""

from __future__ import annotations

import os
import shutil
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from softenv_xl import flow, store
from softenv_xl.control.workbook import Control
from softenv_xl.demo.corruptions import answered, column_inserted, column_moved, typed
from softenv_xl.errors import Stop
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.exchange.passport.key_folder import add_key, as_file, folder_for, keys_in, read_key
from softenv_xl.exchange.passport.record import issuance_of, keep_issuance
from softenv_xl.exchange.passport.school_key import import_key, present_key
from softenv_xl.exchange.returned import send_back
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries
from softenv_xl.passport.issuance import Issuance
from softenv_xl.passport.issues import TO_TEACHERS
from softenv_xl.passport.keys import Key
from softenv_xl.return_form import identity
from softenv_xl.words import LANGS, Lang, Text
from tests.exchange.returned.copies import copy_of, lists, noted
from tests.passport.issued import DAY, checked, codes, control, part, place, sent, with_parts
from tests.support import small_school as school

BOTH = pytest.mark.parametrize("lang", LANGS)
_KEYLESS = Text("此处没有密钥可供核验", "there is no key here to check it by")


@BOTH
def test_a_return_as_it_was_sent_is_genuine(lang: Lang) -> None:
    for who in range(3):
        assert codes(checked(sent(who, lang), lang)) == []


def test_it_stands_in_three_places() -> None:
    book = load_workbook(place().parent / "out" / "2009017_王芳.xlsx")
    line = str(book["填表说明"]["A3"].value)
    known = control().passports.issued[0]
    assert line == f"文件编号：{known.serial}"
    properties = {each.name: each.value for each in book.custom_doc_props.props}  # type: ignore[attr-defined]
    assert properties["softenv_passport"] == str(len(properties) - 1)
    assert all(len(value) <= 255 for value in properties.values())
    assert b"urn:softenv-xl:passport:1" in part(sent(), "customXml/item1.xml")


def test_one_place_is_enough() -> None:
    assert codes(checked(with_parts(sent(), item1=b"<x/>"))) == []
    assert codes(checked(with_parts(sent(), custom=None))) == []


def test_without_its_passport_it_is_told_and_taken_in_as_before() -> None:
    bare = with_parts(sent(), item1=b"<x/>", custom=None)
    with_it, without = checked(sent()), checked(bare)
    assert codes(without) == ["passport.missing"]
    assert without.state == with_it.state
    assert without.answers == with_it.answers


def test_a_return_that_was_issued_before_there_were_passports_is_no_news() -> None:
    assert codes(checked(school.sent(), by=school.control())) == []
    assert codes(checked(sent(), by=school.control())) == []


def test_another_key_is_foreign() -> None:
    foreign = replace(
        control(), passports=replace(control().passports, keys={"0" * 12: bytes(32)}, issued=())
    )
    assert codes(checked(sent(), by=foreign)) == ["passport.foreign"]


@BOTH
def test_a_foreign_passport_is_told_for_what_is_known_of_it(lang: Lang) -> None:
    """With the school's key: that another one signed it. Without: that it names another school, and nobody here can check it."""
    other_key = replace(control(lang).passports, keys={"0" * 12: bytes(32)}, issued=())
    signed = replace(control(lang), passports=other_key)
    elsewhere = replace(control(lang), passports=Issuance())
    renamed = elsewhere.campaign.model_copy(update={"school": "第三小学"})
    unknown = replace(elsewhere, campaign=renamed)
    assert codes(checked(sent(0, lang), lang, by=elsewhere)) == []
    words = [
        next(i for i in checked(sent(0, lang), lang, by=by).issues if i.code == "passport.foreign").message(
            lang
        )
        for by in (signed, unknown)
    ]
    assert [_KEYLESS(lang) in each for each in words] == [False, True]
    assert all(f"{control(lang).campaign.school}" in each for each in words)


@BOTH
def test_a_teacher_is_told_what_a_teacher_can_do(lang: Lang) -> None:
    """A copy that goes back speaks of no sheet and no key of the office's, whatever is wrong with the passport."""
    spoilt = school.changed(sent(0, lang), typed("selfcheck", "B5", "轻松一点的规则"), lang=lang)
    foreign = replace(control(lang).passports, keys={"0" * 12: bytes(32)}, issued=())
    at = {column.key: f"B{4 + place}" for place, column in enumerate(identity.SPEC.columns)}
    cells = {"number": school.NUMBERS[1], "issued_to": school.NUMBERS[1], "name": school.NAMES[1](lang)}
    others = school.changed(
        sent(0, lang), *(typed("identity", at[key], value) for key, value in cells.items()), lang=lang
    )
    for package, by, code in (
        (spoilt, control(lang), "passport.altered"),
        (sent(0, lang), replace(control(lang), passports=foreign), "passport.foreign"),
        (others, control(lang), "passport.other-recipient"),
    ):
        result = checked(package, lang, by=by)
        assert codes(result) == [code]
        copy = copy_of(package, result, lang)
        (listing,) = lists(copy)
        said = [cell.value for row in listing.iter_rows() for cell in row] + [*noted(copy).values()]
        theirs = next(kind.remedy(lang) for kind in TO_TEACHERS if kind.code == code)
        ours = next(kind.remedy(lang) for kind in TO_TEACHERS.values() if kind.code == code)
        assert theirs not in "".join(map(str, said))
        assert ours in "".join(map(str, said))
        assert not any(word in ours for word in ("认可", "密钥", "Accepted by", "key"))


def test_words_of_the_rulebook_that_were_changed_are_seen() -> None:
    assert codes(checked(school.changed(sent(), typed("selfcheck", "B5", "轻松一点的规则")))) == [
        "passport.altered"
    ]


def test_what_people_and_programs_do_to_a_return_alters_nothing() -> None:
    """Filled in, sorted, an extra column, saved by a program that drops the XML part."""
    for change in (
        typed("selfcheck", "D6", "说明"),
        typed("identity", "B16", date(2026, 9, 3)),
        column_inserted("selfcheck", 2, Text("我的备注", "Notes")),
        column_moved("selfcheck", 1, 3),
        answered(5, "no"),
    ):
        assert codes(checked(school.changed(sent(), change))) == [], change


def test_somebody_elses_form_is_seen() -> None:
    """By its passport, whatever the form's own line says of whom it was issued to."""
    at = {column.key: f"B{4 + place}" for place, column in enumerate(identity.SPEC.columns)}
    cells = {"number": school.NUMBERS[1], "issued_to": school.NUMBERS[1], "name": school.NAMES[1]("zh")}
    spoilt = school.changed(sent(), *(typed("identity", at[key], value) for key, value in cells.items()))
    assert codes(checked(spoilt)) == ["passport.other-recipient"]


def test_a_newer_form_makes_the_older_one_stale(tmp_path: Path) -> None:
    path = tmp_path / "control.xlsx"
    shutil.copy(place(), path)
    known = school.control()
    first = Issuer(known, path, DAY)
    flow.distribute(known, tmp_path / "one", sign=first.for_return)
    first.keep()
    later = replace(known, campaign=known.campaign.model_copy(update={"office": "Room 2"}))
    second = Issuer(later, path, DAY)
    flow.distribute(later, tmp_path / "two", sign=second.for_return)
    second.keep()
    by = replace(later, passports=issuance_of(later, path))
    one, two = (next((tmp_path / each).glob("2009017*")).read_bytes() for each in ("one", "two"))
    assert codes(checked(one, by=by)) == ["passport.stale"]
    assert codes(checked(two, by=by)) == []


def test_the_office_can_accept_what_its_passport_speaks_against(tmp_path: Path) -> None:
    """The file is kept, named and explained; who vouches for it is filled in, and it counts at the next collect."""
    path, inbox = tmp_path / "control.xlsx", tmp_path / "inbox"
    shutil.copy(place("en"), path)
    shutil.copytree(place("en").parent / ".softenv", tmp_path / ".softenv")
    inbox.mkdir()
    spoilt = school.changed(_filled_in("en"), typed("selfcheck", "B5", "Something milder"), lang="en")
    (inbox / "back.xlsx").write_bytes(spoilt)

    def collected() -> tuple[str, list[str]]:
        result, _ = flow.collect(
            FileWorkbook(path),
            deliveries([inbox / "back.xlsx"], 1),
            school.TODAY,
            passports=lambda known: issuance_of(known, path),
        )
        (outcome,) = result.outcomes
        return outcome.state, [
            issue.code for issue in result.all_issues if issue.code.startswith("passport.")
        ]

    assert collected() == ("changes_requested", ["passport.altered"])
    book = load_workbook(path)
    sheet = book["Submissions"]
    headers = [cell.value for cell in sheet[4]]
    row = next(r for r in sheet.iter_rows(min_row=5) if r[headers.index("File")].value == "back.xlsx")
    assert row[headers.index("Staff number")].value == school.NUMBERS[0]
    row[headers.index("Accepted by")].value = "Office"
    book.save(path)
    assert collected() == ("accepted", ["passport.accepted"])


def test_a_return_that_another_key_signed_goes_back_to_its_teacher(tmp_path: Path) -> None:
    """What a collect asked to be changed is what a copy is made of: by the same keys and the same record."""
    path, back = tmp_path / "control.xlsx", tmp_path / "inbox" / "back.xlsx"
    shutil.copy(place("en"), path)
    keep_issuance(path, Issuance({"0" * 12: bytes(32)}))
    back.parent.mkdir()
    back.write_bytes(_filled_in("en"))

    def known(read: Control) -> Issuance:
        return issuance_of(read, path)

    result, _ = flow.collect(FileWorkbook(path), deliveries([back], 1), school.TODAY, passports=known)
    assert [one.state for one in result.outcomes] == ["changes_requested"]
    done = send_back(FileWorkbook(path), [back], deliveries([back], 1), tmp_path / "out", school.TODAY, known)
    assert [issue.code for copy in done.copies for issue in copy.mend.issues] == ["passport.foreign"]


def _filled_in(lang: Lang) -> bytes:
    from softenv_xl.demo.return_filling import filled_return

    return filled_return(sent(0, lang), school.PLANS, school.NAMES[0](lang), date(2026, 9, 2), lang)


def test_issuing_again_gives_the_same_files(tmp_path: Path) -> None:
    path = tmp_path / "control.xlsx"
    path.write_bytes(school.register("zh"))
    known = school.control()
    for day in (DAY, date(2026, 9, 3)):  # on another day as well
        issuer = Issuer(known, path, day)
        counts = flow.distribute(known, tmp_path / "out", sign=issuer.for_return)
        issuer.keep()
        assert counts == ((3, 0) if day == DAY else (0, 3))
    assert len(issuance_of(known, path).issued) == 3


def test_the_key_is_its_users_alone_and_in_no_workbook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    made = []
    for lang in LANGS:
        path, known = tmp_path / f"control.{lang}.xlsx", school.control(lang)
        path.write_bytes(school.register(lang))
        issuer = Issuer(known, path, DAY)
        flow.distribute(known, tmp_path / lang, sign=issuer.for_return)
        issuer.keep()
        made += [path, *(tmp_path / lang).iterdir()]
    folder = folder_for({}, Path())
    (key,) = keys_in(folder, "School")
    (file,) = [path for path in folder.iterdir() if key.id in path.name]
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert len(made) > len(LANGS)
    for workbook in made:
        with ZipFile(workbook) as package:
            parts = b"".join(package.read(name) for name in package.namelist())
        assert key.private not in parts
        assert key.private.hex().encode() not in parts


def test_a_second_clerk_gets_the_key(tmp_path: Path) -> None:
    path, file = tmp_path / "control.xlsx", tmp_path / "school.key"
    path.write_bytes(school.register("zh"))
    mine, theirs = (
        replace(school.control(), options={"key_folder": str(tmp_path / who)}) for who in ("mine", "theirs")
    )
    with pytest.raises(Stop, match="no key"):
        present_key(theirs, path)
    issuer = Issuer(mine, path, DAY)
    issuer.for_return("2009017", "0" * 64)
    assert issuer.made_key
    key, folder = present_key(mine, path)
    assert folder == tmp_path / "mine"
    store.create_private(file, as_file(key))
    import_key(theirs, path, read_key(file))
    assert present_key(theirs, path)[0] == key
    issuer = Issuer(theirs, path, DAY)
    issuer.for_return("2009017", "0" * 64)
    assert not issuer.made_key
    with pytest.raises(Stop, match="is that of"):
        import_key(theirs, path, Key.new("Another school", "2026-01-01"))
    file.write_text("{}", "utf-8")
    with pytest.raises(Stop, match="no key"):
        read_key(file)


def test_a_key_that_is_lost_is_followed_by_a_new_one(tmp_path: Path) -> None:
    path = tmp_path / "control.xlsx"
    path.write_bytes(school.register("zh"))
    known = replace(school.control(), options={"key_folder": str(tmp_path / "keys")})
    first = Issuer(known, path, DAY)
    flow.distribute(known, tmp_path / "one", sign=first.for_return)
    first.keep()
    shutil.rmtree(tmp_path / "keys")
    second = Issuer(known, path, DAY)
    flow.distribute(known, tmp_path / "two", sign=second.for_return)
    assert second.made_key
    second.keep()
    by = replace(known, passports=issuance_of(known, path))
    one, two = (next((tmp_path / each).glob("2009017*")).read_bytes() for each in ("one", "two"))
    assert codes(checked(two, by=by)) == []
    assert codes(checked(one, by=by)) == ["passport.stale"]  # taken in, with a warning


def test_a_folder_that_holds_other_things_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "x.key").write_bytes(b"\xff")
    (tmp_path / "y.key").mkdir()
    key = Key.new("School", "2026-01-01")
    assert add_key(tmp_path, key) == add_key(tmp_path, key)
    assert keys_in(tmp_path, "ｓｃｈｏｏｌ") == [key]
    assert keys_in(tmp_path, "Another") == []
