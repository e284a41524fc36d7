"""A pytest plugin (`-p tests.mutation.serving`): collects all tests once, and then runs chosen ones on mutant after mutant.

Each mutant has a process of its own, forked from this one, in which the functions that are wrong get their wrong code. So no time
goes into starting Python and collecting tests. What runs while a module is imported can't be exchanged so: such a mutant is
answered with "no".

`SOFTENV_JOBS` are the numbers of two pipes, "IN OUT". A job is a line of JSON: [path, original, mutant, [[test, seconds], …]].
An answer is a line: a word (killed, survived, late, no) and the test that killed it. Before the first one comes the line "ready".
"""

from __future__ import annotations

import faulthandler
import gc
import inspect
import json
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.mutation.choosing import MEMORY

LATE = 1  # what faulthandler ends a process with
FUNCTION = inspect.CO_OPTIMIZED  # class bodies are not
SURVIVED, KILLED, NOT_SO = 10, 11, 12

Functions = dict[tuple[str, str, int], list[FunctionType]]


class Server:
    def __init__(self, jobs: int, answers: int) -> None:
        self.jobs, self.answers = os.fdopen(jobs, encoding="utf-8"), os.fdopen(answers, "w", encoding="utf-8")
        self.failed = False
        self.stderr = os.dup(2)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self.failed = self.failed or report.failed

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        functions = _functions()
        by_name = {item.nodeid: item for item in session.items}
        gc.freeze()
        self._say("ready")
        for line in self.jobs:
            path, original, mutant, tests = json.loads(line)
            items = [(by_name[name], limit) for name, limit in tests if name in by_name]
            self._say(self._answer(functions, (path, original, mutant), items))
        return True

    def _say(self, words: str) -> None:
        self.answers.write(words + "\n")
        self.answers.flush()

    def _answer(
        self, functions: Functions, change: tuple[str, str, str], items: list[tuple[pytest.Item, float]]
    ) -> str:
        with tempfile.TemporaryFile(buffering=0) as running:
            child = os.fork()
            if not child:
                os._exit(self._judged(functions, change, items, running.fileno()))
            _, status = os.waitpid(child, 0)
            with suppress(ProcessLookupError):
                os.killpg(child, signal.SIGKILL)
            running.seek(0)
            test = running.read().decode().strip()
        words = {SURVIVED: "survived", NOT_SO: "no", LATE: "late"}
        return f"{words.get(os.waitstatus_to_exitcode(status), 'killed')} {test}"

    def _judged(
        self,
        functions: Functions,
        change: tuple[str, str, str],
        items: list[tuple[pytest.Item, float]],
        running: int,
    ) -> int:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        try:
            if not exchanged(functions, *change):
                return NOT_SO
            following = [item for item, _ in items[1:]] + [None]
            for (item, limit), after in zip(items, following, strict=True):
                os.pwrite(running, item.nodeid.encode().ljust(1000)[:1000], 0)
                faulthandler.dump_traceback_later(limit, exit=True, file=self.stderr)
                item.ihook.pytest_runtest_protocol(item=item, nextitem=after)
                if self.failed:
                    return KILLED
        except BaseException:  # wrong code may raise anything, to end pytest too
            return KILLED
        return SURVIVED


def exchanged(functions: Functions, path: str, original: str, mutant: str) -> bool:
    """Gives all functions of the module the code that they have in the mutant. False if that is not all that differs."""
    file = str(Path(path).resolve())
    if _name(path) not in sys.modules:
        return True  # it will be imported, as it is on disk
    before, after = (compile(text, file, "exec") for text in (original, mutant))
    old, new = list(_codes(before)), list(_codes(after))
    if _at_import(before) != _at_import(after) or len(old) != len(new):
        return False
    living = [functions.get((file, code.co_qualname, code.co_firstlineno), []) for code in old]
    for was, now, those in zip(old, new, living, strict=True):
        if was.co_freevars != now.co_freevars:
            return False
        for function in those:
            function.__code__ = now
    return all(
        those for was, now, those in zip(old, new, living, strict=True) if was != now and _is_outermost(was)
    )


def _is_outermost(code: CodeType) -> bool:
    return "<locals>" not in code.co_qualname and bool(code.co_flags & FUNCTION)


def _name(path: str) -> str:
    return path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _functions() -> Functions:
    """All functions of the program that there are, by file, qualified name and first line."""
    found: Functions = {}
    for each in gc.get_objects():
        if isinstance(each, FunctionType) and "/softenv_xl/" in each.__code__.co_filename:
            code = each.__code__
            found.setdefault((code.co_filename, code.co_qualname, code.co_firstlineno), []).append(each)
    return found


def _codes(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _codes(inner)


def _at_import(code: CodeType) -> list[object]:
    """What runs on import: the module's own instructions and those of its classes."""
    own: list[object] = [
        code.co_code,
        code.co_names,
        [c for c in code.co_consts if not isinstance(c, CodeType)],
    ]
    classes = [c for c in code.co_consts if isinstance(c, CodeType) and not c.co_flags & FUNCTION]
    return [*own, *(each for inner in classes for each in _at_import(inner))]


def pytest_configure(config: pytest.Config) -> None:
    if pipes := os.environ.get("SOFTENV_JOBS"):
        config.pluginmanager.register(Server(*map(int, pipes.split())))
