"""One Hypothesis profile for all rooms: machines differ, so no deadlines; a failing case is printed to be replayed.

In CI the cases are the same each time; new ones are looked for in everybody's own runs, and in `make soak`.
"""

import os
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests import quick

settings.register_profile(
    "house",
    deadline=None,
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("house")


# The school's keys are kept in the user's data folder: that of the tests is one of their own.
os.environ["XDG_DATA_HOME"] = tempfile.mkdtemp(prefix="softenv-xl-tests-")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--quick", action="store_true", help="leave out what tests/not_quick.txt lists")
    parser.addoption("--measure", metavar="FOLDER", help="list there the tests that take more than a moment")


def pytest_configure(config: pytest.Config) -> None:
    if folder := config.getoption("measure"):
        config.pluginmanager.register(quick.Measuring(Path(folder)))


@pytest.hookimpl(tryfirst=True)  # xdist reads the groups then
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A file's tests run in one process, so that what they share is made once; groups that take long begin first."""
    if config.getoption("quick"):
        quick.leave_out(config, items)
    slow = {item.path for item in items if any(map(item.get_closest_marker, ("slow", "libreoffice")))}
    listed = quick.listed()
    long = Counter(_group(item) for item in items if item.nodeid in listed)
    items.sort(key=lambda item: (item.path not in slow, -long[_group(item)]))
    for item in items:
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    """What is run in one process."""
    own = item.get_closest_marker("xdist_group")
    return str(own.args[0]) if own else item.nodeid.partition("::")[0]
