"""What a control workbook knows of what was issued from it: the keys that are the school's, and every passport."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from softenv_xl.passport.model import Payload


@dataclass(frozen=True, slots=True)
class Issued:
    """One passport that was issued: `digest` is that of its payload. `open`: is something still to come back?"""

    serial: str
    kind: str
    recipient: str
    campaign: str
    issued_at: str
    snapshot: str
    digest: str
    open: bool = True

    @classmethod
    def of(cls, payload: Payload) -> Issued:
        return cls(
            payload.serial,
            payload.kind,
            payload.recipient,
            payload.campaign,
            payload.issued_at,
            payload.snapshot,
            payload_digest(payload),
        )


@dataclass(frozen=True)
class Issuance:
    """`keys` are public keys by their ids, the school's present one last; `issued` is in the order of issuing.
    `accepted` are the fingerprints of files that the office accepts whatever their passports are.
    """

    keys: Mapping[str, bytes] = field(default_factory=dict)
    issued: tuple[Issued, ...] = ()
    accepted: frozenset[str] = frozenset()

    @cached_property
    def _by_serial(self) -> dict[str, Issued]:
        return {one.serial: one for one in self.issued}

    @cached_property
    def _newest(self) -> dict[tuple[str, str], Issued]:
        return {(one.kind, one.recipient): one for one in self.issued}

    def find(self, serial: str) -> Issued | None:
        """What was issued under that serial."""
        return self._by_serial.get(serial)

    def newest(self, kind: str, recipient: str) -> Issued | None:
        """What they were last sent of that kind."""
        return self._newest.get((kind, recipient))

    def knows(self, payload: Payload) -> bool:
        """Was this very payload issued from here?"""
        known = self.find(payload.serial)
        return known is not None and known.digest == payload_digest(payload)

    def with_issued(self, payloads: Iterable[Payload], keys: Mapping[str, bytes]) -> Issuance:
        """With those that are issued now, each once, behind what was issued before."""
        new = {payload.serial: Issued.of(payload) for payload in payloads}
        before = tuple(one for one in self.issued if one.serial not in new)
        kept = {identity: key for identity, key in self.keys.items() if identity not in keys}
        return replace(self, keys={**kept, **keys}, issued=(*before, *new.values()))

    def closed(self, serial: str) -> Issuance:
        """With nothing more to come back of that serial."""
        return replace(
            self,
            issued=tuple(replace(one, open=False) if one.serial == serial else one for one in self.issued),
        )

    @property
    def content(self) -> bytes:
        """As it is kept beside the control workbook; what is accepted stands in the workbook itself."""
        told: dict[str, Any] = {
            "keys": {identity: key.hex() for identity, key in self.keys.items()},
            "issued": [asdict(one) for one in self.issued],
        }
        return json.dumps(told, ensure_ascii=False, indent=1).encode()

    @classmethod
    def read(cls, content: bytes) -> Issuance:
        """What `content` gave; of anything else nothing is known. A key or an entry that makes no sense is passed over."""
        try:
            told = json.loads(content) if content else {}
            keys = {identity: bytes.fromhex(key) for identity, key in told.get("keys", {}).items()}
            return cls(keys, tuple(Issued(**one) for one in told.get("issued", ())))
        except (ValueError, TypeError, AttributeError, RecursionError):
            return cls()


def payload_digest(payload: Payload) -> str:
    """SHA-256 of what is signed."""
    return sha256(payload.signed).hexdigest()
