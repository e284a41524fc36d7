"""S8: the rules of the register of fees: three chaos and six duties, each to the tag of its own ban.

What isn't approved, above the rate, without a receipt or off the books is an unlawful fee, which is a veto; what rides on
another charge, is levied or sold for profit is another ban's; a late notice is a matter of publicity, a third one's.
"""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl import catalogue
from softenv_xl.issue_kind import IssueKind
from softenv_xl.registers import fee_issues as issues
from softenv_xl.registers.fee_vocabularies import FEE_ACCOUNT, FEE_NATURE, FEE_RECEIPT, FEE_UNIT
from softenv_xl.registers.fee_words import may_not_be_charged
from softenv_xl.registers.findings import finding_rules
from softenv_xl.registers.shared_rules import needed
from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.column import Breach, Rule
from softenv_xl.schema.expression import (
    All,
    AnyOf,
    Before,
    Blank,
    Expression,
    Filled,
    Is,
    IsAny,
    Less,
    Not,
    Past,
)

_FEES, _BUNDLING, _LEVIES, _SALES = (Breach(tag) for tag in ("fees", "bundling", "levies", "sales"))
_PUBLICITY = Breach("disclosure", finding="finding_duty")


def _nature(*natures: str) -> Expression:
    return IsAny("nature", FEE_NATURE, *natures)


_DONATION = Is("nature", FEE_NATURE, "donation")
_VOLUNTARY, _NOT_VOLUNTARY = (Is("voluntary", YES_NO, answer) for answer in ("yes", "no"))


def _charge() -> Iterator[Rule]:
    yield needed("approved", "nature", _nature("admin", "service"))
    forbidden = All((may_not_be_charged("name"), Not(_DONATION)))
    yield Rule(issues.FORBIDDEN, "name", forbidden, breach=_FEES)
    no_basis = AnyOf((Blank("authority"), Blank("document")))
    unapproved = All((Filled("nature"), Not(_DONATION), no_basis))
    yield Rule(issues.NO_APPROVAL, "document", unapproved, breach=_FEES)
    above = Less("approved", "charged")
    yield Rule(issues.OVER_APPROVED, "charged", above, (("limit", "approved"),), breach=_FEES)
    yield Rule(issues.NATURE_OTHER, "nature", Is("nature", FEE_NATURE, "other"))


def _chaos() -> Iterator[Rule]:
    yield needed("voluntary", "nature", _nature("service", "agency", "donation"))
    yield Rule(issues.EXPIRED, "valid_until", Before("valid_until", "start"), breach=_FEES)
    yield Rule(issues.BUNDLED, "bundled", Is("bundled", YES_NO, "yes"), breach=_BUNDLING)
    forced = All((_nature("service", "agency"), _NOT_VOLUNTARY))
    yield Rule(issues.NOT_VOLUNTARY, "voluntary", forced, breach=_BUNDLING)
    yield Rule(issues.LEVIED, "voluntary", All((_DONATION, _NOT_VOLUNTARY)), breach=_LEVIES)
    yield Rule(issues.LINKED, "linked", Is("linked", YES_NO, "yes"), breach=_LEVIES)
    yield Rule(issues.PROFIT, "margin", Is("margin", YES_NO, "yes"), breach=_SALES)
    unproven = All((_nature("service", "agency"), _VOLUNTARY, Blank("consent")))
    yield Rule(issues.NO_CONSENT, "consent", unproven)


def _duties() -> Iterator[Rule]:
    """What has to be public before the first yuan is taken, so told from then on."""
    begun = Past("start")

    def lacking(kind: IssueKind, column: str, lapse: Expression, *, donations: bool = False) -> Rule:
        natures = () if donations else (Not(_DONATION),)
        return Rule(kind, column, All((begun, *natures, lapse)), breach=_PUBLICITY)

    def not_before(column: str) -> Expression:
        return AnyOf((Blank(column), Before("start", column)))

    yield Rule(issues.NO_HOTLINE, "hotline", Blank("hotline"))
    yield needed("posted_at", "posted", Filled("posted"))
    yield lacking(issues.NOT_PUBLISHED, "posted", not_before("posted"), donations=True)
    yield lacking(issues.NO_COMMITMENT, "committed", Blank("committed"))
    yield lacking(issues.NO_NOTICE, "notified", not_before("notified"))
    yield lacking(issues.NO_CARD, "card", Blank("card"))


def _money() -> Iterator[Rule]:
    voluntary = _nature("service", "agency")
    yield needed("receipt", "received", Less(0, "received"))
    yield needed("settle_due", "nature", _nature("agency"))
    # Without these nobody knows what was due, nor what is left over.
    yield needed("times", "unit", All((IsAny("unit", FEE_UNIT, "month", "meal"), Filled("headcount"))))
    for sum_of_money in ("received", "spent"):
        yield needed(sum_of_money, "settled", All((_nature("agency"), Filled("settled"))))
    yield Rule(issues.NO_RECEIPT, "receipt", Is("receipt", FEE_RECEIPT, "none"), breach=_FEES)
    yield Rule(issues.OFF_THE_BOOKS, "account", Is("account", FEE_ACCOUNT, "outside"), breach=_FEES)
    unsettled = All((voluntary, Blank("settled"), Past("settle_due")))
    yield Rule(issues.NOT_SETTLED, "settled", unsettled, breach=_FEES)
    kept = All((_nature("agency"), Filled("settled"), Less(0, "surplus")))
    yield Rule(issues.SURPLUS_KEPT, "refunded", kept, (("surplus", "surplus"),), breach=_FEES)
    silent = All((voluntary, Past("settled"), Blank("settled_posted")))
    yield Rule(issues.SETTLEMENT_UNPUBLISHED, "settled_posted", silent, breach=_PUBLICITY)
    wrong_receipt = AnyOf(
        (
            All((_nature("admin"), IsAny("receipt", FEE_RECEIPT, "tax", "transit", "donation"))),
            All((_DONATION, IsAny("receipt", FEE_RECEIPT, "fiscal", "tax", "transit"))),
        )
    )
    yield Rule(issues.WRONG_RECEIPT, "receipt", wrong_receipt)
    elsewhere = All((_nature("admin"), IsAny("account", FEE_ACCOUNT, "school", "supplier")))
    yield Rule(issues.WRONG_ACCOUNT, "account", elsewhere)
    yield Rule(issues.RECEIVED_OVER_TOTAL, "received", Less("total", "received"))
    yield Rule(issues.OVERSPENT, "spent", All((Filled("settled"), Less("surplus", 0))))
    due = (("limit", "remit_due"),)
    yield Rule(catalogue.LATE_OPEN, "remitted", All((Blank("remitted"), Past("remit_due"))), due)
    yield Rule(catalogue.LATE_DONE, "remitted", Before("remit_due", "remitted"), due)


RULES = (*_charge(), *_chaos(), *_duties(), *_money(), *finding_rules("finding", "finding_duty"))
