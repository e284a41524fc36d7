"""What SECURITY.md promises: each promise with the tests that hold it, and the figure that says how hard they try.

A folder below this one adds its own in a module of the same name, as a tuple called PROMISES. Figures are read from
the tests, so that they can't say more than is run; `python -m tests.hostile --write` puts the table into the pages.
"""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from softenv_xl.addin import phrases
from softenv_xl.gate.limits import MB, RETURN
from softenv_xl.open_data.writing import FORMATS
from softenv_xl.store.backup_folder import MAX_BACKUPS
from softenv_xl.words import LANGS, Lang, Text
from tests.publication import aviary
from tests.resident import test_hostile_clients
from tests.store import test_kills
from tests.terminal import LOCALES, SINKS, test_commands, test_ending

ROOT = Path(__file__).parents[2]
PAGES: dict[Lang, Path] = {"en": ROOT / "SECURITY.md", "zh": ROOT / "docs" / "zh" / "安全须知.md"}
_BEGIN, _END = "<!-- promises: python -m tests.hostile --write -->", "<!-- end of promises -->"


class Promise(NamedTuple):
    """`tests` are paths as pytest takes them, from the root of the checkout."""

    said: Text
    tests: tuple[str, ...]
    figure: Text


PROMISES = (
    Promise(
        Text(
            "文件名和单元格中的文字不能操纵终端：转义序列、控制字符、方向控制符、半个字符一律以可见的转义显示；JSON 中同样转义，"
            "程序读到的仍是原文。",
            "Words of files and cells command no terminal: escape sequences, controls, direction marks and halves of "
            "characters are shown as visible escapes; JSON spells them, and a program reads the very text.",
        ),
        ("tests/terminal/test_words.py", "tests/terminal/test_commands.py"),
        Text(
            f"{len(test_commands.COMMANDS)} 条命令 × {len(LOCALES)} 种编码 × {len(SINKS)} 种去处；另有任意文字的性质测试",
            f"{len(test_commands.COMMANDS)} commands × {len(LOCALES)} code pages × {len(SINKS)} ends; properties of any text",
        ),
    ),
    Promise(
        Text(
            "写入要么全成、要么全不成：无论在哪一步被杀死或被系统拒绝，工作簿都完整，不留残件。",
            "A write is whole or hasn't happened: killed, or refused by the system, at whichever step, the workbook is "
            "whole and nothing stray stays.",
        ),
        ("tests/store/test_kills.py", "tests/store/test_histories.py"),
        Text(
            f"每种写入逐步（至少 {test_kills.LEAST_STEPS} 步）杀死、拒绝各一次，两种写法",
            f"every step (at least {test_kills.LEAST_STEPS}) of every kind of write, killed and refused, both ways of moving",
        ),
    ),
    Promise(
        Text(
            "别人保存的内容不会丢：有人打开、或读取之后又保存过的工作簿不会被覆盖，即使恰在写入的一瞬间保存（系统能一步交换两个"
            "文件时；见下）。",
            "What somebody else saves is not lost: a workbook that is open, or was saved since it was read, is not written "
            "over, not even if it is saved in the very instant of the write (where the system swaps files in one step; see "
            "below).",
        ),
        ("tests/store/test_rivals.py", "tests/store/test_lock_owners.py"),
        Text(
            f"逐步插入一次保存；另有一个不停保存的进程；保留最近 {MAX_BACKUPS} 次写入前的内容",
            "a save before every step, and a rival that saves all the time; "
            f"what stood before the last {MAX_BACKUPS} writes is kept",
        ),
    ),
    Promise(
        Text(
            "被中止（Ctrl-C、关机、关闭终端）或自身出错时，如实说明哪些已写入；退出码只反映工作本身，与能否显示无关。",
            "Ended by Ctrl-C, a shutdown or a closed terminal, or failing itself, the program says truly what it had written; "
            "the exit code is that of the work, whether it can be printed or not.",
        ),
        ("tests/terminal/test_ending.py", "tests/terminal/test_lost.py", "tests/terminal/test_commands.py"),
        Text(
            f"{len(test_ending.ACTS)} 种中止方式，按文件操作逐步插入",
            f"{len(test_ending.ACTS)} ways to end, before one file operation after the other",
        ),
    ),
    Promise(
        Text(
            "外来文件在独立进程中读取，大小、内存、时间都有上限；一份文件出问题，只是该文件的一条问题。",
            "Files from outside are read in a process of their own, with limits on size, memory and time; whatever one does "
            "is one issue on that file.",
        ),
        (
            "tests/gate/test_worker.py",
            "tests/gate/test_package.py",
            "tests/flow/test_no_return_stops_others.py",
        ),
        Text(
            f"自查表：{RETURN.file // MB} MB，{RETURN.cells:,} 个单元格，{RETURN.seconds:g} 秒，内存 {RETURN.memory // MB} MB",
            f"a return: {RETURN.file // MB} MB, {RETURN.cells:,} cells, {RETURN.seconds:g} s, {RETURN.memory // MB} MB of memory",
        ),
    ),
    Promise(
        Text(
            "家长评议：只有少数家长评价的教师，从程序写出和说出的任何内容（答卷文件本身除外）都推算不出；谁、何时、从哪里提交的，不写入任何地方。",
            "Parents' appraisal: of a teacher of whom few parents spoke, nothing can be worked out from anything that the "
            "program writes or says (the files themselves have it); who sent a sheet, when and from where is written nowhere.",
        ),
        ("tests/appraisal/test_secrecy.py", "tests/appraisal/test_hiding.py"),
        Text(
            "无论他们打了什么分、有几人：工作簿各部件、屏幕、JSON 逐字节相同，两次按键之间亦然；线索不列姓名和份数",
            "whatever marks they gave, and however few they were: every part of the workbook, the screen and JSON are the same "
            "to the byte, over two presses; leads name nobody and no number",
        ),
    ),
    Promise(
        Text(
            "公开专栏、年度报告、公示和通报只含决定公开的内容：只有决定写的人按决定的写法写出，到期为止；出现他人姓名或长串数字的文字不公开；"
            "人数少的不显示，也不能由合计推算。",
            "Bulletin, year-end report, notices and circulars say what was decided for the public and nothing else: whom it was "
            "decided to name, in the form and for the time that were decided; a text with anybody else's name or a long number "
            "is held back; small groups aren't shown, and no total gives them away.",
        ),
        (
            "tests/publication/test_canaries.py",
            "tests/publication/test_pages.py",
            "tests/publication/test_hiding.py",
            "tests/year_end/test_secrecy.py",
        ),
        Text(
            f"每个文字单元格都有记号，共 {aviary.LEAST:,} 个以上：网页、图、Word 各部件、PDF、屏幕、文件名中，只有决定公开的",
            f"more than {aviary.LEAST:,} marks, one in every cell of words: in pages, charts, parts of Word files, PDFs, on the "
            "screen and in file names there are those decided on alone",
        ),
    ),
    Promise(
        Text(
            "导出的数据不含保密列（除非要求并确认），不含不能显示的评议数字；像公式的文字不会被当作公式，读回时不变；有一处读不懂就什么都不写。",
            "An export leaves confidential columns out unless they are asked for and confirmed, and figures of an appraisal that "
            "may not be shown always; text that looks like a formula stays text, there and back; where one cell can't be read "
            "back nothing is written.",
        ),
        (
            "tests/open_data/test_export.py",
            "tests/open_data/test_round_trip.py",
            "tests/open_data/test_values.py",
            "tests/demo/test_open_data.py",
        ),
        Text(
            f"{len(FORMATS)} 种格式；演示学校每个单元格改掉后读回，与原来相同",
            f"{len(FORMATS)} formats; every cell of the demo written over and read back, equal to the value",
        ),
    ),
    Promise(
        Text(
            "退回的自查表是教师自己的文件，程序加上的内容不含办公室所知的他人信息；历史记录不含保密列的内容。",
            "A return that goes back is the teacher's own file, and what the program adds to it holds nothing that the office "
            "knows of others; the history holds nothing of confidential columns.",
        ),
        ("tests/exchange/returned/test_nothing_of_others.py", "tests/history/test_recording.py"),
        Text(
            "每种错误的表，名册中另有 1,000 人、保密列中另有文字：各部件中一处也没有",
            "a return with each kind of fault, 1,000 people on the register, words in confidential columns: none in any part",
        ),
    ),
    Promise(
        Text(
            "别人的公式不会被执行，别人的文字不会变成公式。",
            "Formulas of others are not run, and words of others become no formula.",
        ),
        ("tests/gate/test_values.py", "tests/hosts/test_values.py"),
        Text("性质测试：任意文字写入后读回不变", "properties: any text reads back as it was written"),
    ),
    Promise(
        Text(
            "加载项只运行安装时写明的 Python；工作簿内外的设置一概不认，不能安全传递的文件名会被拒绝。",
            "The add-in runs no Python but the one that was named at its installation; settings in or beside a workbook are "
            "ignored, and a file name that can't be passed on safely is refused.",
        ),
        ("tests/addin/test_excel_build_macros.py",),
        Text(
            f"宏代码逐句执行于测试中；{len(phrases.PHRASES)} 句提示",
            f"the macros' own text, run by the tests; {len(phrases.PHRASES)} sentences",
        ),
    ),
    Promise(
        Text(
            "留在两次按按钮之间的 Python（仅 Linux）只听同一用户的，得知的不比命令行多，一次只做一件，不留下工作簿、连接和文件；"
            "出了任何差错都改为照常启动，任何事都不会做两遍。",
            "The Python that stays between presses (on Linux only) listens to the same user alone, is told no more than the "
            "command line, does one press at a time, and keeps no workbook, connection or file; whatever goes wrong, the "
            "press starts as ever, and nothing is done twice.",
        ),
        (
            "tests/resident/test_hostile_clients.py",
            "tests/resident/test_handing_over.py",
            "tests/resident/test_in_libreoffice.py",
        ),
        Text(
            f"{len(test_hostile_clients.MESSAGES)} 种错误消息；另一用户；任意一方被杀死；连续 50 次",
            f"{len(test_hostile_clients.MESSAGES)} wrong messages; another user; either side killed; 50 presses in a row",
        ),
    ),
)


def promises() -> tuple[Promise, ...]:
    """Those above, and those of the folders below."""
    below = sorted(Path(__file__).parent.glob("*/promises.py"))
    added = [import_module(f"tests.hostile.{path.parent.name}.promises").PROMISES for path in below]
    return (*PROMISES, *(promise for each in added for promise in each))


def table(lang: Lang) -> str:
    """In Markdown."""
    heads = Text("| 承诺 | 测试 | 数字 |", "| promise | tests | figure |")(lang)
    rows = [
        f"| {promise.said(lang)} | {'<br>'.join(f'`{test}`' for test in promise.tests)} | {promise.figure(lang)} |"
        for promise in promises()
    ]
    return "\n".join((heads, "|---|---|---|", *rows))


def rewritten(page: str, lang: Lang) -> str:
    """The page with the table of today."""
    inside = f"{_BEGIN}\n\n{table(lang)}\n\n{_END}"
    return re.sub(f"{re.escape(_BEGIN)}.*?{re.escape(_END)}", lambda _: inside, page, flags=re.DOTALL)


def write() -> None:
    for lang in LANGS:
        page = PAGES[lang]
        page.write_text(rewritten(page.read_text(encoding="utf-8"), lang), encoding="utf-8")
