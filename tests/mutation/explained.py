"""Survivors that nobody can kill, each with the reason: `explained.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path

from tests.mutation.mutants import Mutant, on_one_line

FILE = Path(__file__).with_name("explained.toml")

Known = dict[tuple[str, str, str], str]
"""(path from the root, lines before, lines after) to the reason."""


def read() -> Known:
    groups = tomllib.loads(FILE.read_text(encoding="utf-8")).get("survivors", [])
    return {
        (path, before, after): group["reason"] for group in groups for path, before, after in group["mutants"]
    }


def key(mutant: Mutant) -> tuple[str, str, str]:
    return mutant.path, mutant.before, mutant.after


def stale(known: Known, root: Path) -> list[tuple[str, str, str]]:
    """Entries whose lines are no longer in the code: it has changed since, and they have to be looked at anew."""
    paths = {path for path, _, _ in known if (root / path).is_file()}
    texts = {path: on_one_line((root / path).read_text(encoding="utf-8").splitlines()) for path in paths}
    return sorted(entry for entry in known if entry[1] not in texts.get(entry[0], ""))
