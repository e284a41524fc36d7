"""What a terminal may call: the commands stand in `commands`, the work is in `flow`, the output in `reporting`.

Exit codes: 0 fine, 1 issues found, 2 could not run, 128 and the signal's number where somebody ended it (130 for
Ctrl-C). They are those of the work: whether what it came to could be printed makes no difference.
"""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from softenv_xl import __version__, history, loading, reporting, store, terminal, usage
from softenv_xl.commands import (
    appraisals,
    documents,
    exchange,
    installing,
    mail,
    making,
    merging,
    open_data,
    publication,
    returned,
    returns,
    sending,
    workbook,
)
from softenv_xl.commands import history as history_command
from softenv_xl.errors import Stop
from softenv_xl.interruption import Interrupted, signals_raised
from softenv_xl.reporting import FINE, INTERRUPTED, STOPPED
from softenv_xl.words import Text

app = typer.Typer(
    name="softenv-xl",
    help="Checks returns, assesses compliance, fills tracker and dashboard in place. 检查自查表，更新台账和总览。",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def about(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version. 显示版本。")] = False,
) -> None:
    """Shared options."""
    history.begins(Text(f"命令 {context.invoked_subcommand}", f"command {context.invoked_subcommand}"))
    if version:
        terminal.print_line(f"softenv-xl {__version__}")
        raise typer.Exit(FINE)


for _command in (
    making.new,
    making.build,
    making.distribute,
    returns.validate,
    returns.collect,
    appraisals.appraisal,
    appraisals.appraisal_codes,
    merging.merge,
    returned.sendback,
    returned.reminders,
    workbook.refresh,
    workbook.mark,
    workbook.why,
    documents.documents,
    exchange.split,
    publication.bulletin,
    open_data.export,
    open_data.import_csv,
    sending.send,
    documents.report,
    workbook.upgrade,
    workbook.undo,
    history_command.history,
    installing.install,
    installing.uninstall,
    installing.doctor,
    making.demo,
):
    app.command()(_command)
app.add_typer(exchange.key)
app.add_typer(mail.app)


# These write by other ways than the store, so when one of them fails nobody knows how much it has done.
_NOT_BY_THE_STORE = {"build", "demo", "install", "uninstall"}


def main() -> None:
    """The console script: no traceback ever reaches a user."""
    loading.ends()
    store.reset()
    try:
        with signals_raised(), terminal.output() as output:
            code = _run()
            if output.lost:
                reporting.report_unprintable(output.lost, usage.requested_language())
    except Interrupted as interrupted:  # after all was done and told
        code = INTERRUPTED + interrupted.number
    raise SystemExit(code)


def _run() -> int:
    """The exit code of what was typed, and one sentence wherever that couldn't be done."""
    known = _NOT_BY_THE_STORE.isdisjoint(sys.argv[1:])
    try:
        return int(app(prog_name="softenv-xl", standalone_mode=False) or FINE)
    except typer.TyperException as error:
        if type(error).__name__ == "NoArgsIsHelpError":  # the help is what it has to say
            terminal.print_line(error.format_message())
            return STOPPED
        return reporting.report_stop(usage.stop_for(error), usage.requested_language())
    except Stop as stop:
        return reporting.report_stop(stop, usage.requested_language())
    except Interrupted as interrupted:
        return reporting.report_interrupt(interrupted.number, usage.requested_language(), known=known)
    except (Exception, SystemExit) as error:  # typer turns a broken pipe, wherever it broke, into SystemExit
        return reporting.report_crash(error, usage.requested_language(), known=known)
