"""A department's pack: what goes into it, how it is written, what it was seen to hold, and how one that comes back is opened."""
