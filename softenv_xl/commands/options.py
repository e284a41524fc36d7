"""The options that several commands share, as a terminal takes them; and who reports what a command did."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import usage
from softenv_xl.reporting import Reporter
from softenv_xl.words import Lang

Lang_ = Annotated[
    Lang | None,
    typer.Option(
        "--lang",
        parser=usage.language,
        metavar="zh|en",
        help="Language of messages (default: the workbook's, else the system's). 语言。",
    ),
]
Json_ = Annotated[
    bool, typer.Option("--json", help="Print a list of objects instead of sentences. 输出 JSON。")
]
Verbose_ = Annotated[
    bool, typer.Option("--verbose", "-v", help="List what is otherwise only counted. 逐份列出。")
]
AsOf_ = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=usage.day,
        metavar="DATE",
        help="Compute as of this day, 2026-10-20 for instance (default: today). 计算截至日期。",
    ),
]
Control_ = Annotated[Path, typer.Argument(help="The control workbook. 总台账。")]


def reporter_for(lang: Lang | None, *files: Path, json: bool = False) -> Reporter:
    """Speaks the language asked for, else the first workbook's, else the system's."""
    return Reporter(usage.language_for(lang, *files), json)
