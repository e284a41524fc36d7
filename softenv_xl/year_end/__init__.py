"""S17: the year-end report: numbers out of the registers, each with the place in the workbook where it is found.

`fact` is a number and its place, `filters` how rows are picked, `source` makes facts of a result; `sections` say them in
sentences that hold their numbers as fields. `document` fills the school's template in, and writes it.
"""
