"""Files from outside are read by a process of their own: what that process is kept from on this computer."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.gate.holds import Hold
from softenv_xl.gate.worker import holds
from softenv_xl.installation.doctor.finding import Finding, Machine, fine
from softenv_xl.words import Text, listed

_READING = "reading"
_WORDS = {
    Hold.MEMORY: Text("占用过多内存", "taking too much memory"),
    Hold.FILES: Text("读取其他文件", "reading other files"),
    Hold.WRITING: Text("写入文件", "writing files"),
    Hold.NETWORK: Text("使用网络", "using the network"),
    Hold.PROGRAMS: Text("启动程序", "starting programs"),
}


def reader(_: Machine) -> Iterator[Finding]:
    """Raises Stop (reader.not-started) where files can't be read at all."""
    held = holds()
    for limit, message in (
        (
            True,
            Text(
                "系统不允许读取自查表的程序：{what}。", "The system keeps the reader of returns from {what}."
            ),
        ),
        (
            False,
            Text(
                "本系统无法禁止读取自查表的程序：{what}。",
                "This system can't keep the reader of returns from {what}.",
            ),
        ),
    ):
        which = [words for hold, words in _WORDS.items() if (hold in held) is limit]
        if which:
            yield fine(_READING, message.format(what=listed(which)))
