"""Passports in use: where the school's key is kept, what is issued with it, and what is on record of that."""
