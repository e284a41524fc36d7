"""Every command that writes, with a fault at every system call that has to do with its files: old or new, nothing stray.

`python -m tests.hostile.faults [COMMAND]` goes through all of them; the tests through a sample.
"""
