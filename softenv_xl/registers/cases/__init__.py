"""S9: letters, visits and cases: what came in, by when it has to be answered, what was found, and what follows.

What came in and the clock's dates are a row's own; `course` says where it stands, `outcome` what it proves. Who petitioned
is confidential.
"""

from __future__ import annotations

from softenv_xl.registers.cases import clocks, exposure
from softenv_xl.registers.cases.claims import claims
from softenv_xl.registers.cases.columns import CASE_IDS, COLUMNS
from softenv_xl.registers.cases.course import WARN_DAYS, at_rest, complete
from softenv_xl.registers.cases.figures import FIGURES, TILES
from softenv_xl.registers.cases.outcome import BAR_MONTHS
from softenv_xl.registers.cases.rules import RULES
from softenv_xl.registers.cases.whole import WHOLE
from softenv_xl.registers.cases.words import TITLE
from softenv_xl.registers.register import Duty, Register
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

SPEC = TableSpec(
    key="cases",
    title=TITLE,
    id_column="id",
    header_row=5,
    columns=COLUMNS,
    rules=RULES,
)

SHEET = SheetSpec(
    "cases",
    SPEC.title,
    Text(
        "来信、来访、来电和案件，每件一行；期限自动计算。反映人及其联系方式保密，只在本表。",
        "One row for each petition; terms are computed. Petitioners and their contacts are told nowhere but here.",
    ),
    group="campaign",
    table=SPEC,
    since=3,
    wide=True,
)

REGISTER = Register(
    SHEET,
    "CA",
    pack=None,
    complete=complete,
    claims=claims,
    lists={CASE_IDS.name: "id"},
    tiles=TILES,
    figures=FIGURES,
    whole=WHOLE,
    source="case_clock",
    dated="received",
    options=(*clocks.OPTIONS, WARN_DAYS, BAR_MONTHS, *exposure.OPTIONS),
    lookups=(clocks.LOOKUP,),
    duties=(
        Duty(
            Text("书面告知反映人", "Tell the petitioner"),
            ("due_inform",),
            "informed",
            "id",
            "handler",
            at_rest,
        ),
        Duty(Text("办结信访件", "Close the case"), ("due_close",), "closed", "id", "handler", at_rest),
    ),
)
