"""How a run ended before its time, what had changed by then, and what was undone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.words import LANGS, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from softenv_xl.hosts.live.workbook import UndoResult
    from softenv_xl.store import Written


def undone(back: UndoResult) -> Text:
    """Which run was undone, and what was left because people changed it since."""
    done = Text(
        "已撤销 {at} 的“{title}”，还原 {restored} 处",
        "Took back “{title}” of {at}, {restored} changes",
    ).format(at=f"{back.at:%H:%M}", title=back.title, restored=back.restored)
    left = Text("；其后改过的 {left} 处保留不变", "; left {left} that were changed since").format(
        left=back.skipped
    )
    return Text(
        *(
            f"{done(lang)}{left(lang) if back.skipped else ''}{stop}"
            for lang, stop in zip(LANGS, "。.", strict=True)
        )
    )


def crashed(what: Text, log: str) -> Text:
    """Something nobody foresaw: `what` has been changed all the same, and the file that has the details."""
    return Text(
        "程序内部出错。{what}请把 {log} 发给维护人员。",
        "The program failed. {what} Please send {log} to the maintainers.",
    ).format(what=what, log=log)


def interrupted(what: Text) -> Text:
    """Somebody ended the program before it was done."""
    return Text("已中止。{what}", "Stopped. {what}").format(what=what)


NOTHING = Text("未作任何改动。", "Nothing was changed.")
NOT_KNOWN = Text("改动是否已完成，请自行查看。", "Please look how much of it was done.")
CHANGED = Text(
    "工作簿已改动；可用“撤销”恢复。",
    "The workbook was changed before; “Undo” takes that back.",
)
UNSAVED = Text(
    "工作簿已改动，尚未保存。",
    "The workbook was changed before, and isn't saved yet.",
)


def changed(written: Sequence[Written]) -> Text:
    """What is on the disk of a command that ended before its time, and how to take it back or go on."""
    made = [one for one in written if one.kind == "created"]
    for one in reversed(written):
        if one.kind == "replaced":
            return Text(
                "{file} 在此之前已写入；可用“softenv-xl undo”撤销。",
                "{file} had been written before; “softenv-xl undo” takes that back.",
            ).format(file=str(one.path))
        if one.kind == "undone":
            return Text(
                "{file} 在此之前已恢复到上一次写入之前。",
                "{file} had been brought back to what it was before its last write.",
            ).format(file=str(one.path))
    if len(made) == 1:
        return Text("在此之前已新建 {file}。", "{file} had been made before.").format(file=str(made[0].path))
    if made:
        return Text(
            "在此之前已在 {folder} 新建 {count} 个文件，均完整；再运行一次即补齐其余。",
            "{count} files had been made in {folder} before, each of them whole; run it again for the rest.",
        ).format(folder=str(made[-1].path.parent), count=len(made))
    return NOTHING
