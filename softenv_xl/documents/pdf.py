"""Documents as PDF, by the LibreOffice of this computer.

It works on copies, in a profile of its own that goes afterwards: one that somebody has open isn't touched, and no lock
is left beside the documents.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from softenv_xl import store
from softenv_xl.documents.beside import put
from softenv_xl.errors import Stop
from softenv_xl.words import Text

START_SECONDS, EACH_SECONDS = 90, 60
"""How long LibreOffice may take: to start for the first time, and for each document."""

_WHEN = re.compile(rb"(?<=Date\(D:)\d{14}")
_WHICH = re.compile(rb"(?<=<)[0-9A-F]{32}(?=>)|(?<=/DocChecksum /)[0-9A-F]{32}")
_NO_OFFICE = "pdf.no-office"
_LONG_AGO = b"19800101000000"


def to_pdf(paths: Iterable[Path]) -> Iterator[Path]:
    """Writes a PDF beside each document (.docx, .odt, .xlsx, .ods), and gives their places in the same order. One that stands
    there and says something else is never overwritten: the new one gets a number. The same document makes the same PDF.

    Those that can be converted are written before another stops it. Raises Stop: pdf.no-office, pdf.refused, pdf.too-slow,
    file.not-found, file.not-readable, file.not-writable.
    """
    documents = list(paths)
    if not documents:
        return
    program = _program()
    with _scratch() as folder:
        copies = [_copied(path, folder / f"{number}") for number, path in enumerate(documents)]
        in_time = _converted(program, copies, folder)
        made = [_made(copy) for copy in copies]
    for path, content in zip(documents, made, strict=True):
        if content:
            yield put(path.with_suffix(".pdf"), _timeless(content))
    for path, content in zip(documents, made, strict=True):
        if not content:
            raise Stop("pdf.refused" if in_time else "pdf.too-slow", file=str(path))


def pdf_beside(paths: Iterable[Path], *, asked: bool | None) -> tuple[list[Path], Text | None]:
    """A PDF of each document, unless somebody `asked` for none; where nobody asked for any and there is no LibreOffice, what to
    do about it instead.

    Raises Stop as `to_pdf` does.
    """
    if asked is False:
        return [], None
    try:
        return list(to_pdf(paths)), None
    except Stop as stop:
        if asked or stop.code != _NO_OFFICE:
            raise
        return [], Text(stop.sentence("zh"), stop.sentence("en"))


def _program() -> Path:
    from xlwings_libreoffice.uno_runtime import OfficeMissing, soffice  # slow to load

    try:
        return soffice()
    except OfficeMissing as error:
        raise Stop(_NO_OFFICE) from error


@contextmanager
def _scratch() -> Iterator[Path]:
    """A folder for LibreOffice's profile and for copies, which goes at the end."""
    from xlwings_libreoffice.office import scratch_profile  # slow to load

    profile = scratch_profile()
    try:
        yield profile
    finally:
        shutil.rmtree(profile, ignore_errors=True)


def _copied(path: Path, name: Path) -> Path:
    """Numbered: two may have the same name, and LibreOffice needn't cope with what people call their files."""
    copy = name.with_suffix(path.suffix.lower())
    copy.write_bytes(store.read(path).content)
    return copy


def _converted(program: Path, copies: list[Path], profile: Path) -> bool:
    """Each copy gets its PDF beside it, unless LibreOffice won't; False where the time was over before it had ended."""
    from xlwings_libreoffice.office import closed_mask  # slow to load
    from xlwings_libreoffice.processes import end, family

    command = [
        str(program),
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nologo",
    ]
    process = subprocess.Popen(  # noqa: S603 - the program found above
        [*command, "--convert-to", "pdf", "--outdir", str(profile), *map(str, copies)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        umask=closed_mask(),
    )
    try:
        process.wait(START_SECONDS + EACH_SECONDS * len(copies))
    except subprocess.TimeoutExpired:
        return False
    finally:
        end(family(process.pid))
        process.wait()
    return True


def _made(copy: Path) -> bytes:
    """The PDF of that copy; nothing where there is none, or only its beginning."""
    try:
        content = copy.with_suffix(".pdf").read_bytes()
    except FileNotFoundError:
        return b""
    return content if content.rstrip().endswith(b"%%EOF") else b""


def _timeless(content: bytes) -> bytes:
    """The same pages without when they were made; what numbers the file is a sum of what is in it."""
    plain = _WHICH.sub(b"0" * 32, _WHEN.sub(_LONG_AGO, content))
    number = hashlib.sha256(plain).hexdigest()[:32].upper().encode()
    return _WHICH.sub(number, plain)
