"""What every register has to keep, and that one file makes a register."""
