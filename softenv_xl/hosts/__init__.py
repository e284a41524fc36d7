"""Carry a Patch out: in a file, or in a workbook that is open in Excel or LibreOffice."""
