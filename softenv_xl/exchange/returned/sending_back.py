"""Writes the copies: each return's own bytes, marked; the originals are only read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from softenv_xl import flow, store
from softenv_xl.books import RETURN
from softenv_xl.errors import Stop
from softenv_xl.exchange.returned.choosing import ToMend, collected, not_at_hand, to_mend
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.gate.limits import RETURN as LIMITS
from softenv_xl.hosts.returns import file_name
from softenv_xl.hosts.workbook import language_of
from softenv_xl.intake.content_as_read import content_as_read
from softenv_xl.intake.returns import Delivery
from softenv_xl.legible import storable
from softenv_xl.words import Lang, Text

if TYPE_CHECKING:
    from softenv_xl.issues import Issue
    from softenv_xl.registers.people import Person
    from softenv_xl.sheets.result import Result

FOLDER = Text("退回", "sent-back")
"""The folder beside a control workbook that a button puts the copies into."""

_BACK = Text("退回", "sent back")
_DIGITS = 4  # of the fingerprint, so that a second wrong return isn't called as the first

_UNREADABLE = Text("文件无法打开", "the file can't be opened")
_KIND = Text("文件是 .{kind} 格式", "it is an .{kind} file")
_SEVERAL = Text("文件中有几个人的自查表", "it holds the returns of several people")
_CHANGED = Text("收表之后文件又改过", "the file was changed after it was collected")
_ABSENT = Text("文件不在所给的文件夹中", "the file isn't in the folders given")
_THERE = Text(
    "“{file}”已存在且内容不同，未覆盖", "“{file}” is there already with other content, and was left as it is"
)
_AS_XLSX = Text(
    "请通知本人用发给的 .xlsx 自查表（或另存为 .xlsx）重交",
    "ask them to send it again as .xlsx, best on the return that they were sent",
)
_APART = Text("请通知本人每人单独交一个文件", "ask them for one file for each person")
_COLLECT = Text("请先再收一次表", "collect once more first")
_FIND = Text("请放回收件箱，或指明其所在", "put it back into the inbox, or say where it is")
_MOVE = Text("请移走该文件后再退回", "move that file away and send back once more")


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy that is there now; `fresh` unless it stood there with that very content before."""

    mend: ToMend
    path: Path
    fresh: bool


@dataclass(frozen=True, slots=True)
class Uncopied:
    """A return that needs changes and of which there is no copy: why, and what to do instead."""

    mend: ToMend
    why: Text
    remedy: Text


@dataclass(frozen=True, slots=True)
class SentBack:
    """`uncollected` are files that no collect has taken in yet."""

    copies: tuple[Copy, ...]
    uncopied: tuple[Uncopied, ...]
    uncollected: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    """Of a file that could be read: where it is, and the format of what is in it; None where nothing could be."""

    path: Path
    format: str | None


def send_back(
    workbook: flow.Workbook,
    paths: Sequence[Path],
    deliveries: Iterable[Delivery],
    out: Path,
    as_of: date,
    passports: flow.Passports = lambda control: control.passports,
) -> SentBack:
    """Writes a copy of every return that was collected and needs changes; `deliveries` are those at `paths`, `passports` says
    what was issued from the workbook.

    Nothing that is there is written over. Raises Stop: what reading the workbook raises, sendback.in-inbox, and
    file.not-writable for the folder.
    """
    if inside := next((path for path in paths if out.resolve() in path.resolve().parents), None):
        raise Stop("sendback.in-inbox", folder=str(out), file=str(inside))
    control = read_control_or_stop(workbook.read(), workbook.name)
    control = replace(control, passports=passports(control))
    at: dict[str, _Read] = {}
    returns = []
    for path, delivery in zip(paths, deliveries, strict=True):
        if delivery.is_file:
            at.setdefault(delivery.fingerprint, _Read(path, delivery.book.format if delivery.book else None))
            returns.append(flow.check_safely(delivery, control, as_of))
    known = collected(control)
    result = flow.compute(control, [one for one in returns if one.delivery.fingerprint in known], as_of)
    new = sorted({one.delivery.file for one in returns if one.delivery.fingerprint not in known})
    copies, uncopied = list[Copy](), [Uncopied(mend, _ABSENT, _FIND) for mend in not_at_hand(result)]
    with store.making(out):
        for mend in to_mend(result):
            done = _copied(result, mend, at[mend.fingerprint], out)
            if isinstance(done, Copy):
                copies.append(done)
            else:
                uncopied.append(done)
    return SentBack(tuple(copies), tuple(uncopied), tuple(new))


def _copied(result: Result, mend: ToMend, read: _Read, out: Path) -> Copy | Uncopied:
    if read.format is None:
        return Uncopied(mend, _UNREADABLE, _AS_XLSX)
    if read.format != "xlsx":
        return Uncopied(mend, _KIND.format(kind=read.format), _AS_XLSX)
    if any(issue.code == "return.several-people" for issue in mend.issues):
        return Uncopied(mend, _SEVERAL, _APART)
    content = content_as_read(read.path, mend.fingerprint, LIMITS.file)
    if not content:
        return Uncopied(mend, _CHANGED, _COLLECT)
    lang = language_of(read.path) or result.control.lang
    try:
        copy = marked_copy(
            content, mend.person, mend.issues, result.control.campaign.office or "", lang, mend.file
        )
    except Stop as stop:
        return Uncopied(mend, stop.cause, _AS_XLSX)
    path = out / storable(_name(mend, read.path, lang))
    if store.has_content(path, copy):
        return Copy(mend, path, fresh=False)
    try:
        store.create(path, copy)
    except Stop as stop:
        if stop.code != "file.exists":
            raise
        return Uncopied(mend, _THERE.format(file=path.name), _MOVE)
    return Copy(mend, path, fresh=True)


def marked_copy(
    content: bytes, person: Person | None, issues: Iterable[Issue], office: str, lang: Lang, file: str
) -> bytes:
    """A return's bytes with a mark and a note in each cell of the issues, and the list of them in front.

    Raises Stop: workbook.unsafe-to-write.
    """
    from softenv_xl.exchange.returned import wording  # slow to load, and only this needs it
    from softenv_xl.hosts.file.marking import marked
    from softenv_xl.hosts.file.workbook import Workbook
    from softenv_xl.templates import sent_back

    told = wording.shown(issues)
    titles = Workbook(content).titles
    above = wording.words(person, told, office, lang)
    listing = sent_back.draw(RETURN, lang, above, wording.lines(told, titles, lang))
    return marked(content, list(wording.marks(told, lang)), listing, file)


def _name(mend: ToMend, path: Path, lang: Lang) -> str:
    """`T001_王芳_退回_3fa2.xlsx`: by whose it is, or by the file where that isn't certain."""
    stem = Path(file_name(mend.person) if mend.person else mend.file).stem
    return f"{stem}_{_BACK(lang)}_{mend.fingerprint[:_DIGITS]}{path.suffix.lower()}"
