"""Control workbooks of earlier versions, as people have worked in them, brought up to today's.

`workbooks/` holds them: made by the program as it was at three commits (`made.py`), then edited as staff does
(`staff.py`). `python -m tests.upgrade.make` makes them anew from the repository's history.
"""
