"""What is known of an account, and nothing that opens it."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Security = Literal["ssl", "starttls", "none"]
"""Encrypted from the first byte, encrypted after STARTTLS, or not at all: that only on this very computer."""

LOOPBACK = ("127.0.0.1", "::1", "localhost")
"""Names of this computer, to which a secret may travel in the clear."""


class Server(BaseModel):
    """Where a server listens, and how the way there is protected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(min_length=1, max_length=253)
    port: int = Field(ge=1, le=65535)
    security: Security = "ssl"

    @property
    def is_safe(self) -> bool:
        """May a secret be sent there?"""
        return self.security != "none" or self.host in LOOPBACK


class Account(BaseModel):
    """One account: `name` is what the user calls it, `provider` a key of PROVIDERS. `user` logs in, by default the address.

    `folders` are those that are read besides the inbox and what the provider takes for spam. `button`: does the button
    Collect read it as well?
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1, max_length=60)
    provider: str
    address: str = Field(min_length=3, max_length=254)
    imap: Server
    smtp: Server | None = None
    user: str = ""
    folders: tuple[str, ...] = ()
    button: bool = False

    @property
    def login(self) -> str:
        """The name that logs in."""
        return self.user or self.address
