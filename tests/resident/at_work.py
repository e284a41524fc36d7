"""A resident whose work tells what it sees: `python -m tests.resident.at_work [OFFICE [IDLE [PRESSES [FILE]]]]`.

FILE is loaded as a module of its own.
"""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path

from softenv_xl.resident import service


def work(arguments: list[str], client: int) -> int:
    """`tell` prints what this process is like; `wait GATE` waits until somebody writes into the gate; `crash` ends."""
    print("begun", flush=True)  # noqa: T201
    match arguments:
        case ["tell", *_]:
            mask = os.umask(0)
            os.umask(mask)
            seen = {
                "arguments": arguments,
                "client": client,
                "folder": str(Path.cwd()),
                "umask": mask,
                "environment": dict(os.environ),
                "read": sys.stdin.readline() if not sys.stdin.closed else "",
                "descriptors": len(os.listdir("/proc/self/fd")),  # noqa: PTH208
            }
            print(json.dumps(seen), flush=True)  # noqa: T201
        case ["wait", gate]:
            print(Path(gate).read_text("utf-8"), flush=True)  # noqa: T201
        case ["crash"]:
            os.abort()
    return 7


def main() -> None:
    office, idle, presses, file = [*sys.argv[1:], *("0", "600", "500", "")[len(sys.argv) - 1 :]]
    service.IDLE_SECONDS, service.PRESSES = float(idle), int(presses)
    if file:
        spec = importlib.util.spec_from_file_location("loaded", file)
        assert spec
        sys.modules["loaded"] = importlib.util.module_from_spec(spec)
    service.stay(work, lambda client: 0, int(office))


if __name__ == "__main__":
    main()
