"""What the notice-board sheet says: a list of lines for each page of the website, in the workbook's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from softenv_xl.documents.dates import written
from softenv_xl.documents.filling import Fields
from softenv_xl.publication.models import (
    AppraisalPage,
    Bulletin,
    Count,
    Fee,
    OpinionsPage,
    ProgressPage,
    SatisfiedShare,
)
from softenv_xl.publication.site.pages import month_words
from softenv_xl.publication.site.words import SAID
from softenv_xl.words import Lang, Text, percent

BOARD = {
    "school": Text("学校", "the school"),
    "year": Text("年度", "the year"),
    "date": Text("数据截至的日期", "the day that it is as of"),
    "valid_until": Text("有效期至", "the last day on which it may hang"),
    "activities": Text("工作动态（列表）", "activities (a list)"),
    "commitments": Text("公开承诺（列表）", "commitments (a list)"),
    "fees": Text("收费公示（列表）", "charges (a list)"),
    "progress": Text("工作进展（列表）", "progress (a list)"),
    "appraisal": Text("家长评议（列表）", "parents' appraisal (a list)"),
    "opinions": Text("意见办理（列表）", "opinions (a list)"),
    "honours": Text("典型经验（列表）", "good experience (a list)"),
    "exposed": Text("曝光台（列表）", "exposed cases (a list)"),
    "disclosure": Text("信息公开（列表）", "disclosure (a list)"),
}
"""What a template may name, and what it is."""


def board_fields(bulletin: Bulletin) -> Fields:
    """The fields of a template; a page that isn't there, or holds nothing, is an empty list."""
    lang = bulletin.lang
    pages = (getattr(bulletin, name) for name in type(bulletin).model_fields if name in BOARD)
    ends = [page.valid_until for page in pages if page is not None and hasattr(page, "valid_until")]
    return {
        "school": bulletin.school,
        "year": str(bulletin.year),
        "date": written(bulletin.as_of, lang),
        "valid_until": written(min(ends), lang),
        "activities": [
            _parts(lang, written(row.held, lang), row.title, row.summary)
            for row in (bulletin.activities.rows if bulletin.activities else ())
        ],
        "commitments": [
            _line(lang, row.matter, row.text, row.department, _named("phone", row.phone, lang))
            for row in (bulletin.commitments.rows if bulletin.commitments else ())
        ],
        "fees": [_fee(row, lang) for row in (bulletin.fees.rows if bulletin.fees else ())],
        "progress": list(_progress(bulletin.progress, lang)),
        "appraisal": list(_appraisal(bulletin.appraisal, lang) if bulletin.appraisal else ()),
        "opinions": list(_opinions(bulletin.opinions, lang) if bulletin.opinions else ()),
        "honours": [
            _line(lang, row.name, row.merits, row.department)
            for row in (bulletin.honours.rows if bulletin.honours else ())
        ],
        "exposed": [
            _parts(
                lang,
                month_words(row.month, lang),
                row.name,
                row.item,
                row.text,
                _named("measure", row.measure(lang) if row.measure else "", lang),
            )
            for row in (bulletin.exposed.rows if bulletin.exposed else ())
        ],
        "disclosure": [
            _line(lang, row.title, written(row.published, lang), row.place(lang))
            for row in (bulletin.disclosure.rows if bulletin.disclosure else ())
        ],
    }


def _fee(row: Fee, lang: Lang) -> str:
    rate = Text(f"{row.charged} {row.unit.zh}", f"{row.charged} {row.unit.en.lower()}")(lang)
    return _line(
        lang,
        row.name,
        rate,
        row.nature(lang),
        row.authority,
        row.document,
        _named("scope", row.scope, lang),
        _named("waiver", row.waiver, lang),
        _named("phone", row.phone, lang),
    )


def _progress(page: ProgressPage, lang: Lang) -> Iterator[str]:
    accepted = f"{page.accepted}/{page.due}"
    yield _named("coverage", f"{percent(page.coverage)} ({accepted})", lang)
    yield _named("compliance", percent(page.compliance), lang)
    for word, number in (
        ("open_items", page.open),
        ("closed_items", page.closed),
        ("overdue_items", page.overdue),
    ):
        yield _named(word, str(number), lang)


def _appraisal(page: AppraisalPage, lang: Lang) -> Iterator[str]:
    for one in page.rounds:
        yield _line(lang, one.title, _satisfied(one.school, lang))
        for group in one.departments:
            if group.satisfied:
                yield _line(lang, group.department, _satisfied(group.satisfied, lang))


def _satisfied(satisfied: SatisfiedShare | None, lang: Lang) -> str:
    if satisfied is None:
        return SAID["hidden"](lang)
    share, interval = percent(satisfied.share), f"{percent(satisfied.low)}–{percent(satisfied.high)}"
    return Text(
        f"满意率{share}（95%区间 {interval}，{satisfied.respondents}份）",
        f"{share} satisfied (95% interval {interval}, {satisfied.respondents} answers)",
    )(lang)


def _opinions(page: OpinionsPage, lang: Lang) -> Iterator[str]:
    if page.received is not None:
        yield _named("received", str(page.received), lang)
    yield from (_named("by_group", said, lang) for said in _counts(page.by_group, lang))
    yield from (_named("by_result", said, lang) for said in _counts(page.by_result, lang))
    for row in page.examples:
        yield _line(lang, row.text, row.result(lang) if row.result else "")


def _counts(counts: Iterable[Count], lang: Lang) -> Iterator[str]:
    """All that are shown, in one line; none where none is."""
    shown = [f"{one.what(lang)} {one.count}" for one in counts if one.count is not None]
    if shown:
        yield Text("、".join(shown), ", ".join(shown))(lang)


def _named(word: str, said: str, lang: Lang) -> str:
    return f"{SAID[word](lang)}{'：' if lang == 'zh' else ': '}{said}" if said else ""


def _parts(lang: Lang, *said: str) -> str:
    return ("，" if lang == "zh" else ", ").join(filter(None, said))


def _line(lang: Lang, first: str, *others: str) -> str:
    """What it is about, a colon, and what is said of it."""
    rest = ("；" if lang == "zh" else "; ").join(filter(None, others))
    return f"{first}{'：' if lang == 'zh' else ': '}{rest}" if rest else first
