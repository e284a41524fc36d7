"""What goes to departments and comes back: packs, and how they are merged."""
