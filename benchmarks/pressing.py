"""One press of a button, from a cold Python to the end, as a macro makes it.

Usage: pressing.py BUTTON PIPE WORKBOOK   presses it on a workbook that is open in a running LibreOffice
       pressing.py office FOLDER          opens FOLDER/pressed.xlsx in one, prints its pipe, waits for end of input
"""

from __future__ import annotations

import sys

import xlwings as xw

from softenv_xl import buttons
from tests.support import large_school
from xlwings_libreoffice import engine


def main() -> None:
    """Presses, and fails where the press did."""
    xw.engines.add(xw.Engine(impl=engine))
    apps = xw.engines["libreoffice"].apps
    if sys.argv[1] == "office":
        app = apps.add(visible=False)
        app.books.open(f"{sys.argv[2]}/pressed.xlsx")
        print(app.impl.office.pipe, flush=True)
        sys.stdin.read()
        app.quit()
        return
    button, pipe, workbook = sys.argv[1:]
    book = apps.add(spec=pipe).books[workbook]
    said = getattr(buttons, button)(book, large_school.AS_OF)
    assert "softenv-xl-" not in said, said


if __name__ == "__main__":
    main()
