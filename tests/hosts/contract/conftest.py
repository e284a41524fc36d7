"""Each contract test runs once per host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hosts.contract.hosts import NAMES, FileHost, Host, LiveHost
from tests.office.running import running

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import xlwings as xw

LIVE = [
    pytest.param(name, marks=[pytest.mark.libreoffice, pytest.mark.xdist_group("office")])
    for name in NAMES
    if name != "file"
]


@pytest.fixture(scope="session")
def apps() -> Iterator[dict[str, xw.App]]:
    """The programs that are running, by name."""
    started: dict[str, xw.App] = {}
    yield started
    for app in started.values():
        app.quit()


def live_host(name: str, apps: dict[str, xw.App], folder: Path) -> LiveHost:
    if name not in apps:
        apps[name] = running(name)
    return LiveHost(apps[name], folder)


@pytest.fixture(params=[*(name for name in NAMES if name == "file"), *LIVE])
def host(request: pytest.FixtureRequest, apps: dict[str, xw.App], tmp_path: Path) -> Host:
    """The host under test."""
    return FileHost() if request.param == "file" else live_host(request.param, apps, tmp_path)


@pytest.fixture(params=LIVE)
def program(request: pytest.FixtureRequest, apps: dict[str, xw.App], tmp_path: Path) -> LiveHost:
    """A host on a running program."""
    return live_host(request.param, apps, tmp_path)
