"""Rule expressions: each says once what it means, as a spreadsheet formula and as Python.

A node has two readings that must agree on every cell content: `excel(refs)`, which uses only functions
that Excel 2010, WPS and LibreOffice share, and `value(scope)`. Formulas don't short-circuit AND and OR,
and a cell error spoils both, so a check tests every cell for errors before any rule (schema.verdict).
"""

from softenv_xl.schema.expression.base import Expression, Refs, Scope
from softenv_xl.schema.expression.blanks import BLANKS_LIST, BLANKS_TEXT, AllBlank, AnyError, Blank
from softenv_xl.schema.expression.logic import All, AnyOf, Not
from softenv_xl.schema.expression.numbers import Before, IsNumber, Less, OutsideDays
from softenv_xl.schema.expression.texts import Is, IsText, LongerThan, OneOf, Pairs, as_text

__all__ = [
    "BLANKS_LIST",
    "BLANKS_TEXT",
    "All",
    "AllBlank",
    "AnyError",
    "AnyOf",
    "Before",
    "Blank",
    "Expression",
    "Is",
    "IsNumber",
    "IsText",
    "Less",
    "LongerThan",
    "Not",
    "OneOf",
    "OutsideDays",
    "Pairs",
    "Refs",
    "Scope",
    "as_text",
]
