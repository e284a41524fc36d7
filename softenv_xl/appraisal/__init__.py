"""S10: parents appraise teachers: sheets of the usual form tools, counted; what may be shown of them; what they hint at.

Files become counts in one pass, and no sheet is kept. Who sent it, when and from where is passed over where a file's
columns are read (`layouts`). What is published stands in the table of results and nowhere else: tile, chart and messages
are made of its rows, so that nothing which isn't shown there enters any output. `hiding` decides what that is.
"""
