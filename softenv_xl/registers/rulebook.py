"""S6: the rulebook as the school edits it: ten bans and the service attitudes by default."""

from __future__ import annotations

from softenv_xl import catalogue
from softenv_xl.registers.known_as import KNOWN_AS
from softenv_xl.registers.words import ENTRY_KIND, YES_NO
from softenv_xl.schema.column import Column, Kind, Owner, Rule
from softenv_xl.schema.computed import Labelled
from softenv_xl.schema.expression import Blank
from softenv_xl.schema.table import SheetSpec, TableSpec
from softenv_xl.words import Text

LABEL = Labelled("number", Text("title_zh", "title_en"))
"""What dropdowns and headers call an entry: `1 Paid tutoring`."""

SPEC = TableSpec(
    key="rulebook",
    title=Text("规则", "Rulebook"),
    id_column="number",
    columns=(
        Column("number", Text("编号", "No."), Kind.ID, width=6, required=True, limit=8),
        Column("kind", Text("类别", "Kind"), Kind.CHOICE, width=10, required=True, choices=ENTRY_KIND),
        Column(
            "title_zh",
            Text("简称（中文）", "Title (Chinese)"),
            width=15,
            required=True,
            limit=20,
            reader="zh",
        ),
        Column("text_zh", Text("内容（中文）", "Text (Chinese)"), width=40, required=True, reader="zh"),
        Column(
            "title_en",
            Text("简称（英文）", "Title (English)"),
            width=21,
            required=True,
            limit=40,
            reader="en",
        ),
        Column(
            "text_en", Text("内容（英文）", "Text (English)"), width=44, required=True, limit=800, reader="en"
        ),
        Column(
            "severity",
            Text("轻重（权重）", "Severity (weight)"),
            Kind.NUMBER,
            width=11,
            required=True,
            low=1,
            high=10,
            hint=Text(
                "1 轻微，3 较重，5 严重；作为计算权重。", "1 minor, 3 serious, 5 grave; weighs in the sum."
            ),
        ),
        Column("veto", Text("一票否决", "Veto"), Kind.CHOICE, width=10, required=True, choices=YES_NO),
        Column("source", Text("依据", "Source"), width=64),
        Column("check", Text("检查", "Check"), Kind.CHECK, Owner.COMPUTED, width=20),
        Column("tags", Text("证据标签", "Evidence tags"), width=16, limit=120, aside=True),
        Column(
            "label",
            Text("项目", "Item"),
            owner=Owner.COMPUTED,
            width=22,
            formula=LABEL,
        ),
        KNOWN_AS,
    ),
    rules=(
        Rule(catalogue.RULEBOOK_NO_SOURCE, "source", Blank("source"), (("number", "number"),), certain=True),
    ),
)

SHEET = SheetSpec(
    "rulebook",
    Text("规则", "Rulebook"),
    Text(
        "十条禁令和服务态度，学校可修改；改后请在“设置”中更新版本号。",
        "The ten bans and the service attitudes. Edit them as you need, then raise the version in Settings.",
    ),
    group="registers",
    table=SPEC,
    wide=True,
)
