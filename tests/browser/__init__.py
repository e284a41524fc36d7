"""A browser that looks at web pages as people have it set: narrow or wide, light or dark, in colours of their own.

`audit.mjs` opens each page in Debian's Chromium and asks axe what is wrong with it; nothing of either ships.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from tests.libreoffice import missing

HERE = Path(__file__).parent
_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Setting(NamedTuple):
    """How somebody looks at pages; `width` in pixels."""

    name: str
    width: int
    scheme: str = "light"
    forced: bool = False


def audit(
    root: Path, settings: Sequence[Setting], walk: Path | None = None, pictures: Path | None = None
) -> list[dict[str, Any]]:
    """What axe finds wrong with every page below the folder in each setting, and what the page asked for; and where Tab leads in
    the page `walk`. Without a browser the test is skipped; in CI it fails.
    """
    browser = next((found for name in _BROWSERS if (found := shutil.which(name))), None)
    if not (browser and shutil.which("node") and (HERE / "node_modules" / "axe-core").is_dir()):
        missing("Chromium or axe is missing: sh tests/browser/install.sh")
    spec = {
        "root": str(root),
        "pages": [str(path) for path in sorted(root.rglob("*.html"))],
        "settings": [setting._asdict() for setting in settings],
        "walk": str(walk) if walk else None,
        "pictures": str(pictures) if pictures else None,
    }
    ran = subprocess.run(
        ["node", str(HERE / "audit.mjs"), str(browser), json.dumps(spec)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
    told: list[dict[str, Any]] = json.loads(ran.stdout)
    return told
