"""What a bulletin came to, an export, and what was read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.words import LANGS, Text

if TYPE_CHECKING:
    from pathlib import Path

    from softenv_xl.open_data.importing import Imported
    from softenv_xl.open_data.writing import Export
    from softenv_xl.publication.writing import Written


def bulletin_written(written: Written, out: Path) -> Text:
    """How many files stand in the folder, what was removed and held back, and why there is no PDF."""
    files, held_back = written.files, len(written.held_back)
    parts = [
        Text(
            "公开专栏在 {out}：{files} 个文件，更新 {written} 个，撤下 {removed} 个。请先看 index.html，再公开。",
            "The bulletin is in {out}: {files} files, {written} of them new or changed, {removed} taken down. Look at index.html "
            "before you publish it.",
        ).format(
            out=str(out),
            files=len(files.written) + len(files.same),
            written=len(files.written),
            removed=len(files.removed),
        )
    ]
    if held_back:
        parts.append(
            Text(
                "有 {count} 行提到他人姓名或长串数字，没有公开；命令 bulletin 会逐行列出。",
                "{count} rows name somebody or hold a long number and were held back; the command bulletin lists them.",
            ).format(count=held_back)
        )
    if written.no_pdf:
        parts.append(Text(*(written.no_pdf.sentence(lang) for lang in LANGS)))
    return Text("".join(part.zh for part in parts), " ".join(part.en for part in parts))


def exported(made: Export, out: Path) -> Text:
    """How many tables and rows stand in the folder."""
    return Text(
        "已导出 {tables} 张表、{rows} 行到 {out}，另有数据字典 dictionary。",
        "Exported {tables} tables with {rows} rows to {out}, beside the data dictionary.",
    ).format(tables=made.tables, rows=made.rows, out=str(out))


def imported(read: Imported, file: str, *, changed: bool) -> Text:
    """What was written, or that nothing was."""
    if read.patch is None:
        return Text(
            "{file} 没有改动：请先处理上面的问题。", "{file} was not changed: put the above right first."
        ).format(file=file)
    if not changed:
        return Text(
            "{file} 已与这些文件一致，没有改动。", "{file} says the same already and was not changed."
        ).format(file=file)
    return Text(
        "已读入 {file}：改动 {cells} 个单元格，新增 {rows} 行。请再按“更新”或运行 refresh；undo 可撤销。",
        "Read into {file}: {cells} cells changed, {rows} rows added. Press Refresh, or run refresh, next; undo takes it back.",
    ).format(file=file, cells=read.cells, rows=read.rows)
