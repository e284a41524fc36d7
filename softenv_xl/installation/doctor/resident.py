"""The Python that stays between presses: whether there is one, and that it can be switched off."""

from __future__ import annotations

from collections.abc import Iterator

from softenv_xl.installation.doctor.finding import Finding, Machine, fine
from softenv_xl.resident.ending import residents
from softenv_xl.resident.place import OFF, SWITCH
from softenv_xl.words import Text

_RESIDENT = "resident"
_STAYS = Text(
    "有一个 Python 留在两次按按钮之间（进程 {pid}），使下一次更快；用“softenv-xl doctor --end-resident”结束它。",
    "A Python stays between presses (process {pid}), for the next one to be faster; “softenv-xl doctor --end-resident” "
    "ends it.",
)
_OFF = Text("{switch}={off}：两次按按钮之间不留 Python。", "{switch}={off}: no Python stays between presses.")


def staying(machine: Machine) -> Iterator[Finding]:
    """Says nothing where there is none: the first press starts it."""
    if machine.places.environ.get(SWITCH) == OFF:
        yield fine(_RESIDENT, _OFF.format(switch=SWITCH, off=OFF))
    for resident in residents():
        yield fine(_RESIDENT, _STAYS.format(pid=str(resident.pid)))
