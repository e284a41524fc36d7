"""What a press loads: no data frames, even where they are installed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

_SHOWN = """
import sys
sys.path.insert(0, sys.argv[1])
from softenv_xl.addin import light_xlwings
light_xlwings.load()
from softenv_xl.addin import pressing
print(sorted({"numpy", "pandas", "polars", "matplotlib", "plotly", "PIL"} & set(sys.modules)))
import pandas
print(pandas.LOADED)
"""


@pytest.mark.parametrize("name", ["pandas", "numpy"])
def test_xlwings_is_loaded_without_data_frames(tmp_path: Path, name: str) -> None:
    for library in {"pandas", name}:
        (tmp_path / f"{library}.py").write_text("LOADED = 'afterwards'\n", "utf-8")
    command = [sys.executable, "-E", "-P", "-c", _SHOWN, str(tmp_path)]
    run = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert run.stdout == "[]\nafterwards\n", run.stderr


def test_a_press_that_is_handed_over_loads_next_to_nothing() -> None:
    program = "import sys; from softenv_xl.addin import press; print(*sorted(n for n in sys.modules if '.' not in n))"
    run = subprocess.run(
        [sys.executable, "-E", "-P", "-c", program], capture_output=True, text=True, timeout=120
    )
    loaded = set(run.stdout.split())
    assert {"softenv_xl", "socket"} <= loaded
    assert not loaded & {
        "xlwings",
        "pydantic",
        "psutil",
        "lxml",
        "argparse",
        "subprocess",
        "json",
        "pathlib",
        "hashlib",
    }
