"""The school's key: Ed25519. Whoever has its private half can issue; with its public half anybody can check."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from softenv_xl.passport.model import Passport

if TYPE_CHECKING:
    from softenv_xl.passport.model import Payload

_ID_DIGITS = 12


@dataclass(frozen=True, slots=True)
class Key:
    """A private key (32 bytes) of a school; `since` is the day on which it was made, as 2026-11-30."""

    school: str
    since: str
    private: bytes

    @classmethod
    def new(cls, school: str, since: str) -> Key:
        """A key that nobody has yet."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey  # slow to load

        return cls(school, since, Ed25519PrivateKey.generate().private_bytes_raw())

    @property
    def public(self) -> bytes:
        """The half that may be known (32 bytes). Raises ValueError where the private half is none."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.private).public_key().public_bytes_raw()

    @property
    def id(self) -> str:
        """What passports call it."""
        return key_id(self.public)

    def sign(self, payload: Payload) -> Passport:
        """The same payload has the same signature each time."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        private = Ed25519PrivateKey.from_private_bytes(self.private)
        return Passport(payload, private.sign(payload.signed))


def key_id(public: bytes) -> str:
    """A public key's name: the beginning of its SHA-256."""
    return sha256(public).hexdigest()[:_ID_DIGITS]


def is_signed(passport: Passport, public: bytes) -> bool:
    """Was it that key, and has nothing of the payload changed since?"""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(passport.signature, passport.payload.signed)
    except (InvalidSignature, ValueError):
        return False
    return True
