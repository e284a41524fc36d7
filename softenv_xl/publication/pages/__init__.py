"""Builds each page's model from the result, cell by cell: what a builder doesn't name is published nowhere."""
