"""The commands that put the buttons on a computer, look after them there, and take them away."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import terminal, usage
from softenv_xl.commands.options import Json_, Lang_, reporter_for


def install(
    lang: Lang_ = None,
    trust: Annotated[
        Path | None,
        typer.Option(help="A folder whose workbooks' own buttons LibreOffice shall run. 信任的文件夹。"),
    ] = None,
) -> None:
    """Installs the buttons for you in Excel and LibreOffice. 为您在 Excel 和 LibreOffice 中安装按钮。"""
    from softenv_xl.installation.install import install_here

    for words in install_here(trust):
        terminal.print_line(words(usage.language_for(lang)))


def uninstall(lang: Lang_ = None) -> None:
    """Takes away what `install` installed, and puts back what was there. 卸载，并放回原有文件。"""
    from softenv_xl.installation.install import uninstall_here

    for words in uninstall_here():
        terminal.print_line(words(usage.language_for(lang)))


def doctor(
    lang: Lang_ = None,
    json: Json_ = False,
    end_resident: Annotated[
        bool,
        typer.Option("--end-resident", help="End the Python that stays between presses. 结束留着的 Python。"),
    ] = False,
) -> None:
    """Looks why buttons don't work, and says what to do. 检查按钮为何不能用，并说明办法。"""
    if end_resident:
        from softenv_xl.installation.residents import asked_to_end

        for words in asked_to_end():
            terminal.print_line(words(usage.language_for(lang)))
        return
    from softenv_xl.installation.doctor import examine, report
    from softenv_xl.installation.doctor.finding import Machine

    raise typer.Exit(report(reporter_for(lang, json=json), list(examine(Machine.here()))))
