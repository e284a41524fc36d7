"""One file for each system of the campaign: its columns, its rules, its words."""
