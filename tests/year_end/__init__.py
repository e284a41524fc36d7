"""The year-end report: every number traced, every sentence by its own facts, nobody told who must not be."""
