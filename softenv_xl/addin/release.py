"""Makes a release from what is committed: `python -m softenv_xl.addin.release dist`.

The wheel holds the built add-ins, so that `softenv-xl install` finds them where nothing can be built; beside it
lie the add-ins themselves, for those who roll them out by policy, and the checksums of it all. The same commit
gives the same bytes.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from softenv_xl import addin, terminal
from softenv_xl.installation.install import IN_PACKAGE

CHECKSUMS = "SHA256SUMS"
_CHECKOUT = Path(__file__).parents[2]


def release(out: Path) -> list[Path]:
    """Writes source archive, wheel, add-ins and checksums into the folder; what was there before goes.

    Raises CalledProcessError where git or the build fails; what they said has been shown.
    """
    with TemporaryDirectory() as folder:
        tree, made = Path(folder) / "tree", Path(folder) / "made"
        with tarfile.open(fileobj=BytesIO(_git("archive", "HEAD"))) as committed:
            committed.extractall(tree, filter="data")
        built = addin.build_all(tree / "softenv_xl" / IN_PACKAGE)
        environ = {**os.environ, "SOURCE_DATE_EPOCH": _git("log", "-1", "--format=%ct").decode().strip()}
        command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(made), str(tree)]
        subprocess.run(command, check=True, env=environ, stdout=sys.stderr)  # noqa: S603 - our own words
        for path in built:
            shutil.copyfile(path, made / path.name)
        files = sorted(made.iterdir())
        sums = "".join(f"{sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
        (made / CHECKSUMS).write_text(sums, "utf-8", newline="\n")
        shutil.rmtree(out, ignore_errors=True)
        shutil.copytree(made, out)
    return sorted(out.iterdir())


def _git(*words: str) -> bytes:
    run = subprocess.run(["git", *words], cwd=_CHECKOUT, check=True, stdout=subprocess.PIPE)  # noqa: S603, S607
    return run.stdout


if __name__ == "__main__":
    for made in release(Path(sys.argv[1])):
        terminal.print_line(str(made))
