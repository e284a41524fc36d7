"""S15: what the public sees: a website column and a notice-board sheet, from models that hold nothing else.

A field that isn't in `models` can't reach a page; `pages` builds them by hand, row by row and cell by cell, `documents.fitness`
holds back texts that name somebody, `hiding` counts of few. `site` and `board` say it, and compute nothing.
"""
