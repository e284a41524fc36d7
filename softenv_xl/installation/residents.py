"""Ends the Pythons that stay between presses, and says so."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.resident.ending import end, residents
from softenv_xl.words import Text

_ENDED = Text(
    "已结束两次按按钮之间留着的 Python（进程 {pid}）。",
    "Ended the Python that stays between presses (process {pid}).",
)
_WILL_END = Text(
    "两次按按钮之间留着的 Python（进程 {pid}）正在工作，做完这一次即结束。",
    "The Python that stays between presses (process {pid}) is at work, and ends with this press.",
)
_NONE = Text("没有 Python 留在两次按按钮之间。", "No Python stays between presses.")


def end_residents() -> Iterator[Text]:
    """One sentence for each that there was."""
    for resident in residents():
        yield (_ENDED if end(resident) else _WILL_END).format(pid=str(resident.pid))


def asked_to_end() -> Iterator[Text]:
    """The same, and a sentence where there is none."""
    said = list(end_residents())
    yield from said or [_NONE]
