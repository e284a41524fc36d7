"""Returns and control workbooks with hostile contents: every cell, header, table and sheet may be anything.

`mutation` makes them from a seed, `school` holds what they are made from, `judged` says what has to be true of
what comes out, whatever went in. A case is known by its seed: `python -m tests.hostile.contents return 17`.
"""
