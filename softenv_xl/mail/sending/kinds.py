"""What is sent, by which way, and what may become of it."""

from __future__ import annotations

from typing import Literal

What = Literal["returns", "packs", "reminders", "returned", "slips"]
WHATS: tuple[What, ...] = ("returns", "packs", "reminders", "returned", "slips")

Way = Literal["drafts", "eml", "smtp"]
WAYS: tuple[Way, ...] = ("drafts", "eml", "smtp")

State = Literal["planned", "sending", "drafted", "sent", "refused", "unknown"]
