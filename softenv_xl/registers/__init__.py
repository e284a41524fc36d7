"""The registers that the office keeps, one file for each: its columns, its rules, and what follows from its rows."""

from softenv_xl.registers import (
    appraisal_leads,
    appraisal_mapping,
    appraisal_results,
    appraisal_rounds,
    cases,
    commitments,
    disclosure,
    evidence,
    fees,
    followups,
    holidays,
    honours,
    letters,
    mail_texts,
    milestones,
    notes,
    opinion_cards,
    opinions,
    rectification,
    supervised,
    tasks,
)
from softenv_xl.registers.lookup import Lookup
from softenv_xl.registers.register import Register

REGISTERS: tuple[Register, ...] = (
    evidence.REGISTER,
    rectification.REGISTER,
    letters.REGISTER,
    tasks.REGISTER,
    milestones.REGISTER,  # counts the tasks of each
    fees.REGISTER,
    cases.REGISTER,
    appraisal_rounds.REGISTER,
    appraisal_results.REGISTER,
    appraisal_leads.REGISTER,
    appraisal_mapping.REGISTER,
    opinions.REGISTER,
    opinion_cards.REGISTER,  # counts the opinions of each batch
    disclosure.REGISTER,
    notes.REGISTER,
    followups.REGISTER,
    supervised.REGISTER,  # goes by the follow-ups of each
    commitments.REGISTER,
    honours.REGISTER,  # goes by what all others claim
)
"""All of them, in the order of the plan's systems, but for those that others go by: these come before them."""

COMPLETED = frozenset(register.key for register in REGISTERS if not register.made)
"""The tables whose rows are checked and completed register by register."""

LOOKUPS: tuple[Lookup, ...] = (
    holidays.LOOKUP,
    mail_texts.LOOKUP,
    *(lookup for register in REGISTERS for lookup in register.lookups),
)
"""The small tables that registers look things up in."""

__all__ = ["COMPLETED", "LOOKUPS", "REGISTERS", "Lookup", "Register"]
