"""The commands that send things out to departments, and keep the school's key."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from softenv_xl import flow, reporting, store
from softenv_xl.clock import today
from softenv_xl.commands.options import AsOf_, Control_, Json_, Lang_, reporter_for
from softenv_xl.exchange.passport.issuing import Issuer
from softenv_xl.exchange.passport.key_folder import as_file, read_key
from softenv_xl.exchange.passport.school_key import import_key, present_key
from softenv_xl.fault_localization import read_control_or_stop
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.legible import storable

key = typer.Typer(
    name="key",
    help="The key that this school's returns and packs are signed with. 本校签发用的密钥。",
    no_args_is_help=True,
)
_KeyFile = Annotated[
    Path, typer.Argument(help="The key's file: keep it as a password. 密钥文件，请妥善保管。")
]


def split(
    control: Control_,
    out: Annotated[
        Path | None, typer.Argument(help="Folder. Default: packs beside it. 文件夹，默认为其旁的“部门表”。")
    ] = None,
    lang: Lang_ = None,
    json: Json_ = False,
    as_of: AsOf_ = None,
) -> None:
    """Refreshes, then writes a workbook for every department: its own rows, what it may fill in open. 更新并生成各部门的分表。"""
    from softenv_xl.exchange.pack.writing import FOLDER, write_packs  # slow to load, and only this needs it

    reporter, day = reporter_for(lang, control, json=json), as_of or today()
    result, _ = flow.refresh(FileWorkbook(control), day)
    folder = out or control.parent / storable(FOLDER(result.control.lang))
    issuer = Issuer(result.control, control, day)
    packs = write_packs(result, control, folder, issuer)
    reporting.report_packs(reporter, packs, folder)
    if issuer.made_key:
        reporting.report_new_key(reporter)


@key.command("export")
def export_key(control: Control_, file: _KeyFile, lang: Lang_ = None) -> None:
    """Writes the school's key into a file, for a second clerk. 导出密钥，交给另一位经办人。"""
    book = FileWorkbook(control)
    found, _ = present_key(read_control_or_stop(book.read(), book.name), control)
    store.create_private(file, as_file(found))
    reporting.report_key(reporter_for(lang, control), "exported", found, file)


@key.command("import")
def import_(control: Control_, file: _KeyFile, lang: Lang_ = None) -> None:
    """Makes a key that another computer exported this one's too. 导入另一台电脑导出的密钥。"""
    book = FileWorkbook(control)
    found = read_key(file)
    place = import_key(read_control_or_stop(book.read(), book.name), control, found)
    reporting.report_key(reporter_for(lang, control), "imported", found, place)


@key.command("show")
def show_key(control: Control_, lang: Lang_ = None) -> None:
    """Says which key signs now and where it is kept. 说明现用密钥及其存放处。"""
    book = FileWorkbook(control)
    found, folder = present_key(read_control_or_stop(book.read(), book.name), control)
    reporting.report_key(reporter_for(lang, control), "shown", found, folder)
