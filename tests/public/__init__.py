"""Files that others have published, run through the gate: see CONTRIBUTING.md for how to get them."""
