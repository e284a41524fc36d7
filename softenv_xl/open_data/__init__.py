"""Open data: the control workbook's tables as files that any program reads, and csv back into the workbook.

`tables` says what is exported, `values` how a cell is spelt in a file and read back: the two are each other's contrary.
`dictionary` describes the columns, `writing` writes the folder, `importing` reads one into a patch.
"""
