"""Runs the commands of SOFTENV_COMMANDS, each in a fork of its own, on the streams that this was started with.

The exit codes go into the file that is named; between the outputs stands a mark.
"""

from __future__ import annotations

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

import rich.progress  # noqa: F401 - once, rather than in every fork
import typer.rich_utils  # noqa: F401

import softenv_xl.hosts.returns
import softenv_xl.installation.doctor  # noqa: F401
from softenv_xl import cli
from tests.terminal import MARK


def main() -> None:
    codes = []
    for number, words in enumerate(json.loads(os.environ.pop("SOFTENV_COMMANDS"))):
        with suppress(OSError):
            os.write(1, MARK % number)
        child = os.fork()
        if not child:
            sys.argv = ["softenv-xl", *(os.fsdecode(bytes.fromhex(word)) for word in words)]
            cli.main()
        codes.append(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    Path(sys.argv[1]).write_text(json.dumps(codes))


if __name__ == "__main__":
    main()
