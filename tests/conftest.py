"""One Hypothesis profile for all rooms: machines differ, so no deadlines; a failing case is printed to be replayed.

In CI the cases are the same each time; new ones are looked for in everybody's own runs, and in `make soak`.
"""

import os

from hypothesis import HealthCheck, settings

settings.register_profile(
    "house",
    deadline=None,
    print_blob=True,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.load_profile("house")
