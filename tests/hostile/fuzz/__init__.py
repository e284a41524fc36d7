"""Fuzz targets: functions of bytes that raise where the product does what it must never do.

`python -m tests.hostile.fuzz TARGET --seconds 1800` has atheris look for such bytes, guided by coverage. What it
found is kept in `found/TARGET/` and tried again in every run of the tests; so are the seeds.
"""
