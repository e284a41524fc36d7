"""Which returns went back as marked copies, and which can't."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from softenv_xl.legible import legible
from softenv_xl.words import LANGS, Text

if TYPE_CHECKING:
    from pathlib import Path

    from softenv_xl.exchange.returned import SentBack
    from softenv_xl.exchange.returned.choosing import ToMend
    from softenv_xl.words import Lang

_NONE = Text("没有需要退回修改的自查表。", "No return has to go back.")
_WROTE = Text(
    "已在 {out} 生成 {fresh} 份退回修改的自查表",
    "Wrote {fresh} marked copies of returns that need changes to {out}",
)
_THERE = Text("，另有 {count} 份已存在且相同", "; {count} were there already")
_WITHOUT = Text("；有 {count} 份不能标注退回", "; {count} can't be marked")
_NEW = Text("；收件箱中有 {count} 份尚未收表", "; {count} files haven't been collected yet")
_FILE = Text("{file}{who}：{why}；{remedy}。", "{file}{who}: {why}; {remedy}.")
_OF, _LIKELY = (
    Text("（{name} {number}）", " ({name}, {number})"),
    Text("（可能来自 {name} {number}）", " (likely from {name}, {number})"),
)


def sent_back(done: SentBack, out: Path) -> Text:
    """How many copies there are, and how many there can't be."""
    if not (done.copies or done.uncopied or done.uncollected):
        return _NONE
    fresh = sum(copy.fresh for copy in done.copies)
    parts = [_WROTE.format(out=str(out), fresh=fresh)]
    for words, count in (
        (_THERE, len(done.copies) - fresh),
        (_WITHOUT, len(done.uncopied)),
        (_NEW, len(done.uncollected)),
    ):
        if count:
            parts.append(words.format(count=count))
    return Text(
        *("".join(part(lang) for part in parts) + stop for lang, stop in zip(LANGS, "。.", strict=True))
    )


def without_copy(done: SentBack) -> list[Text]:
    """A line for each return that has to go another way: why, and what to do."""
    return [
        _FILE.format(file=legible(one.mend.file), who=_whose(one.mend), why=one.why, remedy=one.remedy)
        for one in done.uncopied
    ]


def sent_back_records(done: SentBack, lang: Lang) -> list[dict[str, Any]]:
    """What `--json` prints: one for each return that needs changes."""
    copies = [{**_record(one.mend, lang), "copy": str(one.path), "fresh": one.fresh} for one in done.copies]
    others = [
        {**_record(one.mend, lang), "copy": None, "why": one.why(lang), "remedy": one.remedy(lang)}
        for one in done.uncopied
    ]
    return [*copies, *others]


def _record(mend: ToMend, lang: Lang) -> dict[str, Any]:
    person, likely = mend.person, mend.likely
    return {
        "file": mend.file,
        "number": person.number if person else None,
        "name": person.name if person else None,
        "likely": likely.number if likely else None,
        "issues": [issue.as_record(lang) for issue in mend.issues],
    }


def _whose(mend: ToMend) -> Text:
    person = mend.person or mend.likely
    words = _OF if mend.person else _LIKELY
    return words.format(name=person.name, number=person.number) if person else Text("", "")
