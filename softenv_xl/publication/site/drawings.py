"""Which charts the pages have: drawn from the very numbers of the tables below them."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.publication.models import AppraisalPage, Bulletin, OpinionsPage, ProgressPage, SatisfiedShare
from softenv_xl.publication.site.charts import Drawing, Hidden, Series, Shade, bars, dots, line
from softenv_xl.publication.site.words import ALT, SAID
from softenv_xl.words import Lang

_STAGES: tuple[tuple[str, Shade], ...] = (
    ("held", "good"),
    ("held_late", "mended"),
    ("late", "bad"),
    ("to_come", "none"),
)


def drawings(bulletin: Bulletin, lang: Lang) -> dict[str, Drawing]:
    """By their keys, which are their files' names."""
    made = [*_progress(bulletin.progress, lang)]
    if bulletin.appraisal:
        made += _appraisal(bulletin.appraisal, lang)
    if bulletin.opinions and bulletin.opinions.received != 0:
        made += _opinions(bulletin.opinions, lang)
    return {drawing.key: drawing for drawing in made}


def _hidden(lang: Lang) -> Hidden:
    return Hidden(SAID["hidden"](lang), SAID["partly_hidden"](lang))


def _progress(page: ProgressPage, lang: Lang) -> Iterator[Drawing]:
    if page.stages:
        series = [Series(SAID[key](lang), shade) for key, shade in _STAGES]
        rows = [(one.stage, (one.held, one.held_late, one.late, one.to_come)) for one in page.stages]
        yield bars("stages", SAID["stages"](lang), ALT["stages"](lang), series, rows)
    both = [Series(SAID["open"](lang), "bad"), Series(SAID["closed"](lang), "good")]
    if page.weeks:
        points = [(one.week.isoformat(), (one.open, one.closed)) for one in page.weeks]
        yield line("weeks", SAID["weeks"](lang), ALT["weeks"](lang), both, points)
    if page.departments:
        groups = [(one.department, (one.open, one.closed)) for one in page.departments]
        title, alt = SAID["by_department"](lang), ALT["departments"](lang)
        both[1] = Series(both[1].label, "mended")  # neighbours in a bar must differ in light as well
        yield bars("departments", title, alt, both, groups, _hidden(lang))


def _appraisal(page: AppraisalPage, lang: Lang) -> Iterator[Drawing]:
    for number, one in enumerate(page.rounds, 1):
        rows = [(SAID["school"](lang), _ends(one.school))]
        rows += [(group.department, _ends(group.satisfied)) for group in one.departments]
        title = f"{SAID['shares'](lang)} · {one.title}"
        yield dots(f"appraisal-{number}", title, ALT["appraisal"](lang), rows, SAID["hidden"](lang))


def _ends(satisfied: SatisfiedShare | None) -> tuple[float, float, float] | None:
    return (satisfied.low, satisfied.share, satisfied.high) if satisfied else None


def _opinions(page: OpinionsPage, lang: Lang) -> Iterator[Drawing]:
    hidden = _hidden(lang)
    for key, counts in (("by_group", page.by_group), ("by_result", page.by_result)):
        if any(count.count for count in counts):
            rows = [(count.what(lang), (count.count,)) for count in counts]
            series = [Series(SAID["count"](lang), "good")]
            yield bars(key, SAID[key](lang), ALT[key](lang), series, rows, hidden)
