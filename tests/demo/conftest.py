"""Two made-up schools, one in each language, and the demo itself as people run it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from softenv_xl import flow
from softenv_xl.cli import app
from softenv_xl.demo import LAST_DAY, School, make_school, run_campaign
from softenv_xl.hosts.workbook import FileWorkbook
from softenv_xl.intake.delivery import deliveries, files_in
from softenv_xl.sheets.result import Result
from softenv_xl.words import Lang

Told = dict[str, list[tuple[str, str, str]]]
"""(code, sheet, cell) of every issue, by file."""


def as_made(school: School) -> Path:
    """A copy of the school's control workbook in which nothing is collected."""
    return school.folder.with_name("as-made.xlsx")


@dataclass(frozen=True, slots=True)
class Command:
    """`softenv-xl demo` in a process of its own, started while the tests do other things."""

    folder: Path
    process: subprocess.Popen[str]

    def ended(self) -> tuple[int, str, str]:
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, out, err


@pytest.fixture(scope="session")
def command(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Command]:
    folder = tmp_path_factory.mktemp("command") / "demo"
    # Another seed for hashes than this process has: sets in another order must make no difference.
    environment = {**os.environ, "PYTHONHASHSEED": "20"}
    main = "import sys; from softenv_xl.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", main, "demo", str(folder), "--lang", "zh"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    with process:
        yield Command(folder, process)
        process.kill()


@pytest.fixture(scope="session")
def schools(command: Command, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Lang], School]:
    """The school of a language. Some tests collect into its control workbook: `as_made` is that as it was before."""
    made: dict[Lang, School] = {}

    def school(lang: Lang) -> School:
        if lang not in made:
            made[lang] = new = make_school(tmp_path_factory.mktemp(lang) / "demo", lang)
            shutil.copyfile(new.control, as_made(new))
        return made[lang]

    return school


@pytest.fixture(scope="session")
def validated(schools: Callable[[Lang], School]) -> Callable[[Lang], Told]:
    """What `validate` says of the whole inbox, asked on the command line."""
    known: dict[Lang, Told] = {}

    def told(lang: Lang) -> Told:
        if lang not in known:
            school = schools(lang)
            options = ["--control", str(school.control), "--as-of", str(LAST_DAY), "--lang", lang, "--json"]
            result = CliRunner().invoke(app, ["validate", str(school.inbox), *options])
            assert result.exit_code == 1, result.output
            found: Told = {}
            for issue in json.loads(result.stdout):
                found.setdefault(issue["file"], []).append((issue["code"], issue["sheet"], issue["cell"]))
            known[lang] = found
        return known[lang]

    return told


def collect(school: School) -> tuple[Result, bool]:
    return flow.collect(FileWorkbook(school.control), deliveries(files_in([school.inbox]), 2), LAST_DAY)


@pytest.fixture(scope="session")
def collected(schools: Callable[[Lang], School]) -> tuple[School, Result]:
    """The Chinese school after the last collect."""
    school = schools("zh")
    run_campaign(school, 2, LAST_DAY)
    result, changed = collect(school)
    assert changed
    return school, result
