"""The live host: carries out a Patch on a workbook that is open in a program, through xlwings."""

from softenv_xl.hosts.live.workbook import LiveWorkbook

__all__ = ["LiveWorkbook"]
