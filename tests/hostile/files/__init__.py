"""Hostile files by the thousand, made from a seed: the same number and seed give the same files everywhere."""
