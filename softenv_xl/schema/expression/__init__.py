"""Rule expressions: each says once what it means, as a spreadsheet formula and as Python.

A node has two readings that must agree on every cell content: `excel(refs)`, which uses only functions
that Excel 2010, WPS and LibreOffice share, and `value(scope)`. Formulas don't short-circuit AND and OR,
and a cell error spoils both, so a check tests every cell for errors before any rule (schema.verdict).
"""

from softenv_xl.schema.expression.base import Expression, Refs, Scope
from softenv_xl.schema.expression.blanks import BLANKS_LIST, BLANKS_TEXT, AllBlank, AnyError, Blank
from softenv_xl.schema.expression.logic import All, AnyOf, Not
from softenv_xl.schema.expression.numbers import Before, IsNumber, Less, OutsideDays
from softenv_xl.schema.expression.shorthand import AS_OF, Filled, IsAny, Past
from softenv_xl.schema.expression.texts import (
    Is,
    IsText,
    LongerThan,
    Mentions,
    MentionsBeside,
    OneOf,
    Pairs,
    Same,
    as_text,
)

__all__ = [
    "AS_OF",
    "BLANKS_LIST",
    "BLANKS_TEXT",
    "All",
    "AllBlank",
    "AnyError",
    "AnyOf",
    "Before",
    "Blank",
    "Expression",
    "Filled",
    "Is",
    "IsAny",
    "IsNumber",
    "IsText",
    "Less",
    "LongerThan",
    "Mentions",
    "MentionsBeside",
    "Not",
    "OneOf",
    "OutsideDays",
    "Pairs",
    "Past",
    "Refs",
    "Same",
    "Scope",
    "as_text",
]
