"""What a button of the LibreOffice extension runs: `python -m softenv_xl.addin.press BUTTON …`.

The Python that stays between presses does the work where there is one (`softenv_xl.resident` says how and why);
otherwise this one does. What the work is, and what the arguments mean, is in `pressing`.
"""

from __future__ import annotations

import sys

from softenv_xl import loading
from softenv_xl.resident.handover import BROKEN, hand_over


def main(arguments: list[str] | None = None) -> int:
    """The exit code is 0 where the button ran, otherwise 1."""
    asked = sys.argv[1:] if arguments is None else arguments
    code = hand_over(asked)
    if code is not None and code != BROKEN:
        return code
    # Slow to load, and not needed for a press that was handed over.
    loading.begins()
    from softenv_xl.addin import light_xlwings

    light_xlwings.load()
    from softenv_xl.addin import pressing

    loading.ends()
    return pressing.broken(asked) if code == BROKEN else pressing.press_and_stay(asked)


if __name__ == "__main__":
    raise SystemExit(main())
