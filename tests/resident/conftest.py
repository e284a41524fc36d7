"""The runtime folder of a test. Its path is short: a socket's may have a hundred characters."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.resident import House, built, end_all


@pytest.fixture
def house(monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    folder = Path(tempfile.mkdtemp(prefix="softenv-xl-"))
    made = built(folder)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(made.runtime))
    try:
        yield made
    finally:
        end_all()
        shutil.rmtree(folder)
