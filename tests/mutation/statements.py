"""Where the lines of a mutant stand: the statement that is run with them, or the lines that use what they make on import."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path


def statement(path: Path, lines: tuple[int, int]) -> range | None:
    """The lines of the innermost statement in a function that `lines` begin in; None outside of functions."""
    return _innermost(_parsed(path).body, lines, inside=False)


def users(path: Path, lines: tuple[int, int]) -> set[int]:
    """The lines in functions that use what `lines`, which run on import, make: a function's own where they are its defaults,
    those that mention the name of a constant. None where the module itself uses it in no function."""
    module = _parsed(path)
    made = next((each for each in _at_import(module) if each.lineno <= lines[0] <= _last(each)), None)
    if isinstance(made, ast.FunctionDef | ast.AsyncFunctionDef):
        return set(range(made.body[0].lineno, _last(made) + 1))
    names = {
        each.id for each in (ast.walk(made) if made else ()) if isinstance(each, ast.Name) and _is_made(each)
    }
    return {
        each.lineno
        for function in ast.walk(module)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for each in ast.walk(function)
        if isinstance(each, ast.Name) and each.id in names
    }


def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _is_made(name: ast.Name) -> bool:
    return isinstance(name.ctx, ast.Store)


def _last(each: ast.stmt) -> int:
    return each.end_lineno or each.lineno


def _at_import(body: ast.Module | ast.ClassDef) -> Iterator[ast.stmt]:
    for each in body.body:
        if isinstance(each, ast.ClassDef):
            yield from _at_import(each)
        else:
            yield each


def _innermost(body: list[ast.stmt], lines: tuple[int, int], *, inside: bool) -> range | None:
    for statement in body:
        if not statement.lineno <= lines[0] <= (statement.end_lineno or statement.lineno):
            continue
        inner = [
            child for child in ast.walk(statement) if isinstance(child, ast.stmt) and child is not statement
        ]
        first = min((child.lineno for child in inner), default=None)
        if first is None or lines[0] < first:
            last = max(lines[1], first - 1 if first else statement.end_lineno or lines[1])
            return range(statement.lineno, last + 1) if inside else None
        nested = [child for child in inner if child.lineno <= lines[0] <= (child.end_lineno or child.lineno)]
        function = inside or isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef)
        if not nested:
            return range(lines[0], lines[1] + 1) if function else None
        outermost = [
            child
            for child in nested
            if not any(child in ast.walk(other) for other in nested if other is not child)
        ]
        return _innermost(outermost, lines, inside=function)
    return None
