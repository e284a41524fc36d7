"""What every teacher fills in: who it is from, the self-check, the problems with their rectification."""
