"""The buttons on a control workbook itself."""

from __future__ import annotations

from softenv_xl import flow, issue_navigation, sentences, upgrading
from softenv_xl.button_run import ButtonRun, Outcome, folder_of
from softenv_xl.errors import Stop
from softenv_xl.sheets.why import answer
from softenv_xl.views.why import SPEC as WHY_SPEC
from softenv_xl.words import Text

_UPGRADING = Text("正在升级", "Upgrading")


def refresh(run: ButtonRun) -> Outcome:
    took, changed = flow.refresh(run.live, run.as_of)
    return Outcome(sentences.with_news(sentences.refreshed(took), changed=changed))


def why(run: ButtonRun) -> Outcome:
    sheet, row = issue_navigation.selected_row(run.book)
    result, _ = flow.explain(run.live, run.as_of, sheet, row)
    issue_navigation.show_sheet(run.book, result.control.tables[WHY_SPEC.key].grid.sheet)
    return Outcome(answer(result)[0], boxed=False)


def upgrade(run: ButtonRun) -> Outcome:
    """What can stop it does so before the workbook is closed, unless somebody else opens the file just then."""
    from softenv_xl.hosts.workbook import FileWorkbook  # slow to load, and no other button needs it

    path = folder_of(run.book) / run.live.name
    if path.suffix.lower() == ".xlsm":  # its own macro may be what is running
        raise Stop("upgrade.own-macros", file=path.name)
    workbook = FileWorkbook(path)
    draft, additions = upgrading.prepare_upgrade(workbook, run.as_of)
    if draft:  # a workbook that lacks nothing isn't saved
        run.book.save()
        draft, additions = upgrading.prepare_upgrade(workbook, run.as_of)
    if draft:
        run.step(_UPGRADING)
        app = run.book.app
        run.book.close()
        try:
            workbook.put(draft)
        finally:
            run.book = app.books.open(str(path))
    return Outcome(sentences.upgraded(path.name, additions, dry_run=False))
