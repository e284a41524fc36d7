"""What came back by e-mail, and when: good, late, wrong, twice, on a colleague's form, and from some nothing at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from random import Random

from softenv_xl.demo import corruptions
from softenv_xl.demo.faults import FAULTS, Fault
from softenv_xl.demo.people import DEPARTMENTS, Teacher
from softenv_xl.demo.reproducible_files import saved
from softenv_xl.demo.return_filling import PlannedProblem, filled_return, planned_problems
from softenv_xl.words import Lang, Text

# The days on which the office collects what came in since the last time; each has a folder in the inbox.
ROUNDS = (date(2026, 8, 28), date(2026, 9, 4), date(2026, 9, 11), date(2026, 9, 18))
DUE = date(2026, 9, 10)
SILENT = 4  # people from whom nothing comes

_FIRST_MAIL = date(2026, 8, 21)
_CORRECTED = (Text("", ""), Text("（改）", " corrected"), Text("（再改）", " corrected again"))
_COPY, _NEW = Text(" - 副本", " - Copy"), Text("（新）", " new")
_LATE = (("return.late", "", ""),)


@dataclass(frozen=True, slots=True)
class Mail:
    """One attachment. `folder` is the day on which the office takes it in, `saved` when it was saved (UTC);
    `newer` says that the sender changed a good return.
    """

    folder: date
    name: str
    content: bytes
    saved: datetime
    sender: Teacher
    fault: Fault | None = None
    newer: bool = False

    def expected(self, lang: Lang) -> tuple[tuple[str, str, str], ...]:
        """The code, sheet and cell of every issue that the check has to find in it."""
        own = (self.fault.expected(lang),) if self.fault else ()
        late = self.saved.date() > DUE and (self.fault is None or self.fault.readable)
        return (*own, *(_LATE if late else ()))


@dataclass(frozen=True, slots=True)
class _Sender:
    """One teacher at work on the return; `sent` holds everybody's blank ones by staff number."""

    who: Teacher
    sent: Mapping[str, bytes]
    file: str
    dice: Random
    lang: Lang

    def moment(self, round_: int) -> datetime:
        """A moment of a working day before the round's collection."""
        first = ROUNDS[round_ - 1] if round_ else _FIRST_MAIL
        day = first + timedelta(days=self.dice.randrange((ROUNDS[round_] - first).days))
        return datetime.combine(day, time(self.dice.randrange(10), self.dice.randrange(60)))

    def form(self, count: int, *but: str) -> tuple[PlannedProblem, ...]:
        return planned_problems(self.dice, count, _FIRST_MAIL, but=but)

    def mail(
        self,
        round_: int,
        form: Sequence[PlannedProblem],
        words: Text = _CORRECTED[0],
        fault: Fault | None = None,
    ) -> Mail:
        moment, name = self.moment(round_), self.who.name(self.lang)
        lender = self._colleague() if fault and fault.borrowed else self.who.number
        content = filled_return(self.sent[lender], form, name, moment.date(), self.lang)
        if lender != self.who.number:
            content = self._as_my_own(content)
        content = fault.corruption(content, self.lang) if fault else content
        content = saved(content, moment, name) if fault is None or fault.readable else content
        return Mail(ROUNDS[round_], f"{self.file}{words(self.lang)}.xlsx", content, moment, self.who, fault)

    def _colleague(self) -> str:
        return next(number for number in self.sent if number != self.who.number)

    def _as_my_own(self, package: bytes) -> bytes:
        department, _ = DEPARTMENTS[self.who.department]
        cells = (("B13", self.who.number), ("B14", self.who.name), ("B15", department))
        return corruptions.edited(*(corruptions.typed("identity", cell, value) for cell, value in cells))(
            package, self.lang
        )


def mails(
    teachers: Sequence[Teacher], sent: Mapping[str, tuple[str, bytes]], dice: Random, lang: Lang
) -> tuple[Mail, ...]:
    """Everything that came back; `sent` maps staff numbers to each return's file name and bytes as sent."""
    blank = {number: package for number, (_, package) in sent.items()}
    owing = [teacher for teacher in teachers if teacher.number in sent]
    senders = [
        _Sender(who, blank, sent[who.number][0].removesuffix(".xlsx"), Random(dice.random()), lang)  # noqa: S311
        for who in dice.sample(owing, len(owing))
    ][SILENT:]
    grave = [fault for fault in FAULTS if not fault.accepted]
    pairs = [grave[i : i + 2] for i in range(0, len(grave), 2)]
    slight = [fault for fault in FAULTS if fault.accepted]
    wrong, senders = senders[: len(pairs)], senders[len(pairs) :]
    doubtful, right = senders[: len(slight)], senders[len(slight) :]
    found: list[Mail] = []
    for place, (sender, pair) in enumerate(zip(wrong, pairs, strict=True)):
        found += _wrong(sender, pair, place)
    found += [
        sender.mail(sender.dice.randrange(3), _one(sender), fault=fault)
        for sender, fault in zip(doubtful, slight, strict=True)
    ]
    for place, sender in enumerate(right):
        found += _right(sender, place)
    return tuple(sorted(found, key=lambda mail: (mail.folder, mail.name)))


def _one(sender: _Sender) -> tuple[PlannedProblem, ...]:
    """One problem, and not about the first two bans: what faults expect of a return."""
    return sender.form(1, "bundling")


def _wrong(sender: _Sender, pair: Sequence[Fault], place: int) -> Iterator[Mail]:
    """Wrong, wrong again, and in two cases out of three right at last, half of these too late."""
    form = _one(sender)
    for round_, fault in enumerate(pair):
        yield sender.mail(round_, form, _CORRECTED[round_], fault)
    if place % 3 < 2:
        yield sender.mail(2 + place % 3, form, _CORRECTED[2])


def _right(sender: _Sender, place: int) -> Iterator[Mail]:
    """Good returns: three of them changed later, three sent twice, three late."""
    if place < 3:
        first = sender.form(2)
        yield sender.mail(1, first)
        yield replace(sender.mail(3, _changed(sender, first, place), _NEW), newer=True)
    elif place < 6:
        once = sender.mail(1, sender.form(sender.dice.choice((0, 1, 2))))
        yield once
        yield replace(once, folder=ROUNDS[2], name=f"{sender.file}{_COPY(sender.lang)}.xlsx")
    else:
        round_ = 3 if place < 9 else sender.dice.randrange(3)
        yield sender.mail(round_, sender.form(sender.dice.choice((0, 0, 1, 1, 2, 2, 3))))


def _changed(sender: _Sender, form: tuple[PlannedProblem, ...], place: int) -> tuple[PlannedProblem, ...]:
    """What a newer return says: a problem more, one less, or the same with another measure."""
    if place == 0:
        taken = {tag for plan in form for tag in plan.entry.tags}
        return (*form, *sender.form(1, *taken))
    if place == 1:
        return form[:1]
    return (replace(form[0], measure=form[1].measure, deadline=form[0].deadline + timedelta(days=7)), form[1])
