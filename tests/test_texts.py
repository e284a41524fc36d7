"""Everything that people read is said in Chinese and in English, with the same values in it. Read from the code: all of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import softenv_xl

ROOT = Path(softenv_xl.__file__).parent
ROOMS = sorted({str(path.parent.relative_to(ROOT)) for path in ROOT.rglob("*.py")})


def calls(room: str) -> Iterator[tuple[str, ast.Call]]:
    for path in sorted((ROOT / room).glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                yield f"{path.relative_to(ROOT)}:{node.lineno}", node


def is_text(call: ast.expr) -> bool:
    return isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Text"


def pair(call: ast.Call) -> tuple[str, str] | None:
    """The Chinese words and what follows them, where both are written out."""
    words = [one.value for one in call.args[:2] if isinstance(one, ast.Constant)]
    match words:
        case [str(zh), str(en)] if is_chinese(zh) or is_text(call):
            return zh, en
    return None


def is_chinese(words: str) -> bool:
    return any("一" <= letter <= "鿿" for letter in words)


def is_sentence(words: str) -> bool:
    """Ends as one; `△ Self-rep.` does so too, but is a label."""
    return words.endswith(("。", "？")) or (len(words) > 11 and words.endswith((".", "?")))


def values(words: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(words) if name is not None}


@pytest.mark.parametrize("room", ROOMS)
def test_both_languages_say_it_with_the_same_values(room: str) -> None:
    for place, call in calls(room):
        if is_text(call) and not any(isinstance(one, ast.Starred) for one in call.args):
            assert len(call.args) == 2, place
            assert not any(isinstance(one, ast.Constant) and one.value is None for one in call.args), place
        if words := pair(call):
            zh, en = words
            assert values(zh) == values(en), place
            assert not is_chinese(en), place
            assert not (en.isupper() and len(en) > 4), place
            assert is_sentence(zh) == is_sentence(en), place


@pytest.mark.parametrize("room", ROOMS)
def test_every_value_is_given(room: str) -> None:
    for place, call in calls(room):
        template = None if is_text(call) else call
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Call):
            template = (
                call.func.value if call.func.attr == "format" and is_text(call.func.value) else template
            )
        given = {one.arg for one in call.keywords}
        if template and None not in given and (words := pair(template)):
            assert values(words[0]) == given, place
