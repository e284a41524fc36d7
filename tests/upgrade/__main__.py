"""`python -m tests.upgrade` pins what an upgrade does now. Read the difference line by line before it is committed."""

from tests.upgrade.test_pinned import page, text
from tests.upgrade.test_upgrade import NAMES

for name in NAMES:
    page(name).write_text(text(name), encoding="utf-8", newline="\n")
