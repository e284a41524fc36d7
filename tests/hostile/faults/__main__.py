"""`python -m tests.hostile.faults [--one-in N] [COMMAND …]`: every fault, or every Nth, in every command or in these.

Ends with 1 where something was wrong, after telling it.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.hostile.faults.commands import COMMANDS
from tests.hostile.faults.injecting import Bench

parser = argparse.ArgumentParser(prog="python -m tests.hostile.faults")
parser.add_argument("--one-in", type=int, default=1)
parser.add_argument("commands", nargs="*", default=list(COMMANDS))
asked = parser.parse_args()
print("| command | calls | faults | wrong |\n|---|---|---|---|", flush=True)  # noqa: T201
bad = 0
for name in asked.commands:
    with tempfile.TemporaryDirectory() as place:
        bench = Bench(COMMANDS[name], Path(place))
        every = list(bench.faults())
        found = {str(fault): bench.wrong_with(fault) for fault in every[:: asked.one_in]}
    wrong = {fault: said for fault, said in found.items() if said}
    bad += len(wrong)
    calls = len({(fault.call, fault.number) for fault in every})
    print(f"| {name} | {calls} | {len(found)} | {len(wrong)} |", flush=True)  # noqa: T201
    print(*wrong.items(), sep="\n", end="\n" * bool(wrong), flush=True)  # noqa: T201
sys.exit(bad > 0)
