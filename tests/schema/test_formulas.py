"""Every expression and its contrary, as formula text."""

from __future__ import annotations

import pytest

from softenv_xl.registers.words import YES_NO
from softenv_xl.schema.expression import (
    All,
    AnyError,
    AnyOf,
    Before,
    Blank,
    Expression,
    Is,
    IsNumber,
    IsText,
    Less,
    LongerThan,
    Not,
    OneOf,
    OutsideDays,
)
from softenv_xl.schema.vocabulary import ListOf

A_NUMBER = "AND(ISNUMBER($A5),NOT(ISLOGICAL($A5)))"
EVERY: list[tuple[Expression, str, str]] = [
    (OneOf("A", ListOf("numbers")), "SUMPRODUCT(--EXACT($A5,numbers))>0", "SUMPRODUCT(--EXACT($A5,numbers))=0"),
    (OneOf("A", YES_NO), "SUMPRODUCT(--EXACT($A5,list_yes_no))>0", "SUMPRODUCT(--EXACT($A5,list_yes_no))=0"),
    (Is("A", YES_NO, "yes"), 'IFERROR(OR(EXACT($A5,"Yes"),EXACT($A5,"是")),FALSE)', ""),
    (IsText("A"), "ISTEXT($A5)", ""),
    (IsNumber("A"), A_NUMBER, ""),
    (LongerThan("A", 60), "AND(ISTEXT($A5),LEN($A5)>60)", ""),
    (Less("A", 3), f"AND({A_NUMBER},$A5<3)", ""),
    (Less(3, "A"), f"AND({A_NUMBER},3<$A5)", ""),
    (Less("A", "@limit", frozenset("A")), "AND(ISNUMBER($A5),AND(ISNUMBER(limit),NOT(ISLOGICAL(limit))),$A5<limit)", ""),
    (Before("A", "@due"), f"AND({A_NUMBER},AND(ISNUMBER(due),NOT(ISLOGICAL(due))),$A5<INT(N(due)))", ""),
    (OutsideDays("A", 36526, 73050), "IF(ISNUMBER($A5),OR($A5<36526,73051<=$A5),ISLOGICAL($A5))", ""),
    (AnyError(("A",)), "ISERROR($A5)", ""),
    (AnyError(("A", "B")), "ISERROR($A5&$B5)", ""),
    (All((IsText("A"), IsText("B"))), "AND(ISTEXT($A5),ISTEXT($B5))", ""),
    (AnyOf((IsText("A"), IsText("B"))), "OR(ISTEXT($A5),ISTEXT($B5))", ""),
    (Not(OneOf("A", YES_NO)), "SUMPRODUCT(--EXACT($A5,list_yes_no))=0", "SUMPRODUCT(--EXACT($A5,list_yes_no))>0"),
]  # fmt: skip


@pytest.mark.parametrize(("expression", "formula", "contrary"), EVERY)
def test_an_expression_is_said_in_excels_words(expression: Expression, formula: str, contrary: str) -> None:
    def cell(column: str) -> str:
        return f"${column}5"

    assert expression.excel(cell) == formula
    assert expression.excel_not(cell) == (contrary or f"NOT({formula})")


def test_a_blank_cell_and_one_that_is_not_are_told_apart_by_the_same_formula() -> None:
    formula, contrary = (
        said(lambda column: f"${column}5") for said in (Blank("A").excel, Blank("A").excel_not)
    )
    assert formula.startswith('IF($A5="",TRUE,')
    swapped = formula.replace("TRUE", "?").replace("FALSE", "TRUE").replace("?", "FALSE")
    assert contrary == "<>".join(swapped.rsplit("=", 1))
