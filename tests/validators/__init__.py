"""Independent judges of a package: the Open XML SDK's own validator, and rules for what it doesn't see."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.libreoffice import missing

_PACKAGES = Path(__file__).parent / "node_modules" / "@xarsh"


def schema_errors(file: Path) -> list[str]:
    """What the Open XML SDK finds wrong with a file. Without it the test is skipped; in CI it fails."""
    programs = [path for path in _PACKAGES.glob("ooxml-validator-*/ooxml-validator*") if path.is_file()]
    if not programs:
        missing("The Open XML validator is missing: sh tests/validators/install.sh")
    run = subprocess.run([programs[0], file], capture_output=True, timeout=120)
    told = json.loads(run.stdout)
    errors = [f"{each['path']} {each['xPath']}: {each['description']}" for each in told["errors"]]
    assert bool(errors) != bool(told["ok"]), run.stdout
    return errors
