"""A model of Excel: xlwings' own code for Windows runs on it, and so does every live module of the product.

No Excel runs where the product is built. What runs here instead is `xlwings/_xlwindows.py` itself, the file that
talks to Excel on Windows, on objects that answer as Excel is documented to. The contract suite
(`tests/hosts/contract`) has the model as two more hosts, `model-zh` and `model-en`.

What it can prove. That the product gets along with every answer that the model gives: Null for what is mixed, an
error where nothing is found, words in Chinese, a sheet that refuses, a member that an older version lacks, text
that becomes a date, an error that looks like a number. That no call is made which isn't documented: the model
raises NotModelled for it.

What it can't. That Excel answers so: each answer names its source beside it, and a source may be wrong or old.
What a formula comes to (see loading), what a chart shows, how long a call takes, what a user sees. The ten minutes
with a real Excel in docs/verified.md stay.

How to live here. `sheets`, `tables`, `shifting`, `filters`, `cells`, `entering`, `limits` are Excel without Windows: plain
values, and Refused where Excel won't. `com` makes com_errors of that; `workbooks`, `worksheets`, `ranges` are the
objects with Excel's own names for their members. `pywin` stands in for pywin32 and loads xlwings' file; `messages`
has the two languages; `loading` makes a workbook from an .xlsx. When the product asks for something new, the model
says NotModelled: look up what Excel answers, write it down here with the address of the page, and where no page
says it, choose the answer that is hardest on the product.
"""

from __future__ import annotations

from typing import Any

import xlwings as xw

from tests.excel.messages import Tongue
from tests.excel.pywin import xlwindows
from tests.excel.workbooks import Application


def started(tongue: Tongue = "en", version: int = 16, **options: Any) -> xw.App:
    """A running Excel, installed in that language: an xlwings App like any other."""
    windows = xlwindows()
    if "excel" not in [engine.name for engine in xw.engines]:
        xw.engines.add(xw.Engine(impl=windows.engine))
    application = Application(tongue, version, **options)
    return xw.App(impl=windows.App(xl=windows.COMRetryObjectWrapper(application)))


def inside(app: xw.App) -> Any:
    """The model itself, for tests that set or look at what a user would."""
    return vars(app.impl.xl).get("_inner", app.impl.xl)


__all__ = ["Application", "inside", "started"]
