"""What an upgrade did, or would do."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from softenv_xl.words import LANGS, Text, listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.hosts.file.upgrade.addition import Addition


def additions(found: Sequence[Addition]) -> list[Text]:
    """What an upgrade does, a line for each kind of thing on each sheet."""
    lines: dict[tuple[str, str], list[Addition]] = {}
    for one in found:
        lines.setdefault((one.sheet, one.kind if one.done else f"{one.kind} {one.what}"), []).append(one)
    return [_together(several) for several in lines.values()]


def _together(several: Sequence[Addition]) -> Text:
    what = listed(one.what for one in several)
    return Text(*(replace(several[0], what=what(lang)).sentence(lang) for lang in LANGS))


def upgraded(file: str, found: Sequence[Addition], *, dry_run: bool) -> Text:
    """How an upgrade ended."""
    count = sum(one.done for one in found)
    stay = len(found) - count
    if not count:
        words = Text(
            f"{file} 已是最新版本，无需升级。", f"{file} is up to date; there is nothing to upgrade."
        )
    elif dry_run:
        words = Text(
            f"以上 {count} 处将会改动；现在没有写入。", f"That is {count} changes; nothing was written."
        )
    else:
        words = Text(
            f"已升级 {file}，共 {count} 处；“softenv-xl undo”可恢复原样。",
            f"Upgraded {file}: {count} changes. “softenv-xl undo” brings the old one back.",
        )
    if not stay:
        return words
    return Text(
        f"{words.zh}{stay} 处保持原样，原因见“softenv-xl upgrade --dry-run”。",
        f"{words.en} {stay} stay as they are; “softenv-xl upgrade --dry-run” says why.",
    )
