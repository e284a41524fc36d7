"""Copies of the tree in which code is made wrong: what tests and mutants do to files stays in them, and is undone in between."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TextIO

ROOT = Path(__file__).resolve().parents[2]
FAST = ("-m", "not libreoffice and not slow")
ELSEWHERE = (
    "addin", "appraisal", "browser", "demo", "documents", "exchange/merge", "exchange/test_packs.py", "exchange/test_button.py",
    "excel", "gate", "history", "hostile", "hosts/contract", "hosts/live", "installation", "libreoffice", "mail/sending",
    "open_data", "pictures", "public", "publication", "resident", "store", "terminal", "test_buttons.py", "test_cli.py",
    "test_functions.py", "validators", "xlwings_libreoffice", "year_end",
)  # fmt: skip
"""Tests about other rooms than those that are made wrong: they go through these as well, but hold them to nothing."""
TESTS = {
    "quick": (*FAST, "--quick"),
    "fast": (*FAST, *(f"--ignore=tests/{folder}" for folder in ELSEWHERE)),
}
"""What pytest is told: the tests of `make check`; or those of `make fast`, but for the folders elsewhere."""
PYTEST = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider"]
LONG_AGO = 1_000_000_000  # seconds since 1970; no file of the tree is that old


class Copy:
    """A copy of the working tree, uncommitted files included, for one of `TESTS`. `path` is its root; `kept` outlives a reset."""

    def __init__(self, folder: Path, tests: str) -> None:
        self.tests = tests
        self.path = folder / "tree"
        self.kept = folder / "kept"
        self.temporary = folder / "tmp"
        self._server: tuple[TextIO, TextIO] | None = None
        self.kept.mkdir(parents=True)
        folder.parent.chmod(0o755)  # some tests look at files as another user
        listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(listing, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        for name in filter(None, names.split("\0")):
            if (ROOT / name).is_file():
                (self.path / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, self.path / name)
        self._git("init", "--quiet")
        self._git("add", "--all", "--force")
        identity = ("-c", "user.name=mutation", "-c", "user.email=mutation@localhost")
        self._git(*identity, "commit", "--quiet", "--no-verify", "--message", "as it is")

    def reset(self) -> None:
        """As it was made; only compiled modules stay, which belong to a file by its time and size."""
        self._git("checkout", "--quiet", "--force", ".")
        self._git("clean", "-ffdxq", "--exclude", "__pycache__")
        shutil.rmtree(self.temporary, ignore_errors=True)
        self.temporary.mkdir()

    def write(self, name: str, code: str, second: int) -> None:
        """Puts `code` into a module. Python knows a compiled module by size and second: let `second` differ from all before."""
        (self.path / name).write_text(code, encoding="utf-8")
        os.utime(self.path / name, (LONG_AGO + second, LONG_AGO + second))

    def pytest(self, *arguments: str, seconds: float, environ: dict[str, str]) -> tuple[int | None, str]:
        """(exit status or None if `seconds` were not enough, output) of pytest here; whatever it leaves running is ended."""
        command = [*PYTEST, "-p", "tests.mutation.choosing", *arguments]
        with subprocess.Popen(
            command,
            cwd=self.path,
            env={**self._environ(), **environ},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as running:
            try:
                output, _ = running.communicate(timeout=seconds)
                return running.returncode, output
            except subprocess.TimeoutExpired:
                return None, ""
            finally:
                _end(running.pid)

    def ask(self, job: object) -> tuple[str, str]:
        """(word, test): what the one that serves here (see `serving.py`) answers; `serve` has to come first."""
        if self._server is None:
            raise RuntimeError("nobody serves here")
        jobs, answers = self._server
        jobs.write(json.dumps(job) + "\n")
        jobs.flush()
        word, _, test = answers.readline().rstrip("\n").partition(" ")
        if not word:
            raise SystemExit("Whoever runs the tests has ended.")
        return word, test

    def serve(self) -> None:
        """Has all its tests collected here, on the code as it is."""
        (jobs, jobs_here), (answers_here, answers) = os.pipe(), os.pipe()
        command = [*PYTEST, "-p", "tests.mutation.serving", *TESTS[self.tests]]
        subprocess.Popen(
            command,
            cwd=self.path,
            env={**self._environ(), "SOFTENV_JOBS": f"{jobs} {answers}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=(jobs, answers),
        )
        os.close(jobs)
        os.close(answers)
        self._server = (
            os.fdopen(jobs_here, "w", encoding="utf-8"),
            os.fdopen(answers_here, encoding="utf-8"),
        )
        if not self._server[1].readline():
            raise SystemExit("The tests cannot be collected.")

    def end(self) -> None:
        """Nobody serves here any more."""
        for pipe in self._server or ():
            pipe.close()
        self._server = None

    def _environ(self) -> dict[str, str]:
        """CI: Hypothesis takes the same cases each time, so that a mutant which is killed once is killed again."""
        inherited = {
            name: value for name, value in os.environ.items() if not name.startswith(("PYTEST", "SOFTENV"))
        }
        return {**inherited, "PYTHONPATH": str(self.path), "TMPDIR": str(self.temporary), "CI": "true"}

    def _git(self, *arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=self.path, check=True, capture_output=True)


def _end(group: int) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(group, signal.SIGKILL)
