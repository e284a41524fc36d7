"""What is typed at a terminal: every command is a line or two, and the work is done elsewhere."""
