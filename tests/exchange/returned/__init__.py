"""Returns that go back to their teachers, marked."""
