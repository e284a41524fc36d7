"""The two workbooks: which sheets they have, and in which order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from softenv_xl.catalogue import CATALOGUE
from softenv_xl.issue_kind import IssueKind
from softenv_xl.passport import issues as passport_issues
from softenv_xl.registers import (
    LOOKUPS,
    REGISTERS,
    departments,
    evidence,
    options,
    people,
    rectification,
    rulebook,
    settings,
)
from softenv_xl.return_form import identity, problems, selfcheck
from softenv_xl.schema.table import BookSpec, SheetSpec, TableSpec
from softenv_xl.views import (
    compliance_matrix,
    conflicts,
    dashboard,
    issue_list,
    leading,
    packs_merged,
    reminders,
    submissions,
    today,
    why,
)
from softenv_xl.words import Text

RETURN = BookSpec(
    key="return",
    title=Text("软环境建设自查表", "Soft-environment self-check return"),
    version="1",
    sheets=(
        SheetSpec("guide", Text("填表说明", "Guide"), Text("请先阅读", "Please read first")),
        identity.SHEET,
        selfcheck.SHEET,
        problems.SHEET,
    ),
)

_RESULTS = (
    SheetSpec(
        "start",
        Text("开始", "Start"),
        Text("第一次使用请从这里开始。", "New here? Begin with these steps."),
    ),
    dashboard.SHEET,
    leading.SHEET,
    today.SHEET,
    rectification.SHEET,
    compliance_matrix.SHEET,
    why.SHEET,
)
_RETURNS = (
    submissions.SHEET,
    reminders.SHEET,
    issue_list.SHEET,
    conflicts.SHEET,
    packs_merged.SHEET,
    evidence.SHEET,
)
_CAMPAIGN = tuple(
    register.sheet for register in REGISTERS if register.sheet not in (rectification.SHEET, evidence.SHEET)
)
_LOOKED_UP = (
    people.SHEET,
    departments.SHEET,
    rulebook.SHEET,
    settings.SHEET,
    options.SHEET,
    *(lookup.sheet for lookup in LOOKUPS),
)

CONTROL = BookSpec(
    key="control",
    title=Text("软环境建设总台账", "Soft-environment control workbook"),
    version="4",
    sheets=(*_RESULTS, *_RETURNS, *_CAMPAIGN, *_LOOKED_UP),
)
BOOKS = (CONTROL, RETURN)

GROUPS = {
    "results": Text("看结果", "Results"),
    "returns": Text("收表和核对", "Returns and checks"),
    "campaign": Text("各项台账", "The campaign's registers"),
    "registers": Text("名册和设置", "Registers and settings"),
}
"""What the sheets of one group are for."""

# When the templates say that they were made (UTC). A return that still says so was saved by a program that
# doesn't keep the time.
MADE = datetime(2026, 1, 1)  # noqa: DTZ001 - as workbooks tell it

# The return carries the departments on its sheet of lists, so that its dropdown needs no other file.
DEPARTMENT_LIST = TableSpec("department_list", departments.SPEC.title, departments.SPEC.columns[:1])

# Which table column each dropdown list is read from, by the list's defined name. In the return the
# departments stand on the sheet of lists, in a table of their own.
LISTS: dict[str, tuple[str, str]] = {
    "pick_departments": ("departments", "name"),
    "people_numbers": ("people", "number"),
    "rulebook_items": ("rulebook", "label"),
    "selfcheck_items": ("selfcheck", "item"),
    "problems_items": ("problems", "item"),
    **{name: (register.key, column) for register in REGISTERS for name, column in register.lists.items()},
    **{name: (lookup.key, column) for lookup in LOOKUPS for name, column in lookup.lists.items()},
}


def _kinds() -> Iterator[IssueKind]:
    yield from CATALOGUE.values()
    yield from passport_issues.EVERY
    for book in BOOKS:
        for sheet in book.sheets:
            for part in (sheet.form, sheet.table):
                yield from (rule.kind for rule in part.all_rules) if part else ()
    for register in REGISTERS:
        yield from (rule.kind for rule in register.whole)
        yield from register.told


ISSUE_KINDS: dict[str, IssueKind] = {kind.code: kind for kind in _kinds()}
"""Every issue that can be told of somebody's data, by its code: the catalogue's, and each register's own."""


def is_control(tables: Iterable[str]) -> bool:
    """Is this a control workbook, rather than a return, a department's pack or anything else, by the names of its real tables?"""
    missing = {"tracker", "stages"}
    for name in tables:  # of an open workbook each is asked for, so no more than it takes
        missing.discard(name.lower())
        if not missing:
            return True
    return False
