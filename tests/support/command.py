"""A command of the program, as somebody types it: in a process of its own, forked from this one, which has loaded it already."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Mapping
from tempfile import TemporaryFile
from typing import BinaryIO, NamedTuple, NoReturn

from softenv_xl.cli import main

ALONE = {"COLUMNS": "240", "PATH": ""}
"""The environment of somebody who has set nothing, in a wide window."""

_BROKEN = 70


class Said(NamedTuple):
    """The exit code, and what it printed and complained of."""

    code: int
    out: str
    err: str


def command(*words: object, typed_in: str = "", environ: Mapping[str, str] | None = None) -> Said:
    """The command with those words; `environ` is all of its environment, by default that of the tests."""
    with TemporaryFile() as stdin, TemporaryFile() as out, TemporaryFile() as err:
        stdin.write(typed_in.encode())
        stdin.seek(0)
        child = os.fork()
        if not child:
            _run((stdin, out, err), words, environ)
        _, status = os.waitpid(child, 0)
        out.seek(0)
        err.seek(0)
        return Said(os.waitstatus_to_exitcode(status), out.read().decode(), err.read().decode())


def _run(
    files: tuple[BinaryIO, BinaryIO, BinaryIO], words: tuple[object, ...], environ: Mapping[str, str] | None
) -> NoReturn:
    """In the child: it comes to an end here, whatever happens."""
    code = _BROKEN
    try:
        for number, file in enumerate(files):
            os.dup2(file.fileno(), number)
        sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
        sys.stdout, sys.stderr = (os.fdopen(at, "w", encoding="utf-8", closefd=False) for at in (1, 2))
        sys.argv = ["softenv-xl", *map(str, words)]
        if environ is not None:
            os.environ.clear()
            os.environ.update(environ)
        main()
    except SystemExit as end:
        code = int(end.code or 0)
    except BaseException:  # it must not go on as a second run of the tests
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
