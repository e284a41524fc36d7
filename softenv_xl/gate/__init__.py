"""Files of unknown origin become grids: with limits, in worker processes, whoever saved them."""
