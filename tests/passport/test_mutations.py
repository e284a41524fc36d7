"""No change of a passport goes unseen: any field, the signature, any letter of any place, passports swapped between files.

SOFTENV_PASSPORTS says how many are tried.
"""

from __future__ import annotations

import os
from base64 import urlsafe_b64encode
from collections import Counter
from dataclasses import asdict, fields, replace
from datetime import date
from random import Random

from softenv_xl.passport.issuance import Issuance
from softenv_xl.passport.keys import Key
from softenv_xl.passport.model import Passport, Payload, canonical
from softenv_xl.passport.verification import Carried, Expected, Verdict, verify

COUNT = int(os.environ.get("SOFTENV_PASSPORTS", "400"))
SCHOOL = "青禾实验学校"
KEY, OTHER = Key.new(SCHOOL, "2026-08-01"), Key.new("别的学校", "2026-08-01")


def _passport(number: int, key: Key = KEY, **stated: str) -> Passport:
    payload = Payload.of(
        "return",
        date(2026, 8, 31),
        key.id,
        **{
            "school": SCHOOL,
            "recipient": f"20{number:05}",
            "campaign": "2026",
            "form": "1",
            "rulebook": "2026.1",
            "snapshot": f"{number:016x}",
            "locked": f"{number:064x}",
            **stated,
        },
    )
    return key.sign(payload)


ISSUED = [_passport(number) for number in range(20)]
ISSUANCE = Issuance().with_issued((one.payload for one in ISSUED), {KEY.id: KEY.public})


def _expected(passport: Passport) -> Expected:
    payload = passport.payload
    return Expected("return", payload.recipient, payload.locked, "2026", "1", "2026.1", payload.school)


def _verdict(carried: Carried, passport: Passport) -> Verdict:
    return verify(carried, _expected(passport), ISSUANCE).verdict


def _whole(passport: Passport) -> Carried:
    return Carried(passport.token, passport.token, f"文件编号：{passport.payload.serial}")


def test_what_was_issued_is_genuine() -> None:
    for one in ISSUED:
        assert _verdict(_whole(one), one) is Verdict.GENUINE


def test_every_mutation_is_seen() -> None:
    random, seen = Random(20261130), Counter[Verdict]()
    for number in range(COUNT):
        passport = random.choice(ISSUED)
        mutate = _MUTATIONS[number % len(_MUTATIONS)]
        carried = mutate(random, passport)
        verdict = _verdict(carried, passport)
        assert verdict in (Verdict.ALTERED, Verdict.FOREIGN, Verdict.OTHER_RECIPIENT), (mutate, carried)
        seen[verdict] += 1
    assert set(seen) == {Verdict.ALTERED, Verdict.FOREIGN, Verdict.OTHER_RECIPIENT}


def _field(random: Random, passport: Passport) -> Carried:
    """Another value in one field, with the old signature."""
    name = random.choice([field.name for field in fields(Payload)])
    value = getattr(passport.payload, name)
    changed = "pack" if name == "kind" else "2026-09-01" if name == "issued_at" else _edited(random, value)
    payload = Payload(**{**asdict(passport.payload), name: changed})
    return _whole(replace(passport, payload=payload))


def _field_with_its_serial(random: Random, passport: Passport) -> Carried:
    """The same by somebody who knows how serials are made."""
    name = random.choice(("school", "recipient", "campaign", "form", "rulebook", "snapshot", "locked"))
    payload = Payload(**{**asdict(passport.payload), name: _edited(random, getattr(passport.payload, name))})
    return _whole(replace(passport, payload=replace(payload, serial=payload.proper_serial)))


def _signature(random: Random, passport: Passport) -> Carried:
    """One bit of it."""
    signature = bytearray(passport.signature)
    signature[random.randrange(64)] ^= 1 << random.randrange(8)
    return _whole(replace(passport, signature=bytes(signature)))


def _letter(random: Random, passport: Passport) -> Carried:
    """One letter of the token, in one place or in both."""
    token = _edited(random, passport.token)
    part, properties = random.choice(
        ((token, passport.token), (passport.token, token), (token, token), (None, token))
    )
    return replace(_whole(passport), part=part, properties=properties)


def _resigned(random: Random, passport: Passport) -> Carried:
    """Another payload, signed with a key of one's own, under its own name or that of the school's key."""
    payload = replace(
        passport.payload,
        locked=_edited(random, passport.payload.locked),
        key=random.choice((OTHER.id, KEY.id)),
    )
    return _whole(OTHER.sign(replace(payload, serial=payload.proper_serial)))


def _swapped(random: Random, passport: Passport) -> Carried:
    """Another file's passport: in all places, in one of them, or its visible line alone."""
    other = random.choice([one for one in ISSUED if one is not passport])
    mine, theirs = _whole(passport), _whole(other)
    return random.choice(
        (
            theirs,
            replace(mine, part=theirs.part),
            replace(mine, properties=theirs.properties),
            replace(mine, visible=theirs.visible),
            Carried(None, theirs.properties, theirs.visible),
            Carried(theirs.part, None, None),
        )
    )


def _extra(random: Random, passport: Passport) -> Carried:
    """A field too many, or one too few."""
    stated = asdict(passport.payload)
    if random.random() < 0.5:
        stated["more"] = "x"
    else:
        del stated[random.choice(sorted(stated))]
    packed = (
        urlsafe_b64encode(data).decode().rstrip("=") for data in (canonical(stated), passport.signature)
    )
    return replace(_whole(passport), part=(token := ".".join(packed)), properties=token)


def _edited(random: Random, text: str) -> str:
    """One letter changed, added or taken out."""
    at = random.randrange(len(text))
    letter = random.choice([each for each in "abcdefXYZ0123456789._-=" if each != text[at]])
    return random.choice(
        (text[:at] + letter + text[at + 1 :], text[:at] + letter + text[at:], text[:at] + text[at + 1 :])
    )


_MUTATIONS = (_field, _field_with_its_serial, _signature, _letter, _resigned, _swapped, _extra)


def test_what_is_lost_is_only_missing() -> None:
    for one in ISSUED:
        whole = _whole(one)
        assert _verdict(replace(whole, part=None), one) is Verdict.GENUINE
        assert _verdict(replace(whole, properties=None), one) is Verdict.GENUINE
        assert _verdict(replace(whole, visible=None), one) is Verdict.GENUINE
        assert _verdict(Carried(visible=whole.visible), one) is Verdict.MISSING
        assert _verdict(Carried(), one) is Verdict.MISSING


def test_locked_content_that_changed_is_seen() -> None:
    one = ISSUED[0]
    expected = replace(_expected(one), locked="0" * 63 + "1")
    assert verify(_whole(one), expected, ISSUANCE).verdict is Verdict.ALTERED


def test_an_earlier_state_is_stale() -> None:
    one = ISSUED[0]
    now = _expected(one)
    for changed in (replace(now, campaign="2027"), replace(now, form="2"), replace(now, rulebook="2027.1")):
        assert verify(_whole(one), changed, ISSUANCE).verdict is Verdict.STALE
    newer = _passport(0, locked="f" * 64)
    since = ISSUANCE.with_issued((newer.payload,), {KEY.id: KEY.public})
    assert verify(_whole(one), _expected(one), since).verdict is Verdict.STALE


def test_a_lost_key_leaves_what_is_on_record() -> None:
    """A new key signs; what the old one signed and was recorded is still taken in, with a warning; nothing else is."""
    new, one = Key.new(SCHOOL, "2026-10-01"), ISSUED[0]
    since = ISSUANCE.with_issued((), {new.id: new.public})
    assert verify(_whole(one), _expected(one), since).verdict is Verdict.STALE
    unknown = _passport(99)
    assert verify(_whole(unknown), _expected(unknown), since).verdict is Verdict.FOREIGN
    without_key = replace(since, keys={new.id: new.public})
    assert verify(_whole(one), _expected(one), without_key).verdict is Verdict.STALE


def test_where_no_key_is_known_nobody_can_tell() -> None:
    one = ISSUED[0]
    assert verify(_whole(one), _expected(one), Issuance()).verdict is Verdict.GENUINE
    other = replace(_expected(one), recipient="2099999")
    assert verify(_whole(one), other, Issuance()).verdict is Verdict.OTHER_RECIPIENT
    elsewhere = replace(_expected(one), school="第三小学")
    assert verify(_whole(one), elsewhere, Issuance()).verdict is Verdict.FOREIGN


def test_the_record_is_read_as_it_was_written() -> None:
    assert Issuance.read(ISSUANCE.content) == ISSUANCE
    for content in (b"", b"[]", b"{", b'{"keys": {"a": "zz"}}', b'{"issued": [{}]}'):
        assert Issuance.read(content) == Issuance()
