"""Cells, addresses, and tables found by their headers: what was in a file, and nothing of the file."""
