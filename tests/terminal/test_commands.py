"""Every command, wherever its words go: the same work, the same exit code, nothing that a terminal would obey."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from tests.support import small_school
from tests.support.thorough import some
from tests.terminal import GBK, LOCALES, OBEYED, SINKS, Ran, make_gbk, run

if TYPE_CHECKING:
    from pathlib import Path

# Where nothing can be written, it makes no difference how it would be spelt.
_ALL = [(place, sink) for place in LOCALES for sink in SINKS if place == GBK or sink == "pty"]
PLACES = some(_ALL, 3, "places")
HOSTILE = "李‮xslx.薇\x1b]0;owned\x07\x9b2J.xlsx"
OURS = re.compile(r"\x1b\[[?0-9;]*[A-Za-z]|\r(?=\x1b)")  # colours, and the bar drawn over and over
AS_OF = ("--as-of", "2026-10-20")
# Paths with `{…}` are names in the encoding of the place.
COMMANDS = {
    "version": ("--version",),
    "help": ("--help",),
    "help of a command": ("collect", "--help"),
    "no command": (),
    "wrong command": ("colect\x1b[31m", "‮x"),
    "wrong option": ("refresh", "台账.xlsx", "--nope\x1b[31m"),
    "wrong day": ("refresh", "台账.xlsx", "--as-of", "\x1b[31m明天"),
    "not there": ("collect", "没有\x1b[31m.xlsx"),
    "new": ("new", "control", "新.xlsx"),
    "new again": ("new", "control", "新.xlsx"),
    "distribute": ("distribute", "台账.xlsx", "发出"),
    "validate": ("validate", "收件", "--control", "台账.xlsx", *AS_OF),
    "validate as JSON": ("validate", "收件", "--control", "台账.xlsx", "--json", *AS_OF),
    "collect": ("collect", "台账.xlsx", "收件", *AS_OF),
    "collect again": ("collect", "台账.xlsx", "收件", "--verbose", *AS_OF),
    "refresh": ("refresh", "台账.xlsx", *AS_OF),
    "refresh as JSON": ("refresh", "台账.xlsx", "--json", *AS_OF),
    "mark": ("mark", "台账.xlsx", *AS_OF),
    "why": ("why", "台账.xlsx", "2009017", *AS_OF),
    "why as JSON": ("why", "台账.xlsx", "2009017", "--json", *AS_OF),
    "why nobody": ("why", "台账.xlsx", "\x1b[31m无此人", *AS_OF),
    "undo": ("undo", "台账.xlsx"),
    "undo once more": ("undo", "台账.xlsx"),
    "doctor": ("doctor",),
    "doctor as JSON": ("doctor", "--json"),
    "uninstall": ("uninstall",),
}


@pytest.fixture(scope="session")
def gbk(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return make_gbk(tmp_path_factory.mktemp("locales"))


def _named(name: str, encoding: str) -> bytes:
    """The bytes of a name as people of that place type it; what their code page lacks comes as UTF-8 does."""
    encoding = "utf-8" if encoding == "ascii" else encoding
    return b"".join(letter.encode(encoding) if _has(letter, encoding) else letter.encode() for letter in name)


def _has(letter: str, encoding: str) -> bool:
    return letter.encode(encoding, "ignore") != b""


def _furnished(folder: Path, encoding: str) -> None:
    (folder / "home").mkdir()
    root = os.fsencode(folder)
    inbox = os.path.join(root, _named("收件", encoding))  # noqa: PTH118 - names as bytes
    os.mkdir(inbox)  # noqa: PTH102
    files = {
        os.path.join(root, _named("台账.xlsx", encoding)): small_school.register("zh"),  # noqa: PTH118
        os.path.join(inbox, _named(HOSTILE, encoding)): small_school.filled(),  # noqa: PTH118
        os.path.join(inbox, _named("坏 的 表.xlsx", encoding)): b"%PDF-1.7",  # noqa: PTH118
    }
    for path, content in files.items():
        with open(path, "wb") as file:  # noqa: PTH123
            file.write(content)


@pytest.fixture(scope="session")
def expected(tmp_path_factory: pytest.TempPathFactory) -> dict[str, int]:
    """The exit codes where everything can be printed."""
    folder = tmp_path_factory.mktemp("usual")
    return {name: ran.code for name, ran in _ran(folder, "UTF-8", "pipe", {}).items()}


def _ran(folder: Path, place: str, sink: str, more: dict[str, str]) -> dict[str, Ran]:
    encoding, environment = LOCALES[place]
    _furnished(folder, encoding)
    commands = [[_named(word, encoding) for word in words] for words in COMMANDS.values()]
    return dict(zip(COMMANDS, run(commands, folder, sink, environment | more), strict=True))


def test_the_codes_are_those_of_the_work(expected: dict[str, int]) -> None:
    ended = {code: {name for name, found in expected.items() if found == code} for code in (0, 1, 2)}
    assert {
        "no command",
        "wrong command",
        "wrong option",
        "wrong day",
        "not there",
        "new again",
        "why nobody",
    } <= ended[2]
    assert {"validate", "validate as JSON", "collect", "collect again"} <= ended[1]
    assert {"version", "help", "new", "distribute", "refresh", "mark", "why", "undo"} <= ended[0]
    assert sum(map(len, ended.values())) == len(COMMANDS)


@pytest.mark.slow
@pytest.mark.parametrize(("place", "sink"), PLACES)
def test_wherever_the_words_go(
    tmp_path: Path, expected: dict[str, int], gbk: dict[str, str], place: str, sink: str
) -> None:
    encoding, _ = LOCALES[place]
    ran = _ran(tmp_path, place, sink, gbk if encoding == "gbk" else {})
    assert {name: one.code for name, one in ran.items()} == expected
    for name, one in ran.items():
        output = OURS.sub("", one.output.decode(encoding)).replace("\n", "")
        assert not OBEYED.search(output), name
        assert "Traceback" not in output
        if sink in ("pty", "pipe"):
            assert output, name


@pytest.mark.slow
def test_the_demo_in_an_old_terminal(tmp_path: Path, gbk: dict[str, str]) -> None:
    encoding, environment = LOCALES[GBK]
    (tmp_path / "home").mkdir()
    (ran,) = run([[b"demo", _named("演示", encoding)]], tmp_path, "pipe", environment | gbk)
    assert ran.code == 0
    assert "可以接着试：" in ran.output.decode(encoding)
