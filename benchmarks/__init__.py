"""Figures to hold, side by side in one run: `make bench`, or `python -m benchmarks --returns 200` for a quick look."""
