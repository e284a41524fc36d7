"""The targets by name."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tests.hostile.fuzz import campaign, files


class Target(NamedTuple):
    """`run` raises for bytes that are a finding; `seeds` are bytes to begin with; `most` is how many make sense."""

    run: Callable[[bytes], None]
    seeds: Callable[[], list[bytes]]
    most: int


TARGETS = {
    "gate": Target(files.target, files.seeds, 65_536),
    "returns": Target(campaign.returned, campaign.seeds, 512),
    "control": Target(campaign.control, campaign.seeds, 512),
}
