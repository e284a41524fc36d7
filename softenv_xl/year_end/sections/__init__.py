"""The ten sections of the report, each a function from the source to its sentences and tables."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from softenv_xl.words import Text
from softenv_xl.year_end.fact import Section
from softenv_xl.year_end.sections.basics import basics
from softenv_xl.year_end.sections.charges import governance
from softenv_xl.year_end.sections.models import models
from softenv_xl.year_end.sections.parents import appraisal
from softenv_xl.year_end.sections.petitions import petitions
from softenv_xl.year_end.sections.problems import problems
from softenv_xl.year_end.sections.publicity import publicity
from softenv_xl.year_end.sections.rectified import rectification
from softenv_xl.year_end.sections.returns import self_check
from softenv_xl.year_end.sections.work import work
from softenv_xl.year_end.source import Source


class SectionKind(NamedTuple):
    title: Text
    made: Callable[[Source], Section]


SECTIONS = (
    SectionKind(Text("基本情况", "The school"), basics),
    SectionKind(Text("工作开展", "What was done"), work),
    SectionKind(Text("自查情况", "Self-checks"), self_check),
    SectionKind(Text("专项治理", "Fees and special governance"), governance),
    SectionKind(Text("信访办理", "Letters, visits and cases"), petitions),
    SectionKind(Text("群众评议", "What parents and the public say"), appraisal),
    SectionKind(Text("公开承诺", "Publicity and commitments"), publicity),
    SectionKind(Text("整改销号", "Rectification"), rectification),
    SectionKind(Text("典型", "Models and cases exposed"), models),
    SectionKind(Text("存在问题与下步打算", "Open problems and next steps"), problems),
)
