"""The history of a control workbook: a file beside it with every run, and which cells it changed.

It stands in the store's folder beside the workbook, not on a sheet: there it takes no part in merges, doesn't travel
with copies that are mailed, and can't be edited by mistake. A line is written once the store, or the program that has the
workbook open, has done its work; where that can't be, nothing is said, and the run is done all the same.
"""

from softenv_xl.history.press import begins, took
from softenv_xl.history.recording import record, record_as_it_is, record_unchanged
from softenv_xl.history.retyped import with_retyped

__all__ = ["begins", "record", "record_as_it_is", "record_unchanged", "took", "with_retyped"]
