"""All pages of one bulletin, and what was held back from them."""

from __future__ import annotations

from softenv_xl.issues import Issue
from softenv_xl.publication.models import Bulletin
from softenv_xl.publication.pages.activities import activities
from softenv_xl.publication.pages.appraisal import appraisal
from softenv_xl.publication.pages.commitments import commitments
from softenv_xl.publication.pages.disclosure import disclosure
from softenv_xl.publication.pages.exposed import exposed
from softenv_xl.publication.pages.fees import fees
from softenv_xl.publication.pages.honours import honours
from softenv_xl.publication.pages.opinions import opinions
from softenv_xl.publication.pages.progress import progress
from softenv_xl.publication.source import Source
from softenv_xl.sheets.result import Result


def build(result: Result) -> tuple[Bulletin, tuple[Issue, ...]]:
    """What is published as of the result's day, and an issue for each row that was held back."""
    source = Source(result)
    campaign = result.control.campaign
    bulletin = Bulletin(
        lang=result.control.lang,
        school=campaign.school or "",
        year=campaign.year or result.as_of.year,
        as_of=result.as_of,
        activities=activities(source),
        commitments=commitments(source),
        fees=fees(source),
        progress=progress(source),
        appraisal=appraisal(source),
        opinions=opinions(source),
        honours=honours(source),
        exposed=exposed(source),
        disclosure=disclosure(source),
    )
    return bulletin, tuple(source.held_back)
