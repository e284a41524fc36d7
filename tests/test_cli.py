"""What the terminal says: in whose language, how much of it, and what it refuses before anything is made."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from rich.cells import cell_len

from softenv_xl import cli, flow, issue_listing
from softenv_xl.demo.corruptions import typed
from softenv_xl.hosts.workbook import FileWorkbook, language_of
from softenv_xl.intake.delivery import files_in
from softenv_xl.registers.words import ANSWER, RETURN_STATE
from softenv_xl.words import LANGS, Lang
from tests.support import large_school, small_school

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Types a command in an empty folder, on an English system: exit code, what it printed, its complaint."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setenv("COLUMNS", "200")

    def typed(*words: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["softenv-xl", *map(str, words)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        said = capsys.readouterr()
        assert isinstance(ended.value.code, int)
        return ended.value.code, said.out, said.err

    return typed


@pytest.mark.parametrize(
    ("words", "zh", "en", "code"),
    [
        (["collect"], "缺少 CONTROL", "lacks CONTROL", "usage.missing"),
        (["colect", "x"], "没有命令 colect", "no command colect", "usage.no-command"),
        (["refresh", "x", "--nope"], "没有选项 --nope", "no option --nope", "usage.no-option"),
        (["refresh", "x", "--as-of"], "--as-of 后面缺少", "--as-of needs a value", "usage.option-empty"),
        (["refresh", "x", "--as-of", "soon"], "“soon”不是日期", "“soon” is not a date", "usage.date"),
        (["refresh", "x", "y"], "多出 y", "takes no y", "usage.too-many"),
        (["new", "plan", "x"], "没有“plan”", "no “plan”", "usage.choice"),
    ],
)
def test_a_wrong_command_line_is_told_in_the_language_asked_for(
    run: Run, words: list[str], zh: str, en: str, code: str
) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        status, out, err = run(words[0], "--lang", lang, *words[1:])
        assert (status, out) == (2, "")
        assert said in err
        assert code in err


def test_an_unknown_language_is_told_in_the_systems(run: Run) -> None:
    assert "--lang: there is no “fr”. It can be zh, en." in run("refresh", "x", "--lang", "fr")[2]


def test_without_a_command_the_help_is_shown(run: Run) -> None:
    status, out, err = run()
    assert (status, err) == (2, "")
    assert "collect" in out


@pytest.mark.parametrize(
    ("kind", "name", "made"),
    [
        ("control", "a", "a.xlsx"),
        ("control", "a.XLSX", "a.XLSX"),
        ("return", "a", "a.xlsx"),
        ("control", "a.xls", None),
        ("control", "2026.10", None),
        ("return", "a.xlsm", None),
        ("return", "a.ods", None),
    ],
)
def test_a_new_workbook_is_what_its_name_says(
    run: Run, tmp_path: Path, kind: str, name: str, made: str | None
) -> None:
    status, _, err = run("new", kind, name)
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ([made] if made else [])
    assert status == (0 if made else 2)
    assert ("usage.ending" in err) is (made is None)


@pytest.mark.parametrize("lang", LANGS)
def test_without_lang_the_workbook_decides(run: Run, lang: Lang) -> None:
    assert run("new", "control", "c.xlsx", "--lang", lang)[0] == 0
    assert language_of(Path("c.xlsx")) == lang
    assert ("错误" if lang == "zh" else "Errors") in run("refresh", "c.xlsx")[1]
    for words in (["undo", "nothing.xlsx", "c.xlsx"], ["distribute", "c.xlsx"]):
        assert ("。" in run(*words)[2]) is (lang == "zh")
    assert ("错误" if lang == "en" else "Errors") not in run("mark", "c.xlsx")[1]
    assert "错误" in run("mark", "c.xlsx", "--lang", "zh")[1]


def test_what_is_no_workbook_of_ours_has_no_language(tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\3\4 cut")
    assert language_of(tmp_path / "a.xlsx") is None
    assert language_of(tmp_path / "none.xlsx") is None


def test_where_nobody_owes_a_return_none_is_written_and_it_is_said(run: Run, tmp_path: Path) -> None:
    run("new", "control", "c.xlsx")
    status, out, err = run("distribute", "c.xlsx")
    assert (status, out) == (2, "")
    assert "Nobody on the sheet People owes a return" in err
    assert not (tmp_path / "outbox").exists()


def test_returns_go_to_the_outbox_and_come_from_the_inbox_beside_the_workbook(
    run: Run, tmp_path: Path
) -> None:
    control = large_school.control(tmp_path / "c.xlsx", 3)
    assert run("distribute", "c.xlsx")[0] == 0
    assert len(list((tmp_path / "outbox").iterdir())) == 3
    large_school.returns(control, tmp_path / "inbox")
    assert "3 files: 3 accepted" in run("collect", "c.xlsx", "--as-of", "2026-10-20")[1]
    assert FileWorkbook(tmp_path / "c.xlsx").read().grid("Tracker")


def test_what_is_new_is_listed_and_the_rest_is_a_number(run: Run, tmp_path: Path) -> None:
    control = large_school.control(tmp_path / "c.xlsx", 4)
    large_school.returns(control, tmp_path / "inbox")
    broken, *others = sorted((tmp_path / "inbox").iterdir())
    broken.write_bytes(b"%PDF-1.7")
    command = ("collect", "c.xlsx", "--as-of", "2026-10-20")
    out = run(*command)[1].splitlines()
    assert out[0].startswith(f"{broken.name}  {RETURN_STATE.word('rejected', 'en')}")
    assert out[1].startswith("  ✗ This is not a workbook but a PDF. Send the return itself")
    assert out[2] == "3 came late (--verbose lists them)."
    assert not any(path.name in line for path in others for line in out)
    again = run(*command)[1].splitlines()
    assert again[0] == "All 4 files were received before; none is new."
    everything = run(*command, "--verbose")[1]
    assert all(path.name in everything for path in others)
    assert everything.count("after the closing date") == 3
    broken.write_bytes(b"%PDF-1.8")
    once_more = run(*command)[1].splitlines()
    assert once_more[0].startswith(broken.name)
    assert once_more[2] == "Besides, 3 files were received before."


def test_validate_counts_late_returns_and_lists_them_when_asked(run: Run, tmp_path: Path) -> None:
    control = large_school.control(tmp_path / "c.xlsx", 3)
    large_school.returns(control, tmp_path / "inbox")
    command = ("validate", tmp_path / "inbox", "--control", "c.xlsx")
    assert run(*command)[1].splitlines()[0] == "3 came late (--verbose lists them)."
    assert run(*command, "-v")[1].count("return.late") == 3


LITTER = ("Thumbs.db", "desktop.ini", ".DS_Store", "~$a.xlsx", "__MACOSX/a.xlsx", ".~lock.a.xlsx#")


def test_what_systems_leave_in_folders_is_no_return(tmp_path: Path) -> None:
    for name in (*LITTER, "a.xlsx", "deep/b.xlsx"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    assert [path.name for path in files_in([tmp_path])] == ["a.xlsx", "b.xlsx"]


def test_a_file_that_is_missing_or_unreadable_among_many_keeps_none_from_being_checked(
    run: Run, tmp_path: Path
) -> None:
    for name in ("a.xlsx", "z.xlsx"):
        (tmp_path / name).write_bytes(small_school.sent("en"))
    (tmp_path / "broken.xlsx").write_bytes(b"%PDF-1.7")
    (tmp_path / "folder.xlsx").mkdir()
    status, out, _ = run("validate", "a.xlsx", "gone.xlsx", "broken.xlsx", "folder.xlsx", "z.xlsx")
    assert status == 1
    told = [line.split(".xlsx")[0] for line in out.splitlines() if not line.startswith(" ")]
    assert told[:-1] == ["a", "broken", "gone", "z"]
    assert "there is no such file" in out
    assert run("validate", "gone.xlsx", "lost.xlsx")[::2] == (
        2,
        "✗ File not found: gone.xlsx. Check the path and the file name. [file.not-found]\n",
    )


def test_collect_stops_at_a_place_that_is_missing_before_anything_is_written(
    run: Run, tmp_path: Path
) -> None:
    large_school.returns(large_school.control(tmp_path / "c.xlsx", 2), tmp_path / "inbox")
    before = (tmp_path / "c.xlsx").read_bytes()
    assert run("collect", "c.xlsx", "inbox", "inbux")[0] == 2
    assert (tmp_path / "c.xlsx").read_bytes() == before


def test_a_name_is_never_broken_at_the_end_of_a_line(tmp_path: Path) -> None:
    """In a window that is narrower than the name; what is longer, the terminal breaks, and it is copied as one."""
    name = "一个 很长的 文件名 with blanks.xlsx"
    for words in (["undo", name], ["refresh", name, "--lang", "zh"]):
        ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "softenv_xl", *words]
        environment = {**os.environ, "COLUMNS": "24", "TERM": "xterm"}
        with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment, cwd=tmp_path):
            os.close(theirs)
            lines = _said(ours).splitlines()
        assert sum(name in line for line in lines) == 1
        assert all(cell_len(line) <= 24 for line in lines if name not in line)


@pytest.mark.parametrize("lang", LANGS)
def test_in_a_narrow_window_nothing_is_cut_and_no_word_is_broken(tmp_path: Path, lang: Lang) -> None:
    """A real terminal of 80 columns, asked through a pseudo-terminal."""
    blank = tmp_path / "return.xlsx"
    begun = typed("selfcheck", "C5", ANSWER.word("no", lang))
    blank.write_bytes(small_school.changed(small_school.sent(lang), begun, lang=lang))
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "softenv_xl", "validate", str(blank), "--lang", lang]
    environment = {**os.environ, "COLUMNS": "80", "TERM": "xterm"}
    with subprocess.Popen(command, stdout=theirs, stderr=theirs, env=environment):
        os.close(theirs)
        lines = _said(ours).splitlines()
    whole = [
        f"  {issue_listing.sentence(issue, lang)}"
        for issue in flow.validate(small_school.delivered(blank.read_bytes()), None, small_school.TODAY, lang)
    ]
    assert len(lines) > len(whole) > 10
    assert all(cell_len(line) <= 80 for line in lines)
    words = [word for line in lines[1:-1] for word in line.split()]
    assert words == [word for line in whole for word in f"✗ {line}".split()]


def _said(terminal: int) -> str:
    """Everything written to it until the other side is closed, without colours."""
    said = b""
    with suppress(OSError):  # how Linux says that nobody is there any more
        while chunk := os.read(terminal, 65536):
            said += chunk
    os.close(terminal)
    return re.sub(r"\x1b\[[0-9;]*m", "", said.decode())


@pytest.mark.parametrize(
    ("lang", "column"),
    [("zh", "人员 · 新增列：离开日期、曾用名称"), ("en", "People · new column: Left on, Known as")],
)
def test_upgrade_lists_what_it_does_in_the_workbooks_language(run: Run, lang: Lang, column: str) -> None:
    file = Path("control.xlsx")
    file.write_bytes((Path(__file__).parent / "upgrade" / "workbooks" / f"60314f5.{lang}.xlsx").read_bytes())
    code, listed, _ = run("upgrade", file, "--dry-run")
    assert code == 0
    assert column in listed
    code, told, _ = run("upgrade", file, "--json")
    records = json.loads(told)
    assert {
        "kind": "column",
        "sheet": column.split(" ")[0],
        "what": {"zh": "离开日期", "en": "Left on"}[lang],
        "why": "",
    } in records
    assert (
        run("upgrade", file)[1].strip()
        == {
            "zh": "control.xlsx 已是最新版本，无需升级。",
            "en": "control.xlsx is up to date; there is nothing to upgrade.",
        }[lang]
    )


def test_upgrade_of_something_else_is_a_sentence(run: Run) -> None:
    Path("return.xlsx").write_bytes(small_school.sent("en"))
    code, _, told = run("upgrade", "return.xlsx")
    assert code == 2
    assert "return.xlsx has no table" in told
