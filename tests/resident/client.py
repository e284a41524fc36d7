"""A press without work of its own: hands over, and prints `cold` where nobody took it, else the exit code."""

import sys

from softenv_xl.resident.handover import hand_over

if __name__ == "__main__":
    code = hand_over(sys.argv[1:])
    print("cold" if code is None else code)  # noqa: T201
