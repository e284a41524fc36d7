"""Any words on their way to a terminal, a program, a log file, a status bar: nothing is in them that isn't shown."""

from __future__ import annotations

import io
import json
import re
import sys
import tempfile
from contextlib import contextmanager
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from softenv_xl import reporting, sentences, store, terminal
from softenv_xl.catalogue import CATALOGUE as ISSUES
from softenv_xl.errors import Stop
from softenv_xl.issue_listing import list_issues
from softenv_xl.issues import Issue, Place
from softenv_xl.legible import UNSHOWN, legible, legible_lines
from softenv_xl.reporting import Reporter
from softenv_xl.stop_catalogue import STOPS
from softenv_xl.words import LANGS, Lang, Text
from tests.terminal import OBEYED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# Letters that make trouble, far more often than chance would have them.
_TROUBLE = (
    "\x1b\x07\x08\r\n\t\x7f\x85\x9b\u200b\u200e\u200f\u202a\u202e\u2066\u2069\u2028\ufeff\ud83d\udcd5\udc80"
)
# (Lists, as `st.text` draws evenly from all letters that an alphabet has, wherever they come from.)
_letters = st.one_of(st.sampled_from(_TROUBLE), st.characters(), st.sampled_from("王a x"))
foreign = st.lists(_letters, max_size=12).map("".join)
ENCODINGS = ("utf-8", "gbk", "ascii", "gb18030", "cp1252")


def _keys(*texts: Text) -> set[str]:
    """The placeholders of a sentence."""
    return {key for text in texts for words in text for _, key, _, _ in Formatter().parse(words) if key}


def _printing(encoding: str, print_it: Callable[[], object]) -> str:
    """What comes out at the other end of a pipe with that encoding, by both streams."""
    before = sys.stdout, sys.stderr
    out, err = io.BytesIO(), io.BytesIO()
    sys.stdout, sys.stderr = (io.TextIOWrapper(stream, encoding) for stream in (out, err))
    try:
        with terminal.output():
            print_it()
        return out.getvalue().decode(encoding) + err.getvalue().decode(encoding)
    finally:
        sys.stdout, sys.stderr = before


def _is_shown(words: str) -> bool:
    return not OBEYED.search(words.replace("\n", ""))


@given(foreign, st.sampled_from(ENCODINGS), st.sampled_from(LANGS), st.sampled_from(sorted(STOPS)))
def test_a_stop(words: str, encoding: str, lang: Lang, code: str) -> None:
    store.reset()
    stop = Stop(code, **dict.fromkeys(_keys(*STOPS[code]), words))
    output = _printing(encoding, lambda: reporting.report_stop(stop, lang))
    assert output.count("\n") == 1
    assert output.endswith(f"[{code}]\n")
    assert _is_shown(output)


@given(foreign, st.sampled_from(ENCODINGS), st.sampled_from(LANGS), st.sampled_from(sorted(ISSUES)))
def test_an_issue(words: str, encoding: str, lang: Lang, code: str) -> None:
    kind = ISSUES[code]
    issue = Issue(
        kind, Place(words, words, "A1", words, words), dict.fromkeys(_keys(kind.message, kind.remedy), words)
    )
    output = _printing(encoding, lambda: list_issues([issue], lang))
    assert _is_shown(output)
    assert output.count("\n") == 2
    assert _is_shown("".join(sentences.issue_text(issue)))


@given(foreign, st.sampled_from(ENCODINGS))
def test_json_is_valid_printable_and_reads_back_as_it_was(words: str, encoding: str) -> None:
    record = {"file": words, "王": [words, None, 1.5]}
    output = _printing(encoding, lambda: terminal.print_json([record]))
    assert _is_shown(output)
    # In JSON two halves of a letter that stand together are that letter.
    whole = words.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
    assert json.loads(output) == [{"file": whole, "王": [whole, None, 1.5]}]


@given(foreign, st.sampled_from(ENCODINGS))
def test_paths_in_sentences(words: str, encoding: str) -> None:
    reporter, path = Reporter("en"), Path("/tmp") / f"a{words.replace(chr(0), '')}"  # noqa: S108 - no file is made

    def say() -> None:
        reporting.report_created(reporter, path)
        reporting.report_distributed(reporter, (3, 1), path)

    output = _printing(encoding, say)
    assert _is_shown(output)
    assert output.count("\n") == 2


@contextmanager
def _logs() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patched:
        patched.setattr(tempfile, "tempdir", folder)
        yield Path(folder)


def _raised(words: str) -> ValueError:
    with pytest.raises(ValueError) as raised:  # noqa: PT011 - any words
        raise ValueError(words)
    return raised.value


@given(foreign, st.sampled_from(LANGS))
def test_a_failure_and_its_log(words: str, lang: Lang) -> None:
    store.reset()
    with _logs() as folder:
        output = _printing("gbk", lambda: reporting.report_crash(_raised(words), lang, known=True))
        (log,) = folder.iterdir()
        assert log.name in output
        assert _is_shown(log.read_text(encoding="utf-8"))
    assert _is_shown(output)
    assert (sentences.NOTHING(lang)) in output


def test_where_no_log_can_be_written_the_sentence_says_what_it_is() -> None:
    with _logs() as folder:
        folder.rmdir()
        output = _printing("utf-8", lambda: reporting.report_crash(_raised("too \x1b few"), "en", known=True))
        folder.mkdir()
    assert r"“ValueError: too \x1b few (" in output


@given(foreign)
def test_words_that_can_be_shown_are_left_alone(words: str) -> None:
    assert (legible_lines(words) == words) is not bool(UNSHOWN.search(words.replace("\n", "")))
    assert legible(legible(words)) == legible(words)
    assert legible_lines(words).encode().decode() == legible_lines(words)


NAMES = (
    "a b c.xlsx",
    "王 芳 的自查表.xlsx",
    "x.xlsx",
    "很长很长很长很长很长很长很长很长很长很长的 名字.xlsx",
)


@given(
    st.lists(
        st.sampled_from((*NAMES, "words", "是", "没有找到文件：", "，", "（", "）", " ", "。", "a" * 30)),
        max_size=20,
    ),
    st.integers(8, 60),
)
def test_a_line_is_as_wide_as_the_window_and_names_stay_whole(parts: list[str], width: int) -> None:
    words = "".join(parts)
    lines = terminal.wrapped(words, width, NAMES)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    for name in NAMES:
        assert sum(line.count(name) for line in lines) >= parts.count(name)
    solid = re.compile("|".join(map(re.escape, NAMES)) + "|[a-z.]+|（*.[，：）。]+")
    for line in lines:  # only what has no place to break is longer: names, and marks that never begin a line
        assert cell_len(line) <= width or (solid.search(line) and cell_len(solid.sub("", line)) <= width)


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        ("utf-8", "✗ 王𠮷…“a” →"),
        ("gbk", "× 王\\U00020bb7…“a” →"),
        ("ascii", 'x \\u738b\\U00020bb7..."a" >'),
    ],
)
def test_what_the_other_end_has_no_letters_for_can_still_be_told(encoding: str, said: str) -> None:
    assert _printing(encoding, lambda: terminal.print_line("✗ 王𠮷…“a” →")) == f"{said}\n"


@pytest.mark.parametrize("lang", LANGS)
def test_what_the_system_refuses_is_one_sentence_that_names_the_place(lang: Lang) -> None:
    store.reset()
    with _logs() as folder:
        output = _printing(
            "utf-8", lambda: reporting.report_crash(PermissionError(13, "no", "/srv/inbox"), lang, known=True)
        )
        assert not [*folder.iterdir()]
    assert "/srv/inbox" in output
    assert output.endswith("[system.refused]\n")
