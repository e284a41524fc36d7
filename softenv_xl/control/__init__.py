"""The control workbook as it stands: read, checked, its registers completed; renames and people who left followed."""
