"""The history beside a workbook: who changed what, and when."""
