"""A full round over the demo: returns are issued, answered and collected; six departments get their packs, work in them, and
send them back in any order; wrong returns go back, are corrected, and are collected again.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from random import Random

import pytest
from openpyxl import load_workbook

from softenv_xl import collecting, flow
from softenv_xl.books import RETURN
from softenv_xl.control.workbook import Control
from softenv_xl.demo import LAST_DAY, School
from softenv_xl.demo.return_filling import filled_return, planned_problems
from softenv_xl.exchange.merge.merging import PackMerge
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.exchange.returned import SentBack, send_back
from softenv_xl.hosts.returns import file_name
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.sheets.result import Result
from tests.demo.correcting import corrected
from tests.demo.department_work import Work
from tests.exchange.merge.departments import PackFile, saved_by_libreoffice
from tests.exchange.merge.school import Office, split, waiting

pytestmark = [pytest.mark.libreoffice, pytest.mark.xdist_group("demo"), pytest.mark.slow]


class Returns:
    """The demo's returns, and those of the four who kept silent, on forms that were issued to them with passports."""

    def __init__(self, school: School, folder: Path) -> None:
        self.school, self.folder = school, folder
        self.mails = {mail.name: mail for mail in school.mails}
        self.answered: list[Path] = []

    def issued_and_answered(self, control: Control, path: Path) -> None:
        """Whoever sent nothing so far answers on the form that is issued now."""
        issuer = Issuer(control, path, LAST_DAY)
        flow.distribute(control, self.folder / "issued", as_of=LAST_DAY, sign=issuer.for_return)
        issuer.keep()
        senders = {mail.sender.number for mail in self.school.mails}
        late = [each for each in control.people if each.owes_return and each.number not in senders]
        for number, person in enumerate(late):
            blank = (self.folder / "issued" / file_name(person)).read_bytes()
            form = planned_problems(Random(number), number, date(2026, 9, 1))
            self._put(file_name(person), filled_return(blank, form, person.name, LAST_DAY, "zh"))

    def corrected(self, back: SentBack) -> None:
        """Every teacher puts right what the copy says."""
        for copy in back.copies:
            self._put(copy.path.name, corrected(copy.path.read_bytes(), self.mails[copy.mend.file], "zh"))

    def _put(self, name: str, content: bytes) -> None:
        path = self.folder / "answered" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        self.answered.append(path)

    def collected(self, office: Office) -> Result:
        paths = [*files_in([self.school.inbox]), *self.answered]
        wanted = collecting.Wanted(files=paths)
        return collecting.collect(FileWorkbook(office.control), office.control, wanted, LAST_DAY)[0]

    def sent_back(self, office: Office, out: Path) -> SentBack:
        paths = [*files_in([self.school.inbox]), *self.answered]
        return send_back(FileWorkbook(office.control), paths, deliveries(paths, 2), out, LAST_DAY)


@pytest.fixture(scope="module")
def office(collected: tuple[School, Result], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """The demo's office after its last collect, in a folder of the test's own, with keys of its own."""
    with pytest.MonkeyPatch.context() as patch:
        folder = tmp_path_factory.mktemp("round")
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        office = Office(folder / "office", LAST_DAY)
        office.folder.mkdir()
        shutil.copy(collected[0].control, office.control)
        yield office


def test_every_number_is_accounted_for_in_either_order(
    collected: tuple[School, Result], office: Office, tmp_path: Path
) -> None:
    returns = Returns(collected[0], tmp_path)
    returns.issued_and_answered(collected[1].control, office.control)
    all_answered(returns.collected(office), collected[0])

    split(office.control, office.folder / "packs", LAST_DAY)
    work, paths = worked_in(office, tmp_path)
    one, other = office.copy(tmp_path / "one"), office.copy(tmp_path / "other")
    merged = one.merge(*paths)
    for path in (paths[3], paths[5], paths[0], paths[4], paths[1], paths[2], paths[3]):
        other.merge(path)
    assert one.parts() == other.parts()
    merged_as_worked(merged, work, office, one)
    for each in (one, other):
        decided(each, work)
    assert one.parts() == other.parts()

    items = len(one.rows("tracker"))
    back = returns.sent_back(one, tmp_path / "back")
    returns.corrected(back)
    results = [returns.collected(each) for each in (one, other)]
    assert one.parts() == other.parts()
    all_corrected(results[0], back, one, items)


def all_answered(result: Result, school: School) -> None:
    """Everybody who owes a return has sent one; of no file is there more than one word."""
    owing = {person.number for person in result.control.people if person.owes_return}
    assert result.ledger.states.keys() == owing
    assert len(owing) == len({mail.sender.number for mail in school.mails}) + 4
    assert not {"passport.foreign", "passport.altered"} & {issue.code for issue in result.all_issues}


def worked_in(office: Office, folder: Path) -> tuple[list[Work], list[Path]]:
    """The six packs as they come back; LibreOffice saved two of them."""
    work, back = list[Work](), folder / "came"
    for number, path in enumerate(sorted((office.folder / "packs").glob("*.xlsx"))):
        work.append(Work(PackFile(path), number))
        saved = work[-1].pack.save(back / f"{number} 改.xlsx")
        if number in (1, 4):
            saved.write_bytes(saved_by_libreoffice(saved, folder / f"saved{number}").read_bytes())
    assert len(work) == 6
    return work, sorted(back.glob("*.xlsx"))


def merged_as_worked(merged: PackMerge, work: Sequence[Work], before: Office, after: Office) -> None:
    """Each edit, new row, locked cell and doubt is counted once, and each cell says what was typed."""
    counts = merged.counts
    assert counts["cells"] == sum(each.edits for each in work)
    assert counts["added"] == sum(each.added for each in work)
    assert counts["locked"] == sum(each.left_out for each in work)
    assert counts["open"] == sum(len(each.asked) for each in work)
    assert {each[:2] for each in waiting(after)} == {asked for each in work for asked in each.asked}
    says(after, work)
    old, new = (Counter(str(row["title"]) for row in of.rows("disclosure")) for of in (before, after))
    assert sum((new - old).values()) == 6
    for key in ("tracker", "people", "fees", "opinions", "notes"):
        assert len(after.rows(key)) == len(before.rows(key))


def says(office: Office, work: Sequence[Work]) -> None:
    shown = {
        key: {row["id" if key != "people" else "number"]: row for row in office.rows(key)}
        for key in ("tracker", "people", "fees")
    }
    for each in work:
        for (table, row, key), value in each.expected.items():
            assert shown[table][row][key] == value, (table, row, key)


def decided(office: Office, work: Sequence[Work]) -> None:
    """One row goes, one day is put into words of the office's own; the next merge does both."""
    rows = len(office.rows("tracker"))
    asked = dict(sorted(one for each in work for one in each.asked))
    gone, unread = asked["对方删了"], asked["填写无法读取"]
    office.decide("theirs", row_id=gone)
    office.decide("own", "2026年9月8日", row_id=unread)
    (office.folder / "nothing").mkdir()
    counts = office.merge(office.folder / "nothing").counts
    assert counts["decided"] == 2
    assert counts["open"] == sum(len(each.asked) for each in work) - 2
    assert len(office.rows("tracker")) == rows - 1
    assert office.row("fees", unread)["start"] == date(2026, 9, 8)


def all_corrected(result: Result, back: SentBack, office: Office, items: int) -> None:
    """Everybody's return counts now, but for who sent nothing that can be read; every problem is an item, once."""
    states = Counter(result.ledger.states.values())
    unreadable = {one.mend.likely.number for one in back.uncopied if one.mend.likely}
    assert states == {"accepted": len(result.ledger.states) - len(unreadable), "unreadable": len(unreadable)}
    corrected = [copy.path for copy in back.copies]
    assert len(corrected) >= 5
    assert len(office.rows("tracker")) == items + sum(problems_in(path) for path in corrected)


def problems_in(path: Path) -> int:
    sheet = load_workbook(path)[RETURN.sheet("problems").name.zh]
    return sum(row[2].value is not None for row in sheet.iter_rows(min_row=5))
