"""What a merge of departments' packs came to, or would come to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from softenv_xl.words import Lang, Text, many

if TYPE_CHECKING:
    from softenv_xl.exchange.merge.merging import MergeLine, PackMerge


def merged(what: PackMerge) -> Text:
    """How much was taken over, and what is left to decide."""
    counts = what.counts
    zh = [f"{counts['cells']} 个单元格有更改" if counts["cells"] else "没有单元格更改"]
    en = [many(counts["cells"], "cell changed", "cells changed") if counts["cells"] else "no cell changed"]
    for number, chinese, one, more in (
        (counts["added"], "新增 {} 行", "row added", "rows added"),
        (counts["deleted"], "删除 {} 行", "row deleted", "rows deleted"),
        (counts["decided"], "按选择处理冲突 {} 处", "decision carried out", "decisions carried out"),
        (
            counts["locked"],
            "锁定单元格的改动 {} 处未采用",
            "change of a locked cell left out",
            "changes of locked cells left out",
        ),
    ):
        if number:
            zh.append(chinese.format(number))
            en.append(many(number, one, more))
    waiting = Text(
        f"有 {counts['open']} 处待您选择，见“冲突”表。" if counts["open"] else "",
        f" {many(counts['open'], 'conflict', 'conflicts')} to decide: see Conflicts."
        if counts["open"]
        else "",
    )
    unread = Text(
        f"{what.unread} 个文件未收回，原因见上。" if what.unread else "",
        f" {many(what.unread, 'file', 'files')} not merged: the reason is told with each."
        if what.unread
        else "",
    )
    begins = Text("试算（未写入）：", "Dry run, nothing was written: ") if what.dry_run else Text("", "")
    return Text(
        f"{begins.zh}收回 {what.files} 份部门表：{'，'.join(zh)}。{waiting.zh}{unread.zh}",
        f"{begins.en}{many(what.files, 'pack', 'packs')} merged: {', '.join(en)}.{waiting.en}{unread.en}",
    )


def merge_lines(what: PackMerge) -> Iterator[Text]:
    """Cell by cell and row by row what changes."""
    for line in what.lines:
        yield _line(line)


def _line(line: MergeLine) -> Text:
    where = f"{line.sheet} {line.row}"
    match line.what:
        case "added":
            return Text(f"{where}：新增", f"{where}: added")
        case "deleted":
            return Text(f"{where}：删除", f"{where}: deleted")
    return Text(
        f"{where} {line.column}：{line.before.zh} → {line.after.zh}",
        f"{where} {line.column}: {line.before.en} → {line.after.en}",
    )


def merge_record(line: MergeLine, lang: Lang) -> dict[str, Any]:
    """The same for programs."""
    return {
        "what": line.what,
        "sheet": line.sheet,
        "row_id": line.row,
        "column": line.column,
        "before": line.before(lang),
        "after": line.after(lang),
    }
