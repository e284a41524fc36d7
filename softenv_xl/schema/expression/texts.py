"""What a cell's text is: any text at all, its length, a word of a list, the same as another cell's."""

from __future__ import annotations

from dataclasses import dataclass

from softenv_xl.grid.cell import Value, display_text, is_blank
from softenv_xl.schema.expression.base import Expression, Refs, Scope
from softenv_xl.schema.expression.blanks import Blank
from softenv_xl.schema.serial import serial
from softenv_xl.schema.vocabulary import LIST, ListOf, Vocabulary


@dataclass(frozen=True, slots=True)
class IsText(Expression):
    column: str

    def excel(self, refs: Refs) -> str:
        return f"ISTEXT({refs(self.column)})"

    def value(self, scope: Scope) -> bool:
        return isinstance(scope.row[self.column], str)

    def exposed(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, slots=True)
class LongerThan(Expression):
    """Text of more than `limit` characters, counted as Excel does: in UTF-16 units."""

    column: str
    limit: int

    def excel(self, refs: Refs) -> str:
        cell = refs(self.column)
        return f"AND(ISTEXT({cell}),LEN({cell})>{self.limit})"

    def value(self, scope: Scope) -> bool:
        cell = scope.row[self.column]
        if not isinstance(cell, str) or len(cell) * 2 <= self.limit:  # no letter has more than two units
            return False
        return len(cell.encode("utf-16-le", "surrogatepass")) // 2 > self.limit

    def exposed(self) -> frozenset[str]:
        return frozenset((self.column,))


@dataclass(frozen=True, slots=True)
class Same(Expression):
    """Both cells hold the same text to the letter, and it can be seen."""

    column: str
    other: str

    def excel(self, refs: Refs) -> str:
        one, other = refs(self.column), refs(self.other)
        seen = Blank(self.column).excel_not(refs)
        return f"AND(ISTEXT({one}),ISTEXT({other}),{seen},EXACT({one},{other}))"

    def value(self, scope: Scope) -> bool:
        one = scope.row[self.column]
        return isinstance(one, str) and not is_blank(one) and one == scope.row[self.other]

    def exposed(self) -> frozenset[str]:
        return frozenset((self.column, self.other))


def _literal(word: str) -> str:
    """As a formula has it: what draws tables takes an @ for its own sign for “this row”, in a text, too."""
    return '"' + word.replace("@", '"&CHAR(64)&"') + '"'


@dataclass(frozen=True, slots=True)
class Mentions(Expression):
    """The text in the cell contains one of the words, to the letter: SUBSTITUTE and FIND know no wildcards, as SEARCH does.
    `words` are those of a list in the workbook, or given.
    """

    column: str
    words: ListOf | tuple[str, ...]

    def excel(self, refs: Refs) -> str:
        cell = refs(self.column)
        if isinstance(self.words, ListOf):
            words = self.words.name
            # IronCalc's FIND takes no list.
            found = f'SUMPRODUCT(({words}<>"")*(LEN(SUBSTITUTE({cell},{words},""))<LEN({cell})))>0'
        else:
            tests = (f"ISNUMBER(FIND({_literal(word)},{cell}))" for word in self.words)
            found = f"OR({','.join(tests)})"
        return f"AND(ISTEXT({cell}),{found})"

    def value(self, scope: Scope) -> bool:
        cell, words = scope.row[self.column], self.words
        known = scope.lists[words.name] if isinstance(words, ListOf) else words
        return isinstance(cell, str) and any(word and word in cell for word in known)

    def exposed(self) -> frozenset[str]:
        return frozenset((self.column,))


@dataclass(frozen=True, slots=True)
class MentionsBeside(Expression):
    """The text in the cell still contains one of the signs once the words, one after the other, are taken out of it."""

    column: str
    words: tuple[str, ...]
    signs: tuple[str, ...]

    def excel(self, refs: Refs) -> str:
        cell = refs(self.column)
        left = cell
        for word in self.words:
            left = f'SUBSTITUTE({left},"{word}","")'
        tests = (f'ISNUMBER(FIND("{sign}",{left}))' for sign in self.signs)
        return f"AND(ISTEXT({cell}),OR({','.join(tests)}))"

    def value(self, scope: Scope) -> bool:
        cell = scope.row[self.column]
        if not isinstance(cell, str):
            return False
        for word in self.words:
            cell = cell.replace(word, "")
        return any(sign in cell for sign in self.signs)

    def exposed(self) -> frozenset[str]:
        return frozenset((self.column,))


@dataclass(frozen=True, slots=True)
class Is(Expression):
    """The cell holds that word of a vocabulary, in either language. `column` is a column's key, or `@name` for a
    workbook's named value.
    """

    column: str
    vocabulary: Vocabulary
    key: str

    def excel(self, refs: Refs) -> str:
        words = sorted({self.vocabulary.word(self.key, "zh"), self.vocabulary.word(self.key, "en")})
        cell = self.column[1:] if self.column.startswith("@") else refs(self.column)
        tests = [f'EXACT({cell},"{word}")' for word in words]
        # The check looks for errors in what people fill in; a computed cell may hold one as well.
        return f"IFERROR(OR({','.join(tests)}),FALSE)"

    def value(self, scope: Scope) -> bool:
        name = self.column[0] == "@"
        cell = scope.names.get(self.column[1:]) if name else scope.row[self.column]
        return isinstance(cell, str) and self.vocabulary.key_of(cell) == self.key

    def exposed(self) -> frozenset[str]:
        return frozenset()


@dataclass(frozen=True, slots=True)
class Pairs(Expression):
    """The two cells hold words of one vocabulary, in either language, that make one of the pairs of keys.

    Word by word the formula for many pairs would go beyond the 8192 characters that Excel allows: it looks for
    the words' places in the workbook's list instead. A cell error makes no pair.
    """

    column: str
    other: str
    vocabulary: Vocabulary
    pairs: tuple[tuple[str, str], ...]

    def __post_init__(self) -> None:
        if len(self.vocabulary.words) > 9:
            raise ValueError(self.vocabulary.key)

    def excel(self, refs: Refs) -> str:
        places = {key: place for place, (key, _) in enumerate(self.vocabulary.words, 1)}
        pairs = " ".join(f"{places[one]}{places[other]}" for one, other in self.pairs)
        both = f"{self._place(self.column, refs)}&{self._place(self.other, refs)}"
        return f'NOT(ISERROR(FIND({both},"{pairs}")))'

    def _place(self, column: str, refs: Refs) -> str:
        name = f"{LIST}{self.vocabulary.key}"
        return f"SUMPRODUCT(EXACT({refs(column)},{name})*(ROW({name})-MIN(ROW({name}))+1))"

    def value(self, scope: Scope) -> bool:
        one, other = scope.row[self.column], scope.row[self.other]
        if not (isinstance(one, str) and isinstance(other, str)):
            return False
        return (self.vocabulary.key_of(one), self.vocabulary.key_of(other)) in self.pairs

    def exposed(self) -> frozenset[str]:
        return frozenset()


def as_text(value: Value) -> str | None:
    """What EXACT compares: a number counts as its digits, so that 2009017 is the text “2009017”; an error is none."""
    if isinstance(value, str):
        return value
    number = serial(value)
    return None if number is None else display_text(number)


@dataclass(frozen=True, slots=True)
class OneOf(Expression):
    """The cell holds one of the choices to the letter."""

    column: str
    choices: Vocabulary | ListOf

    def excel(self, refs: Refs) -> str:
        return f"{self._hits(refs)}>0"

    def excel_not(self, refs: Refs) -> str:
        return f"{self._hits(refs)}=0"

    def _hits(self, refs: Refs) -> str:
        name = self.choices.name if isinstance(self.choices, ListOf) else f"{LIST}{self.choices.key}"
        return f"SUMPRODUCT(--EXACT({refs(self.column)},{name}))"

    def value(self, scope: Scope) -> bool:
        cell = as_text(scope.row[self.column])
        choices = self.choices
        return cell is not None and cell in (
            scope.lists[choices.name] if isinstance(choices, ListOf) else choices.accepted
        )

    def exposed(self) -> frozenset[str]:
        return frozenset((self.column,))
