"""Packs, passports, and what comes back."""
