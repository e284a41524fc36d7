"""Mutants: the same module with one small thing wrong, as mutmut's operators make them.

Of mutmut its operators are used (`mutmut.mutation.mutators`), not its run, which makes of every function a switch between all its
mutants: code that looks at functions is not what it was, and properties and what stands at module level are never tried.
"""

from __future__ import annotations

import difflib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import libcst as cst
from mutmut.mutation.mutators import mutation_operators

LEFT_OUT = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom)
"""What a type checker reads, or what fails at once when it is wrong: mutants in it tell nothing of the tests."""
LEFT_OUT_CALLS = {"len", "isinstance"}


@dataclass(frozen=True, slots=True)
class Mutant:
    """`path` (from the root of the tree) with `code` in place of what it was; `lines` are the 1-based lines that changed."""

    path: str
    lines: tuple[int, int]
    code: str
    before: str
    after: str

    @property
    def diff(self) -> str:
        """The changed lines, without their indentation: what an explained survivor is known by."""
        return f"- {self.before}\n+ {self.after}"


def sample(root: Path, rooms: tuple[str, ...], count: int, seed: int) -> list[Mutant]:
    """`count` mutants of all that the modules in `rooms` have, each as likely as any other; the same ones for the same seed."""
    places = [(path, place) for path in modules(root, rooms) for place in range(_count(path))]
    chosen = random.Random(seed).sample(places, min(count, len(places)))
    wanted: dict[Path, set[int]] = {}
    for path, place in chosen:
        wanted.setdefault(path, set()).add(place)
    made = {(path, place): mutant for path in wanted for place, mutant in _made(root, path, wanted[path])}
    return [made[each] for each in chosen]


def modules(root: Path, rooms: tuple[str, ...]) -> list[Path]:
    return sorted(path for room in rooms for path in (root / room).rglob("*.py"))


def _count(path: Path) -> int:
    return sum(1 for _ in _mutations(cst.parse_module(path.read_text(encoding="utf-8"))))


def on_one_line(lines: list[str]) -> str:
    return " ".join(line.strip() for line in lines)


def _left_out_call(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Call) and isinstance(node.func, cst.Name) and node.func.value in LEFT_OUT_CALLS
    )


def _mutations(node: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """(node, what may stand in its place) for `node` and all in it, in the order of the text."""
    if isinstance(node, LEFT_OUT) or _left_out_call(node):
        return
    for kind, operator in mutation_operators:
        if isinstance(node, kind):
            yield from ((node, instead) for instead in operator(node))
    for child in node.children:
        yield from _mutations(child)


def _made(root: Path, path: Path, wanted: set[int]) -> Iterator[tuple[int, Mutant]]:
    original = path.read_text(encoding="utf-8")
    module = cst.parse_module(original)
    for place, (node, instead) in enumerate(_mutations(module)):
        if place in wanted:
            code = cst.ensure_type(module.deep_replace(node, instead), cst.Module).code
            before, after, lines = _difference(original, code)
            yield place, Mutant(str(path.relative_to(root)), lines, code, before, after)


def _difference(original: str, code: str) -> tuple[str, str, tuple[int, int]]:
    """The lines that are no longer there, those that came instead, and the numbers of the first and last of the former."""
    old, new = original.splitlines(), code.splitlines()
    changes = [
        change
        for change in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        if change[0] != "equal"
    ]
    (_, first, _, start, _), (_, _, last, _, end) = changes[0], changes[-1]
    before = on_one_line(old[first:last])
    after = on_one_line(new[start:end])
    return before, after, (first + 1, max(last, first + 1))
