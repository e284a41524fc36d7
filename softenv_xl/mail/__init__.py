"""Returns that come by e-mail, and what is sent: accounts, messages read, where they come from."""

from __future__ import annotations

from pathlib import Path


def settings_file() -> Path:
    """Where the accounts are written down."""
    from platformdirs import user_config_path

    return user_config_path("softenv-xl", appauthor=False) / "mail.json"
