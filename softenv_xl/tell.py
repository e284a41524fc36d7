"""What the commands say, in the user's language: tables for people, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text as Styled

from softenv_xl import sentences
from softenv_xl.errors import Stop
from softenv_xl.issues import Issue, Severity
from softenv_xl.registers.words import RETURN_STATE, SEVERITY
from softenv_xl.sheets.pressed import Pressed
from softenv_xl.store import Undone
from softenv_xl.words import LANGS, Lang, Text

FINE, FOUND, STOPPED = 0, 1, 2

# Okabe-Ito hues: told apart by colour-blind people too; the symbol beside says the same.
_STYLE = {Severity.ERROR: "#d55e00", Severity.WARNING: "#e69f00", Severity.NOTE: "#0072b2"}
_KNOWN = Text("（以前已收）", " (received before)")


@dataclass(frozen=True, slots=True)
class Voice:
    """Which language to speak, and whether to people or to a program."""

    lang: Lang
    json: bool = False

    def say(self, zh: str, en: str) -> None:
        if not self.json:
            _console().print(Styled(Text(zh, en)(self.lang)))


def _console() -> Console:
    """Pipes get wide lines, so that nothing is cut where no one sees a screen."""
    return Console(width=None if sys.stdout.isatty() else 200, highlight=False)


def line(words: str) -> None:
    _console().print(Styled(words))


def records(found: Sequence[Mapping[str, object]]) -> None:
    """Prints objects for a program."""
    print(json.dumps(found, ensure_ascii=False, indent=1))  # noqa: T201


def created(voice: Voice, path: Path) -> None:
    voice.say(f"已新建 {path}。", f"Made {path}.")


def distributed(voice: Voice, counts: tuple[int, int], out: Path) -> None:
    """`counts`: how many returns were written, and how many stood there already."""
    voice.say(*sentences.distributed(counts, out))


def undone(voice: Voice, what: Undone) -> None:
    voice.say(
        f"已撤销 {what.written:%Y-%m-%d %H:%M} 对 {what.path.name} 的写入。",
        f"Undid the write of {what.path.name} at {what.written:%Y-%m-%d %H:%M}.",
    )


def issues(voice: Voice, found: Sequence[Issue]) -> int:
    """Prints the issues; the exit code is 1 when there is an error or a warning among them."""
    if voice.json:
        records([issue.as_record(voice.lang) for issue in found])
    elif found:
        _print_issues(voice, found)
    zh, en = sentences.counted(found)
    voice.say(f"{zh}。", f"{en.capitalize()}.")
    grave = any(issue.severity in (Severity.ERROR, Severity.WARNING) for issue in found)
    return FOUND if grave else FINE


def _print_issues(voice: Voice, found: Sequence[Issue]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    headings = (
        ("", ""),
        ("位置", "Where"),
        ("问题", "What is wrong"),
        ("如何处理", "What to do"),
        ("代码", "Code"),
    )
    for zh, en in headings:
        table.add_column(Text(zh, en)(voice.lang), overflow="fold")
    for issue in found:
        mark = SEVERITY.word(issue.severity.value, voice.lang)
        place = " ".join(part for part in (issue.place.file, issue.place.sheet, issue.place.cell) if part)
        cells = (mark, place, issue.message(voice.lang), issue.remedy(voice.lang), issue.code)
        table.add_row(
            *(Styled(cell, style=_STYLE[issue.severity] if i == 0 else "") for i, cell in enumerate(cells))
        )
    _console().print(table)


def pressed(voice: Voice, result: Pressed, *, changed: bool) -> int:
    """What became of every file, who is missing, what is wrong; the exit code as for `issues`."""
    found = [*result.issues, *(issue for checked in result.returns for issue in checked.issues)]
    if not voice.json:
        _print_outcomes(voice, result)
    code = issues(voice, found)
    missing = "、".join(f"{p.name}（{p.number}）" for p in result.missing)
    named = ", ".join(f"{p.name} ({p.number})" for p in result.missing)
    if missing:
        voice.say(
            f"尚未交表 {len(result.missing)} 人：{missing}", f"Missing, {len(result.missing)} people: {named}"
        )
    if not changed:
        voice.say(*sentences.UP_TO_DATE)
    return code


def _print_outcomes(voice: Voice, result: Pressed) -> None:
    if not result.outcomes:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for zh, en in (
        ("文件", "File"),
        ("结果", "Outcome"),
        ("姓名", "Name"),
        ("错误", "Errors"),
        ("警告", "Warnings"),
    ):
        table.add_column(Text(zh, en)(voice.lang), overflow="fold")
    for one in result.outcomes:
        duplicate = one.state == "duplicate"
        state = sentences.DUPLICATE(voice.lang) if duplicate else RETURN_STATE.word(one.state, voice.lang)
        known = _KNOWN(voice.lang) if one.known and not duplicate else ""
        cells = (one.file, state + known, one.person or "", str(one.errors or ""), str(one.warnings or ""))
        table.add_row(*(Styled(cell) for cell in cells))
    _console().print(table)


@contextmanager
def progress(voice: Voice, total: int) -> Iterator[Callable[[Path], None]]:
    """A bar on stderr while files are read; nothing where no one watches."""
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(
        *columns, console=console, transient=True, disable=voice.json or not console.is_terminal
    ) as bar:
        task = bar.add_task(Text("检查自查表", "Checking returns")(voice.lang), total=total)
        yield lambda path: bar.advance(task)


def stopped(stop: Stop, lang: Lang) -> int:
    Console(stderr=True).print(Styled(f"✗ {stop.sentence(lang)} [{stop.code}]"))
    return STOPPED


def crashed(error: BaseException, lang: Lang) -> int:
    """Something nobody foresaw: one sentence, and the file that has the details."""
    Console(stderr=True).print(Styled(f"✗ {sentences.crashed(error)(lang)}"))
    return STOPPED


def asked_language(default: Lang) -> Lang:
    """The --lang on the command line, for errors that come before it is parsed."""
    words = sys.argv[1:]
    for i, word in enumerate(words):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else None
        if word == "--lang" and i + 1 < len(words):
            value = words[i + 1]
        for lang in LANGS:
            if value == lang:
                return lang
    return default
