"""Sheets that the program alone fills: the dashboard, the matrix, the lists of returns and of issues."""
