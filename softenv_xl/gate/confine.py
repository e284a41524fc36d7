"""A worker gives up what reading needs no more: once a file has taken it over, little can be done with it.

Each system offers something else, and old ones nothing; what isn't there is left out, and `doctor` says so.
"""

from __future__ import annotations

import sys

from softenv_xl.gate.holds import Hold


def confined(memory: int, *, handed: bool) -> tuple[Hold, ...]:
    """Confines this process for good; says what holds. `handed`: it opens no files from outside itself.

    `memory` is in bytes. Nothing is raised: a system without these means still reads files.
    """
    if sys.platform == "linux" and handed:
        from softenv_xl.gate.confine_linux import confined_here

        return confined_here(memory)
    if sys.platform == "win32":
        from softenv_xl.gate.confine_windows import confined_here

        return confined_here(memory)
    return ()
