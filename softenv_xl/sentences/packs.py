"""What became of the departments' packs."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from softenv_xl.legible import legible
from softenv_xl.words import Text, many, same

if TYPE_CHECKING:
    from softenv_xl.exchange.pack.writing import Pack

_STATES = {
    "new": Text("", ""),
    "same": Text("（已有，未变）", " (there already, unchanged)"),
    "replaced": Text("（替换了无人改过的旧文件）", " (in place of an earlier one that nobody had changed)"),
    "beside": Text(
        "（已有的同名文件被人改过，未覆盖）", " (beside a file of that name in which somebody has worked)"
    ),
}


KEY_MADE = Text(
    "已为本校生成签发密钥。若另一台电脑签发过，请先从那里导出密钥（softenv-xl key export）并在此导入。",
    "A key was made for the school. If another computer has issued returns, export its key there (softenv-xl key export) and "
    "import it here.",
)
"""The school had no key on this computer until now."""


def with_key_made(words: Text, *, made: bool) -> Text:
    """What was issued, and that it took a new key where it did."""
    return Text(f"{words.zh}\n{KEY_MADE.zh}", f"{words.en}\n{KEY_MADE.en}") if made else words


def packs_written(packs: Sequence[Pack], out: Path) -> Text:
    """How many, where, and what to do with those that stand beside others."""
    beside = sum(pack.state == "beside" for pack in packs)
    words = Text(
        f"已生成 {len(packs)} 个部门分表，存于 {legible(str(out))}。",
        f"Wrote {many(len(packs), 'pack', 'packs')} into {legible(str(out))}.",
    )
    if not beside:
        return words
    return Text(
        f"{words.zh}其中 {beside} 个旁边有被人改过的旧文件：请先合并或移走。",
        f"{words.en} Beside {beside} of them stands an earlier file in which somebody has worked: merge it or move it away.",
    )


def pack_line(pack: Pack) -> Text:
    """One pack: its file, its serial, its rows, and what it holds besides."""
    from softenv_xl.exchange.pack.scan import summary  # slow to load, and no button but one needs it

    name, what = same(legible(pack.path.name)), summary(pack.findings)
    return Text(
        "{name}：编号 {serial}，{rows} 行{state}。另含：{what}",
        "{name}: serial {serial}, {rows} rows{state}. Besides: {what}",
    ).format(name=name, serial=pack.serial, rows=pack.rows, state=_STATES[pack.state], what=what)


def pack_record(pack: Pack) -> dict[str, Any]:
    """The same for programs."""
    return {
        "department": pack.department,
        "file": str(pack.path),
        "serial": pack.serial,
        "rows": pack.rows,
        "state": pack.state,
        "holds": {
            finding.kind: {"count": finding.count, "some": finding.examples} for finding in pack.findings
        },
    }
