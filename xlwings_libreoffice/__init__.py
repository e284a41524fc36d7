"""An xlwings engine for LibreOffice: what runs on an open workbook in Excel runs on one here.

import xlwings as xw
from xlwings_libreoffice import engine

xw.engines.add(xw.Engine(impl=engine))
app = xw.engines["libreoffice"].apps.add(visible=False)
book = app.books.open("control.xlsx")
"""

from xlwings_libreoffice.engine import Engine, attach, engine
from xlwings_libreoffice.office import OfficeError, OfficeGone, end_all
from xlwings_libreoffice.uno_runtime import OfficeMissing

__all__ = ["Engine", "OfficeError", "OfficeGone", "OfficeMissing", "attach", "end_all", "engine"]
