"""The buttons that help where something is unclear or doesn't work."""

from __future__ import annotations

from pathlib import Path

from softenv_xl.button_run import ButtonRun, Outcome
from softenv_xl.errors import Stop
from softenv_xl.words import Text

GUIDE = Path(__file__).parents[1] / "guide"
"""Where the pages are that Help opens."""


def show_help(run: ButtonRun) -> Outcome:
    import webbrowser  # slow to load, and no other button needs it

    page = GUIDE / f"guide.{run.lang}.html"
    if not webbrowser.open(page.as_uri()):
        raise Stop("help.no-browser", file=str(page))
    return Outcome(Text(f"已在浏览器中打开 {page}。", f"Opened {page} in the browser."), boxed=False)


def doctor(run: ButtonRun) -> Outcome:
    from softenv_xl.installation.doctor import examine, summary  # slow to load, and no other button needs it
    from softenv_xl.installation.doctor.finding import Machine

    return Outcome(summary(list(examine(Machine.here()))))
