"""Long runs on a real LibreOffice. What fails in them is told with both sides, in these modules too."""

import pytest

pytest.register_assert_rewrite(
    "tests.hosts.soak.pressing", "tests.hosts.soak.staff", "tests.hosts.soak.keeping"
)
