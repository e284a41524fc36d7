"""Expressions joined: all of them, any of them, the contrary."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from softenv_xl.schema.expression.base import Expression, Refs, Scope


@dataclass(frozen=True, slots=True)
class All(Expression):
    parts: tuple[Expression, ...]

    def excel(self, refs: Refs) -> str:
        return f"AND({','.join(part.excel(refs) for part in self.parts)})"

    def unless(self, false: Collection[Expression]) -> Expression:
        left = [p.unless(false) for p in self.parts if not (isinstance(p, Not) and p.part in false)]
        return left[0] if len(left) == 1 else All(tuple(left))

    def value(self, scope: Scope) -> bool:
        for part in self.parts:  # noqa: SIM110 - as in AllBlank
            if not part.value(scope):
                return False
        return True


@dataclass(frozen=True, slots=True)
class AnyOf(Expression):
    parts: tuple[Expression, ...]

    def excel(self, refs: Refs) -> str:
        return f"OR({','.join(part.excel(refs) for part in self.parts)})"

    def unless(self, false: Collection[Expression]) -> Expression:
        left = [part.unless(false) for part in self.parts if part not in false]
        return left[0] if len(left) == 1 else AnyOf(tuple(left))

    def value(self, scope: Scope) -> bool:
        for part in self.parts:  # noqa: SIM110 - as in AllBlank
            if part.value(scope):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Not(Expression):
    part: Expression

    def excel(self, refs: Refs) -> str:
        return self.part.excel_not(refs)

    def excel_not(self, refs: Refs) -> str:
        return self.part.excel(refs)

    def value(self, scope: Scope) -> bool:
        return not self.part.value(scope)
