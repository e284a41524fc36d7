"""`python -m tests.hostile` prints what is promised, by which tests it is held, and with which figures.

`--run` runs those tests first and tells how many passed; `--write` puts the table into SECURITY.md and its twin.
"""

from __future__ import annotations

import re
import subprocess
import sys

from tests.hostile.promises import ROOT, promises, write


def main(arguments: list[str]) -> int:
    if "--write" in arguments:
        write()
    worst = 0
    for promise in promises():
        print(f"\n{promise.said.en}\n{promise.said.zh}")  # noqa: T201
        for test in promise.tests:
            print(f"  {test}")  # noqa: T201
        print(f"  → {promise.figure.en}")  # noqa: T201
        if "--run" in arguments:
            code, told = _run(promise.tests)
            worst = max(worst, code)
            print(f"  → {told}")  # noqa: T201
    return worst


def _run(tests: tuple[str, ...]) -> tuple[int, str]:
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup", *tests]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    counts = re.findall(r"\d+ (?:passed|failed|errors?|skipped|xfailed)", f"{run.stdout[-500:]}")
    return run.returncode, ", ".join(counts) or run.stdout[-500:]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
