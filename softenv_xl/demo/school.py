"""Makes the school's files up to the day when everything has come back: control workbook, sent, inbox."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from random import Random

from softenv_xl import flow, store, templates
from softenv_xl.appraising import FOLDER
from softenv_xl.control.workbook import Control, read_control
from softenv_xl.demo.inbox import Mail, mails
from softenv_xl.demo.people import DEPARTMENTS, OFFICE, SCHOOL, Teacher, teachers
from softenv_xl.demo.reproducible_files import touch
from softenv_xl.errors import Stop
from softenv_xl.grid.cell import Value
from softenv_xl.hosts.returns import file_name
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import INBOX, OUTBOX
from softenv_xl.registers import departments, people
from softenv_xl.schema.placed import Placed
from softenv_xl.schema.table import TableSpec
from softenv_xl.sheets.patch import CellPatch, Patch
from softenv_xl.sheets.table_patch import table_patch
from softenv_xl.store import disk
from softenv_xl.store.lock_owners import require_free
from softenv_xl.words import Lang

SEED = 20260413
_MARK = ".softenv-demo"
_SENT = datetime(2026, 8, 20, 1, 0)  # noqa: DTZ001 - naive UTC, as everything about files is


@dataclass(frozen=True, slots=True)
class School:
    """Where everything stands. `mails` is what lies in the inbox, in the order of days and names."""

    folder: Path
    lang: Lang
    teachers: tuple[Teacher, ...]
    mails: tuple[Mail, ...]

    @property
    def control(self) -> Path:
        return self.folder / "control.xlsx"

    @property
    def sent(self) -> Path:
        return self.folder / OUTBOX(self.lang)

    @property
    def inbox(self) -> Path:
        return self.folder / INBOX(self.lang)

    def path(self, mail: Mail) -> Path:
        return self.inbox / mail.folder.isoformat() / mail.name


def make_school(folder: Path, lang: Lang) -> School:
    """A fresh school in the folder, nothing collected yet; the same files every time.

    Raises Stop: file.exists (there is something else in the folder), file.in-use (somebody has the control
    workbook of an earlier demo open), file.not-writable.
    """
    dice = Random(SEED)  # noqa: S311 - a made-up school, not a secret
    empty, control = begin_school(folder, lang, dice)
    staff = empty.teachers
    flow.distribute(control, empty.sent)
    owing = {person.number: file_name(person) for person in control.people if person.owes_return}
    sent = {number: (name, (empty.sent / name).read_bytes()) for number, name in owing.items()}
    for name in owing.values():
        touch(empty.sent / name, _SENT)
    school = School(folder, lang, staff, mails(staff, sent, dice, lang))
    for mail in school.mails:
        path = school.path(mail)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(mail.content)
        touch(path, mail.saved)
    return school


def begin_school(folder: Path, lang: Lang, dice: Random) -> tuple[School, Control]:
    """The school before anything was sent: its control workbook with everybody in it. Raises Stop as `make_school`."""
    _clear(folder)
    school = School(folder, lang, teachers(dice), ())
    store.create(school.control, templates.path("control", lang).read_bytes())
    return school, _registered(school)


def open_control(control: Path) -> tuple[FileWorkbook, Control]:
    """The control workbook, ready to be written, and what stands in it."""
    book = FileWorkbook(control)
    return book, read_control(book.read(), book.name)


def rows_added(control: Control, spec: TableSpec, new: Iterable[Mapping[str, Value]]) -> list[Placed]:
    """The table's rows as they are, and new ones below."""
    rows = [Placed(row.index, {}) for row in control.checked[spec.key].rows]
    return [*rows, *(Placed(None, values) for values in new)]


def _clear(folder: Path) -> None:
    """Takes away what an earlier demo left; nobody else's files are touched."""
    if folder.is_dir() and any(folder.iterdir()):
        if not (folder / _MARK).is_file():
            raise Stop("file.exists", file=str(folder))
        control = folder / "control.xlsx"
        require_free(control)
        for name in (*OUTBOX, *INBOX, *FOLDER, ".softenv"):
            shutil.rmtree(folder / name, ignore_errors=True)
        control.unlink(missing_ok=True)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / _MARK).touch()
    except FileExistsError as error:
        raise Stop("file.exists", file=str(folder)) from error
    except OSError as error:
        raise Stop("file.not-writable", file=str(folder), reason=disk.reason(error)) from error


def _registered(school: School) -> Control:
    """The clerk's first work: the settings, the departments, then everybody's name."""
    lang = school.lang
    book, control = open_control(school.control)
    heads = {teacher.department: teacher.name(lang) for teacher in school.teachers if teacher.head}
    rows: list[dict[str, Value]] = [
        {"name": name(lang), "head": heads[place], "duty": duty(lang)}
        for place, (name, duty) in enumerate(DEPARTMENTS)
    ]
    settings = (CellPatch("settings_school", SCHOOL(lang)), CellPatch("settings_office", OFFICE(lang)))
    book.write(
        Patch(
            (table_patch(control, departments.SPEC, rows_added(control, departments.SPEC, rows)),), settings
        )
    )
    book, control = open_control(school.control)
    staff = [_row(teacher, lang) for teacher in school.teachers]
    book.write(Patch((table_patch(control, people.SPEC, rows_added(control, people.SPEC, staff)),)))
    return open_control(school.control)[1]


def _row(teacher: Teacher, lang: Lang) -> dict[str, Value]:
    return {
        "number": teacher.number,
        "name": teacher.name(lang),
        "department": DEPARTMENTS[teacher.department][0](lang),
        "duty": teacher.duty(lang),
        "email": teacher.email,
        "owes_return": None if teacher.owes_return else "no",
    }
