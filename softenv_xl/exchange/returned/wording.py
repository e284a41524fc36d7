"""What a returned copy says: to the teacher, in the return's language, and of nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from softenv_xl import catalogue
from softenv_xl.hosts.file.marking import Mark
from softenv_xl.hosts.file.marking.notes import OPENING, note_of
from softenv_xl.issues import Issue, Severity
from softenv_xl.legible import legible_lines
from softenv_xl.passport.issues import TO_TEACHERS
from softenv_xl.registers.people import Person
from softenv_xl.sheets.heights import points
from softenv_xl.templates.sent_back import WIDTHS, Line
from softenv_xl.words import Lang, Text

# What these say of somebody else on the register, or of what the office can do, is for the office's eyes.
_INSTEAD = {catalogue.PERSON_UNKNOWN_NEAR: catalogue.PERSON_UNKNOWN, **TO_TEACHERS}

_LINE_POINTS = {"zh": 15.0, "en": 13.0}

_GREETING = Text("{name}（{number}）：", "{name} ({number}): ")
_COUNT = Text("此表有 {errors} 处须改正{warnings}。", "things to correct: {errors}{warnings}.")
_DOUBTS = Text("（✗），另有 {count} 处请核对（△）", " (✗); to look at again: {count} (△)")
_HOW = Text(
    "请在原处改正（点击“单元格”可到该处，其上有标记和批注），保存后交回{office}。",
    "Correct each in its place (click the cell's address; it is coloured and has a note), save, and send the file back{office}.",
)
_LEAVE = Text(
    "此工作表、标记和批注不用删除：收表时不计。其余内容都是您交来的原样。",
    "Leave this sheet, the colours and the notes as they are: they don't count. All else is just as you sent it.",
)


def shown(issues: Iterable[Issue]) -> list[Issue]:
    """What the teacher is told, gravest first: the errors, and warnings about some cell."""
    told = [
        replace(issue, kind=_INSTEAD.get(issue.kind, issue.kind))
        for issue in issues
        if issue.severity is Severity.ERROR or (issue.severity is Severity.WARNING and issue.place.cell)
    ]
    return sorted(told, key=lambda issue: issue.severity.rank)


def marks(issues: Sequence[Issue], lang: Lang) -> Iterator[Mark]:
    """One for each cell: what is said of it by all issues together."""
    said: dict[tuple[str, str], list[Issue]] = {}
    for issue in issues:
        for cell in (issue.place.cell, *issue.also):
            if issue.place.sheet and cell:
                said.setdefault((issue.place.sheet, cell), []).append(issue)
    for (sheet, cell), theirs in said.items():
        grave = any(issue.severity is Severity.ERROR for issue in theirs)
        words = "\n".join(_note(replace(issue, also=()), lang) for issue in theirs)
        yield Mark(sheet, cell, grave, note_of(words, OPENING(lang)))


def lines(issues: Sequence[Issue], titles: Sequence[str], lang: Lang) -> list[Line]:
    """The list's; cells on the sheets `titles` are linked."""
    return [_line(issue, titles, lang) for issue in issues]


def words(person: Person | None, issues: Sequence[Issue], office: str, lang: Lang) -> list[str]:
    """What stands above the list."""
    errors = sum(issue.severity is Severity.ERROR for issue in issues)
    doubts = _DOUBTS.format(count=len(issues) - errors) if len(issues) > errors else Text("", "")
    greeting = _GREETING.format(name=person.name, number=person.number) if person else Text("", "")
    count = _COUNT.format(errors=errors, warnings=doubts)
    to = Text(f"{office}", f" to {office}") if office else Text("", "")
    first = greeting(lang) + count(lang)
    return [first[:1].upper() + first[1:], _HOW.format(office=to)(lang), _LEAVE(lang)]


def _note(issue: Issue, lang: Lang) -> str:
    return legible_lines(f"{issue.severity.symbol} {issue.message(lang)}\n→ {issue.remedy(lang)}")


def _line(issue: Issue, titles: Sequence[str], lang: Lang) -> Line:
    place = issue.place
    wrong, remedy = (legible_lines(text) for text in (issue.message(lang), issue.remedy(lang)))
    target = place.cell if place.sheet in titles else ""
    if ":" in target:  # a whole row: the link leads to its first cell
        row = target.partition(":")[0]
        target = f"A{row}" if row.isdecimal() else row
    height = points([(wrong, WIDTHS[3]), (remedy, WIDTHS[4]), (place.sheet, WIDTHS[1])], _LINE_POINTS[lang])
    return Line(issue.severity.symbol, place.sheet, place.cell, target, wrong, remedy, height)
