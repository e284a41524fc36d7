"""`python -m tests.hostile.fuzz gate|returns|control --seconds N [--keep FOLDER]`: ends with 1 if anything was found.

Each way to fail is told once, and its bytes kept in `found/TARGET/`. FOLDER remembers what covers most, for the next run.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import atheris

FOUND = Path(__file__).parent / "found"
_SECONDS = 10
NAMES = ("gate", "returns", "control")


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile.fuzz")
    parser.add_argument("target", choices=NAMES)
    parser.add_argument("--seconds", type=int, default=1800)
    parser.add_argument("--keep", type=Path)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    found = FOUND / asked.target
    if asked.here:
        _fuzz(asked.target, found, asked.keep, asked.seconds)
    keep = asked.keep or Path(tempfile.mkdtemp(prefix="softenv-fuzz-"))
    # In a process of its own: libFuzzer ends the one that it runs in, whatever that has still to say.
    command = [sys.executable, "-m", "tests.hostile.fuzz", asked.target, "--here", "--keep", str(keep)]
    before = set(found.glob("*"))
    ended = subprocess.run([*command, f"--seconds={asked.seconds}"], check=False).returncode
    new = sorted(set(found.glob("*")) - before)
    print(f"findings: {len(new)}", *new, sep="\n  ")  # noqa: T201
    return 1 if ended or new else 0


def _fuzz(name: str, found: Path, keep: Path, seconds: int) -> None:
    with atheris.instrument_imports(include=["softenv_xl"], enable_loader_override=False):
        from tests.hostile.fuzz.targets import TARGETS
    for folder in (found, keep):
        folder.mkdir(parents=True, exist_ok=True)
    for seed in TARGETS[name].seeds():
        (keep / sha256(seed).hexdigest()[:16]).write_bytes(seed)
    # Its clock goes by the wall, which says little on a busy computer: see _noting.
    limits = ["-timeout=300", "-report_slow_units=300", "-rss_limit_mb=2048", "-print_final_stats=1"]
    limits += [f"-max_len={TARGETS[name].most}", "-len_control=0"]
    TARGETS[name].run(b"")  # what is made once doesn't count for the first bytes
    command = [sys.argv[0], str(keep), f"-max_total_time={seconds}", f"-artifact_prefix={found}/", *limits]
    atheris.Setup(command, _noting(TARGETS[name].run, found))
    atheris.Fuzz()


def _noting(run: Callable[[bytes], None], found: Path) -> Callable[[bytes], None]:
    """Goes on after a failure: one way to fail needn't hide the others. Slow is what takes 10 s of the processor."""

    def noting(data: bytes) -> None:
        begun = time.process_time()
        try:
            run(data)
            if time.process_time() - begun > _SECONDS:
                raise TimeoutError
        except Exception as error:
            place = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(place.filename).stem}-{place.name.strip('<>')}"
            if not (found / name).exists():
                traceback.print_exc()
                (found / name).write_bytes(data)

    return noting


if __name__ == "__main__":
    sys.exit(main())
