"""A school whose packs are out: made once, and each test has a copy of its own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.exchange.merge.school import Office, issue


@pytest.fixture(scope="session")
def issued(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("issued")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(folder / "data"))
        issue(folder / "office")
        yield folder / "office"


@pytest.fixture
def office(issued: Path, tmp_path: Path) -> Office:
    return Office(issued).copy(tmp_path / "office")
