"""What a count of parents' sheets came to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from softenv_xl.registers.appraisal_mapping import ASKED
from softenv_xl.words import Text, many

if TYPE_CHECKING:
    from softenv_xl.appraising import Appraised


def appraised(what: Appraised) -> Text:
    """How many files and sheets were counted, and of how many teachers there is something to see."""
    published, files, shown = what.published, what.files, len(what.published.shown)
    received, hidden = published.valid + published.rejected, len(published.rows) - shown
    asked = sum(issue.code in ASKED for issue in what.result.issues)
    few = Text(
        f"；{hidden} 名评价人数少，未显示，只涉及他们的答卷未计入" if hidden else "",
        f"; {hidden} aren't shown, as few have answered, and sheets about them alone aren't counted"
        if hidden
        else "",
    )
    to_do = Text(
        (f"{what.unread} 个文件未读入，见“问题清单”。" if what.unread else "")
        + (f"有 {asked} 处要说明含义，见“评议对应表”。" if asked else ""),
        (f" {many(what.unread, 'file', 'files')} not counted: see Issues." if what.unread else "")
        + (f" {many(asked, 'word', 'words')} to be explained: see Appraisal mapping." if asked else ""),
    )
    return Text(
        f"{what.round}：读入 {files} 个文件，收回 {received} 份，有效 {published.valid} 份；"
        f"{shown} 名教师有结果{few.zh}。{to_do.zh}",
        f"{what.round}: {many(files, 'file', 'files')}, {many(received, 'sheet', 'sheets')}, {published.valid} valid; "
        f"results for {many(shown, 'teacher', 'teachers')}{few.en}.{to_do.en}",
    )
