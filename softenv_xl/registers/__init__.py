"""The registers that the office keeps, one file for each: its columns, its rules, and what follows from its rows."""

from softenv_xl.registers import evidence, rectification
from softenv_xl.registers.register import Register

REGISTERS: tuple[Register, ...] = (
    evidence.REGISTER,
    rectification.REGISTER,
)
"""All of them, in the order of the plan's systems."""

COMPLETED = frozenset(register.key for register in REGISTERS if not register.made)
"""The tables whose rows are checked and completed register by register."""

__all__ = ["COMPLETED", "REGISTERS", "Register"]
