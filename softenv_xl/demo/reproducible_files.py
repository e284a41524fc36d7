"""Makes the files of the demo the same on every run: no clock gets into an .xlsx package, or beside it."""

from __future__ import annotations

import os
import re
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_CORE = "docProps/core.xml"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_MODIFIED = re.compile(r"(<dcterms:modified[^>]*>)[^<]*")
_BY = re.compile(r"(<cp:lastModifiedBy>)[^<]*")


def saved(package: bytes, moment: datetime, by: str) -> bytes:
    """The .xlsx as if that person had saved it at that moment (UTC); nothing else in it tells a time."""
    out = BytesIO()
    with ZipFile(BytesIO(package)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == _CORE:
                content = _signed(content.decode(), moment, by).encode()
            info = ZipInfo(name, _LONG_AGO)
            info.compress_type = ZIP_DEFLATED
            new.writestr(info, content)
    return out.getvalue()


def touch(path: Path, moment: datetime) -> None:
    """Gives the file the made-up moment (UTC) as its time."""
    seconds = moment.replace(tzinfo=UTC).timestamp()
    os.utime(path, (seconds, seconds))


def _signed(core: str, moment: datetime, by: str) -> str:
    core = _MODIFIED.sub(rf"\g<1>{moment:%Y-%m-%dT%H:%M:%SZ}", core)
    return _BY.sub(lambda found: found[1] + escape(by), core)
