"""The Python that stays between presses of LibreOffice's buttons: `python -m softenv_xl.addin.resident OFFICE`.

OFFICE is the process to end with, 0 for none. Nobody starts it by hand: a press does when it has ended.
"""

from __future__ import annotations

import sys

from softenv_xl.addin import light_xlwings
from softenv_xl.resident.service import stay


def main() -> None:
    light_xlwings.load()
    from softenv_xl.addin.pressing import load, office_of, press  # loads xlwings, if it isn't there

    load()
    stay(press, office_of, int(sys.argv[1]) if len(sys.argv) > 1 else 0)


if __name__ == "__main__":
    main()
