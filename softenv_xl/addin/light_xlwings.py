"""Loads xlwings without the libraries for data frames and pictures that it takes in wherever they are installed.

No button hands a data frame to a workbook, and pandas alone takes longer to load than a press takes.
"""

from __future__ import annotations

import importlib
import sys

_LEFT_OUT = ("numpy", "pandas", "polars", "matplotlib", "plotly", "PIL")


def load() -> None:
    """Does nothing where xlwings is loaded; what is left out can be loaded afterwards, by who needs it."""
    absent = [name for name in _LEFT_OUT if name not in sys.modules]
    sys.modules.update(dict.fromkeys(absent))  # type: ignore[arg-type] # None: "not to be had", as for importlib
    try:
        importlib.import_module("xlwings")
    finally:
        for name in absent:
            del sys.modules[name]
