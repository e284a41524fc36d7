"""What a control workbook knows of what was issued from it: the keys that are the school's, and every passport."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from softenv_xl.passport.model import Payload


@dataclass(frozen=True, slots=True)
class Issued:
    """One passport that was issued: `digest` is that of its payload, `file` that of the file that was written with it, where
    that is known. `open`: is something still to come back?
    """

    serial: str
    kind: str
    recipient: str
    campaign: str
    issued_at: str
    snapshot: str
    digest: str
    open: bool = True
    file: str = ""

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
    """`keys` are public keys by their ids, the school's present one last; `issued` is in the order of issuing."""

    keys: Mapping[str, bytes] = field(default_factory=dict)
    issued: tuple[Issued, ...] = ()

    @property
    def present(self) -> str | None:
        """The id of the key that signs now; earlier ones prove only what is on record."""
        return next(reversed(tuple(self.keys)), None)

    @cached_property
    def _by_serial(self) -> dict[str, Issued]:
        return {one.serial: one for one in self.issued}

    @cached_property
    def _digests(self) -> frozenset[str]:
        return frozenset(one.digest for one in self.issued)

    @cached_property
    def _newest(self) -> dict[tuple[str, str], Issued]:
        return {(one.kind, one.recipient): one for one in self.issued}

    def find(self, serial: str) -> Issued | None:
        """What was issued under that serial, most recently where another key signed it before."""
        return self._by_serial.get(serial)

    def newest(self, kind: str, recipient: str) -> Issued | None:
        """What they were last sent of that kind."""
        return self._newest.get((kind, recipient))

    def is_untouched(self, file: str) -> bool:
        """Is it the SHA-256 of a file as it was written here? Then nobody has worked in it."""
        return bool(file) and any(one.file == file for one in self.issued)

    def knows(self, payload: Payload) -> bool:
        """Was this very payload issued from here?"""
        return payload_digest(payload) in self._digests

    def with_issued(
        self,
        payloads: Iterable[Payload],
        keys: Mapping[str, bytes],
        files: Mapping[str, str] = MappingProxyType({}),
    ) -> Issuance:
        """With those that are issued now, each once, behind what was issued before; `files` by their serials."""
        signed = ((payload, Issued.of(payload)) for payload in payloads)
        new = {one.digest: replace(one, file=files.get(payload.serial, "")) for payload, one in signed}
        before = tuple(one for one in self.issued if one.digest not in new)
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
        """As it is kept beside the control workbook."""
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
