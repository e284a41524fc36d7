"""The targets by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.hostile.fuzz import campaign, files


class Target(NamedTuple):
    """`run` raises for bytes that are a finding; `seeds` are bytes to begin with."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]


TARGETS = {
    "gate": Target(files.target, files.seeds),
    "returns": Target(campaign.returned, campaign.seeds),
    "control": Target(campaign.control, campaign.seeds),
}
