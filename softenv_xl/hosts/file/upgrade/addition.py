"""One thing that an upgrade does to a workbook, or leaves, as it is reported to people and programs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from softenv_xl.words import Text

if TYPE_CHECKING:
    from softenv_xl.words import Lang

KINDS: dict[str, Text] = {
    "sheet": Text("新增工作表", "new sheet"),
    "redrawn": Text("重新绘制（表上只有程序的内容）", "drawn anew, as nothing on it is yours"),
    "column": Text("新增列", "new column"),
    "field": Text("新增设置项", "new setting"),
    "version": Text("台账版本", "workbook version"),
    "formula": Text("更新公式", "formula as it is today"),
    "dropdown": Text("更新下拉列表和填写规则", "dropdown or rule for typing"),
    "marks": Text("更新标记颜色", "colours of marks"),
    "name": Text("名称", "name"),
    "stays": Text("保持原样", "stays as it is"),
}
"""What was done, by the key that `--json` has. Nothing was done about what `stays`, and `why` says why."""


@dataclass(frozen=True, slots=True)
class Addition:
    """`kind` is a key of KINDS, `sheet` the title in the workbook, `what` a header, a label, a cell or a name."""

    kind: str
    sheet: str
    what: str = ""
    why: Text | None = None

    @property
    def done(self) -> bool:
        return self.kind != "stays"

    def sentence(self, lang: Lang) -> str:
        """`People · new column: Left on`"""
        place = f"{self.sheet} · " if self.sheet else ""
        what = f"{'：' if lang == 'zh' else ': '}{self.what}" if self.what else ""
        why = f"{'。' if lang == 'zh' else '. '}{self.why(lang)}" if self.why else ""
        return f"{place}{KINDS[self.kind](lang)}{what}{why}"

    def as_record(self, lang: Lang) -> dict[str, str]:
        why = self.why(lang) if self.why else ""
        return {"kind": self.kind, "sheet": self.sheet, "what": self.what, "why": why}
