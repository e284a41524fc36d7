"""Runs one command over and over, each time in a fork that is ended, or fails, right before another file operation.

Reads a request (JSON) on stdin and writes what became of each try as a line of JSON: the step, the act, the exit
code, what was said, and every file's content (its SHA-256). With `step` none nothing happens; the first line says how
many steps there are.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from softenv_xl import cli
from tests.store.worker import Watch

if TYPE_CHECKING:
    from collections.abc import Callable

_NEVER = 10**9


def main() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)  # who starts the tests may have switched it off
    request = json.load(sys.stdin)
    pattern, place = Path(request["pattern"]), Path(request["place"])
    _run(pattern, place, request["words"], None, None)  # makes the school's key, which every try then has
    steps = _tried(pattern, place, request["words"], None, None)
    last = int(steps["left"])
    chosen = sorted(
        {*range(max(1, last - request["last"]), last), *range(1, last, max(1, last // request["spread"]))}
    )
    for number, step in enumerate(chosen):
        act = request["acts"][number % len(request["acts"])]
        _tried(pattern, place, request["words"], step, act)


def _tried(pattern: Path, place: Path, words: list[str], step: int | None, act: str | None) -> dict[str, Any]:
    answer = _run(pattern, place, words, step, act)
    print(json.dumps(answer), flush=True)  # noqa: T201
    return answer


def _run(pattern: Path, place: Path, words: list[str], step: int | None, act: str | None) -> dict[str, Any]:
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(pattern, place)
    output = place.with_name("said")
    child = os.fork()
    if not child:
        _child(place, output, words, step, act)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    files = {
        str(file.relative_to(place)): sha256(file.read_bytes()).hexdigest()
        for file in sorted(place.rglob("*"))
        if file.is_file() and file.name != "lock"
    }
    answer = {"step": step, "act": act, "code": code, "said": output.read_text(), "files": files}
    answer["left"] = output.with_name("left").read_text()
    return answer


def _child(place: Path, output: Path, words: list[str], step: int | None, act: str | None) -> None:
    os.chdir(place)
    with output.open("w") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    sys.argv = ["softenv-xl", *words]
    watch = Watch(step or _NEVER, _acts(act))
    sys.setprofile(watch)
    try:
        cli.main()
    finally:
        sys.setprofile(None)
        output.with_name("left").write_text(str(_NEVER - watch.left))


def _acts(act: str | None) -> Callable[[], None]:
    def fail() -> None:
        raise RuntimeError("unforeseen")

    return fail if act == "fail" else lambda: signal.raise_signal(signal.Signals[act or "SIGINT"])


if __name__ == "__main__":
    main()
