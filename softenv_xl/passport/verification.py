"""From what a workbook carries to one verdict.

A passport is carried in three places, as programs lose some: an XML part, document properties, and a line that people
read, with the serial alone. They are read in that order. What is missing in one place is lost; what says something else
than another place was altered.

A genuine passport proves that this school issued this form to this recipient from this state. It doesn't prove who filled it in.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from softenv_xl.passport.issuance import Issuance
from softenv_xl.passport.keys import is_signed
from softenv_xl.passport.model import InvalidTokenError, Kind, Passport, Payload
from softenv_xl.words import Text

NOTHING = Text("", "")


class Verdict(StrEnum):
    """What a passport is worth, gravest first."""

    ALTERED = "altered"
    FOREIGN = "foreign"
    OTHER_RECIPIENT = "other-recipient"
    STALE = "stale"
    MISSING = "missing"
    GENUINE = "genuine"


@dataclass(frozen=True, slots=True)
class Carried:
    """What stands in the three places; None where there is nothing."""

    part: str | None = None
    properties: str | None = None
    visible: str | None = None

    @property
    def tokens(self) -> list[str]:
        """Those that there are: without any there is no passport."""
        return [token for token in (self.part, self.properties) if token is not None]


@dataclass(frozen=True, slots=True)
class Expected:
    """What a workbook in hand should be: `locked` is the digest of what stands in it now, of a recipient that isn't known
    `recipient` is None; versions are today's. `school` is the school's own name.
    """

    kind: Kind
    recipient: str | None
    locked: str | None
    campaign: str
    form: str
    rulebook: str
    school: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """`payload` is None where none can be read; `reason` says in a few words what is so, for messages."""

    verdict: Verdict
    payload: Payload | None = None
    serial: str = ""
    reason: Text = NOTHING


_DIFFERENT = Text("文件内几处的编号不一致", "its places don't say the same")
_UNREADABLE = Text("签发信息无法读取", "it can't be read")
_SIGNATURE = Text("签名不符", "the signature doesn't fit")
_CONTENT = Text("锁定的内容被改动", "what is locked was changed")
_KIND = Text("不是这种文件的签发信息", "it belongs to another kind of file")
_KEY = Text("用以前的密钥签发", "it is signed with an earlier key")
_NEWER = Text("此后又发过新的", "a newer one was issued since")
_OTHER_KEY = Text("不是用本校的密钥签发的", "it isn't signed with this school's key")
_OTHER_SCHOOL = Text(
    "所写的学校不是本校，而此处没有密钥可供核验",
    "it names another school, and there is no key here to check it by",
)
_CAMPAIGN = Text("属于其他年度的活动", "it is of another campaign")
_VERSION = Text("表格或规则此后已更新", "the form or the rulebook has changed since")


def verify(carried: Carried, expected: Expected, issuance: Issuance) -> Verified:
    """One verdict: the gravest that is true."""
    tokens = carried.tokens
    serial = plain_serial(carried.visible or "")
    if not tokens:
        return Verified(Verdict.MISSING, serial=serial)
    if len(set(tokens)) > 1:
        return Verified(Verdict.ALTERED, serial=serial, reason=_DIFFERENT)
    try:
        passport = Passport.read(tokens[0])
    except InvalidTokenError:
        return Verified(Verdict.ALTERED, serial=serial, reason=_UNREADABLE)
    payload = passport.payload
    verdict, reason = _judged(passport, serial, expected, issuance)
    return Verified(verdict, payload, payload.serial, reason)


def plain_serial(words: str) -> str:
    """A serial as the visible line has it, whatever stands around it."""
    tail = words.strip().rpartition(" ")[2].rpartition("：")[2].rpartition(":")[2]
    return tail.strip().upper()


def _judged(passport: Passport, visible: str, expected: Expected, issuance: Issuance) -> tuple[Verdict, Text]:
    payload = passport.payload
    if not _is_ours(payload, expected, issuance):
        return Verdict.FOREIGN, _OTHER_KEY if issuance.keys else _OTHER_SCHOOL
    public = issuance.keys.get(payload.key)
    if public is not None and not is_signed(passport, public):
        return Verdict.ALTERED, _SIGNATURE
    if payload.serial != payload.proper_serial or (visible and visible != payload.serial):
        return Verdict.ALTERED, _DIFFERENT
    if payload.kind != expected.kind:
        return Verdict.ALTERED, _KIND
    if expected.recipient is not None and payload.recipient != expected.recipient:
        return Verdict.OTHER_RECIPIENT, NOTHING
    if expected.locked is not None and payload.locked != expected.locked:
        return Verdict.ALTERED, _CONTENT
    if why := _stale(payload, expected, issuance):
        return Verdict.STALE, why
    return Verdict.GENUINE, NOTHING


def _is_ours(payload: Payload, expected: Expected, issuance: Issuance) -> bool:
    """Signed, as it says, with the present key; or on record, by whatever key. Where no key is known, only the school's name
    can tell.
    """
    if not issuance.keys:
        return payload.school == normalize("NFC", expected.school)
    return payload.key == issuance.present or issuance.knows(payload)


def _stale(payload: Payload, expected: Expected, issuance: Issuance) -> Text | None:
    newest = issuance.newest(payload.kind, payload.recipient)
    if payload.campaign != expected.campaign:
        return _CAMPAIGN
    if (payload.form, payload.rulebook) != (expected.form, expected.rulebook):
        return _VERSION
    if newest is not None and newest.serial != payload.serial and newest.issued_at >= payload.issued_at:
        return _NEWER
    return _KEY if issuance.keys and payload.key != issuance.present else None
