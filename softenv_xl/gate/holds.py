"""What a worker that reads files has given up."""

from __future__ import annotations

from enum import StrEnum


class Hold(StrEnum):
    """What a worker can't do any more."""

    MEMORY = "memory"
    """Take more memory than its limit."""
    FILES = "files"
    """Read files other than those it is handed and the program's own."""
    WRITING = "writing"
    """Write or change a file."""
    NETWORK = "network"
    """Connect to anything."""
    PROGRAMS = "programs"
    """Start another program or process."""
