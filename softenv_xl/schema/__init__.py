"""What a table, a column and a rule are: the check that Python runs and the formula that the cell has, from one declaration."""
