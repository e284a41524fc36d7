"""The plan's eighteen systems: where each is kept, what works on it, and which test shows it."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docs.generate.markdown import head, row
from softenv_xl import registers, return_form, views
from softenv_xl.books import BOOKS
from softenv_xl.captions import BUTTONS
from softenv_xl.schema.table import SheetSpec
from softenv_xl.words import Lang, Text

ROOT = Path(__file__).parents[2]
_NUMBER = re.compile(r"S(\d+):")
_REFRESH, _PRINTED = ("refresh",), ("refresh", "documents")
_BUTTON = {"distribute": "prepare", "split": "prepare_packs"}
"""Buttons that are called otherwise than the command that does the same."""


class _System(NamedTuple):
    """`commands` are those of the command line; a button of that name does the same. `tests` show that it works."""

    name: Text
    commands: tuple[str, ...] = _REFRESH
    tests: tuple[str, ...] = ()


SYSTEMS = (
    _System(Text("组织领导和责任", "Leading group and responsibility"), tests=("sheets/test_leading.py",)),
    _System(Text("责任书", "Responsibility letters"), _PRINTED, ("documents/test_documents.py",)),
    _System(Text("三个阶段", "Three stages"), tests=("registers/test_holidays.py",)),
    _System(Text("会议、节点和重点任务", "Milestones, meetings, key tasks")),
    _System(
        Text("教师自查", "Teachers' self-check"),
        ("distribute", "validate", "collect"),
        ("demo/test_faults.py",),
    ),
    _System(
        Text("十条禁令", "Ten bans"),
        ("refresh", "why"),
        ("compliance/test_assessment.py", "sheets/test_why.py"),
    ),
    _System(Text("整改", "Rectification"), ("collect", "refresh"), ("tracker/test_merge.py",)),
    _System(Text("收费", "Fees")),
    _System(Text("信访与案件", "Letters, visits and cases")),
    _System(
        Text("千名家长评教师", "A thousand parents appraise teachers"),
        ("appraisal", "refresh"),
        ("appraisal/test_secrecy.py",),
    ),
    _System(Text("十佳师德标兵", "Top ten teachers in ethics"), _PRINTED),
    _System(Text("意见征求", "Opinions and consultation cards")),
    _System(Text("阳光校务", "Sunshine school affairs")),
    _System(Text("学习笔记检查", "Study notes")),
    _System(
        Text("宣传和监督", "Publicity and supervision"), ("bulletin",), ("publication/test_canaries.py",)
    ),
    _System(Text("重点问题督办", "Key problems supervised"), _PRINTED),
    _System(Text("年终总结", "Year-end summary"), ("report",), ("year_end/test_report.py",)),
    _System(Text("公开承诺", "Public commitments")),
)
"""S1 to S18, as the plan has them."""


def systems(lang: Lang) -> Iterator[str]:
    """The table; a system that nothing keeps yet has dashes."""
    yield "# " + Text("方案的十八个系统", "The plan's eighteen systems")(lang)
    yield ""
    yield Text(
        "每个系统在哪张表，用什么命令或按钮，由哪些测试证明。本页由程序定义生成。",
        "On which sheet each is kept, which command or button works on it, which tests show it. Generated from the code.",
    )(lang)
    yield ""
    yield from head(
        lang,
        Text("系统", "System"),
        Text("工作表", "Sheets"),
        Text("命令和按钮", "Commands and buttons"),
        Text("测试", "Tests"),
    )
    kept = sheets_by_system()
    for number, system in enumerate(SYSTEMS, 1):
        sheets = kept.get(number, [])
        works = bool(sheets or system.tests)  # what is made of other systems' sheets has none of its own
        tests = [*_samples(sheets), *(f"tests/{test}" for test in system.tests)] if works else []
        yield row(
            f"S{number} {system.name(lang)}",
            ", ".join(sheet.name(lang) for sheet in sheets) or "–",
            ", ".join(_command(name, lang) for name in system.commands) if works else "–",
            ", ".join(f"`{test}`" for test in tests) or "–",
        )


def _command(name: str, lang: Lang) -> str:
    """The command, and the button that does the same."""
    button = BUTTONS.get(_BUTTON.get(name, name))
    return f"`{name}` ({button[0](lang)})" if button else f"`{name}`"


def sheets_by_system() -> dict[int, list[SheetSpec]]:
    """The sheets that modules declare which say in their first line which system they are of, in the workbooks' order."""
    found: dict[int, list[SheetSpec]] = {}
    for package in (registers, views, return_form):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            loaded = importlib.import_module(module.name)
            number = _NUMBER.match(loaded.__doc__ or "")
            lookup = getattr(loaded, "LOOKUP", None)
            sheet = getattr(loaded, "SHEET", lookup.sheet if lookup else None)
            if number and isinstance(sheet, SheetSpec):
                found.setdefault(int(number[1]), []).append(sheet)
    order = [sheet for book in BOOKS for sheet in book.sheets]
    return {number: sorted(sheets, key=order.index) for number, sheets in found.items()}


def _samples(sheets: list[SheetSpec]) -> Iterator[str]:
    """The pages of sample rows of the sheets' tables."""
    for sheet in sheets:
        page = f"tests/registers/samples/{sheet.table.key}.md" if sheet.table else ""
        if page and (ROOT / page).exists():
            yield page
