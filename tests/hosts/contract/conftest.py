"""Each contract test runs once per host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.hosts.contract.hosts import NAMES, WITHOUT_PROGRAM, Host, LiveHost
from tests.libreoffice.running import running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

OFFICE = [pytest.mark.libreoffice, pytest.mark.xdist_group("office")]
MODELS = [name for name in NAMES if name.startswith("model-")]
PROGRAMS = [pytest.param(name, marks=OFFICE) for name in NAMES if name not in (*WITHOUT_PROGRAM, *MODELS)]
LIVE = [*MODELS, *PROGRAMS]


@pytest.fixture(scope="session")
def live_hosts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], LiveHost]]:
    """Hosts on running programs; each program is started when it is first asked for."""
    started: dict[str, LiveHost] = {}

    def host(name: str) -> LiveHost:
        if name not in started:
            started[name] = LiveHost(running(name), tmp_path_factory.mktemp(name), name=name)
        return started[name]

    yield host
    for one in started.values():
        one.app.quit()


@pytest.fixture(params=[*(name for name in NAMES if name in WITHOUT_PROGRAM), *LIVE], scope="session")
def host(request: pytest.FixtureRequest, live_hosts: Callable[[str], LiveHost]) -> Host:
    """The host under test."""
    alone = WITHOUT_PROGRAM.get(request.param)
    return alone() if alone else live_hosts(request.param)


@pytest.fixture(params=LIVE, scope="session")
def program(request: pytest.FixtureRequest, live_hosts: Callable[[str], LiveHost]) -> LiveHost:
    """A host on a running program, or on the model of one."""
    return live_hosts(request.param)


@pytest.fixture(params=[pytest.param("libreoffice", marks=OFFICE)], scope="session")
def office(request: pytest.FixtureRequest, live_hosts: Callable[[str], LiveHost]) -> LiveHost:
    """A host on LibreOffice, for what it alone has."""
    return live_hosts(request.param)


@pytest.fixture(params=PROGRAMS, scope="session")
def real_program(request: pytest.FixtureRequest, live_hosts: Callable[[str], LiveHost]) -> LiveHost:
    """A host on a program that calculates and draws: no model of one."""
    return live_hosts(request.param)
