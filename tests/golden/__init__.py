"""What people read, pinned: a school of six in `school.md`, and every cell that each press writes for it."""
