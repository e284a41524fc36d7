"""A passport: its payload, its signature, and the token that both travel as.

The payload is signed as canonical JSON: sorted keys, NFC, UTF-8, no blanks. The token is that JSON and the signature, each
in base64url, with a dot between: it survives whatever a program does to text in XML.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, fields, replace
from datetime import date
from hashlib import sha256
from typing import Literal, get_args
from unicodedata import normalize

Kind = Literal["return", "pack"]
"""What a sent workbook is."""

LONGEST = 8_192
"""Letters of a token; whatever is longer is none."""

_WRITER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
# Neither 0 nor O, neither 1 nor I nor L: people read serials over the telephone.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_LENGTH, _GROUP = 8, 4


class InvalidTokenError(ValueError):
    """It isn't a passport's token."""


@dataclass(frozen=True, slots=True)
class Payload:
    """What a passport states. `recipient` is a staff number, or a department's name; `form` and `rulebook` are versions,
    `snapshot` the id of the state that it was issued from, `locked` the digest of what the recipient has no business to
    change, `issued_at` the day, `key` the id of the key that signed it.

    `serial` follows from all but the day and the key, so that issuing the same once more gives the same.
    """

    kind: Kind
    school: str
    recipient: str
    campaign: str
    form: str
    rulebook: str
    snapshot: str
    locked: str
    issued_at: str
    key: str
    serial: str = ""

    @classmethod
    def of(cls, kind: Kind, issued_at: date, key: str, **stated: str) -> Payload:
        """With its serial, every text in NFC. Raises TypeError for what a payload doesn't state."""
        plain = {name: normalize("NFC", text) for name, text in stated.items()}
        payload = cls(kind=kind, issued_at=issued_at.isoformat(), key=key, **plain)
        return replace(payload, serial=payload.proper_serial)

    @property
    def proper_serial(self) -> str:
        """The one that follows from what is stated."""
        stated = {name: getattr(self, name) for name in _STATED if name not in ("serial", "issued_at", "key")}
        number, letters = int.from_bytes(sha256(canonical(stated)).digest()), ""
        for _ in range(_LENGTH):
            number, rest = divmod(number, len(_LETTERS))
            letters += _LETTERS[rest]
        return f"{letters[:_GROUP]}-{letters[_GROUP:]}"

    @property
    def signed(self) -> bytes:
        """The bytes that are signed."""
        return canonical({name: getattr(self, name) for name in _STATED})

    @property
    def day(self) -> date:
        """When it was issued."""
        return date.fromisoformat(self.issued_at)


_STATED = frozenset(field.name for field in fields(Payload))


@dataclass(frozen=True, slots=True)
class Passport:
    """A payload with its signature (64 bytes of Ed25519)."""

    payload: Payload
    signature: bytes

    @property
    def token(self) -> str:
        """As workbooks carry it: plain letters."""
        return f"{_packed(self.payload.signed)}.{_packed(self.signature)}"

    @classmethod
    def read(cls, token: str) -> Passport:
        """Raises InvalidTokenError for a token that isn't, to the letter, what `token` makes."""
        if len(token) > LONGEST:
            raise InvalidTokenError
        stated, _, signature = token.partition(".")
        try:
            found = json.loads(_unpacked(stated))
            if found.keys() != _STATED:
                raise InvalidTokenError
            if not all(isinstance(text, str) for text in found.values()) or found["kind"] not in get_args(
                Kind
            ):
                raise InvalidTokenError
            passport = cls(Payload(**found), _unpacked(signature))
            _ = passport.payload.day
        except (ValueError, AttributeError, TypeError, RecursionError) as error:
            raise InvalidTokenError from error
        if passport.token != token:
            raise InvalidTokenError
        return passport


def payload_of(token: str | None) -> Payload | None:
    """What a token states, proved or not; None of anything else."""
    try:
        return Passport.read(token).payload if token else None
    except InvalidTokenError:
        return None


def canonical(stated: object) -> bytes:
    """JSON of which there is one writing only."""
    return normalize("NFC", _WRITER.encode(stated)).encode(errors="surrogatepass")


def _packed(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


def _unpacked(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))
