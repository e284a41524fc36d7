"""Passports: what is signed, what is told of it, and that no change of one goes unseen."""
