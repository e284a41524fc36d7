"""A Python that stays between presses, so that the next one needn't load everything anew.

One process a user, of one installation, in one version. The first press starts it when it has ended itself; it
loads what presses need, listens at a socket, and forks for every press handed over. The child that the fork makes
is what a cold Python would be: it has the client's arguments, environment, folder, umask and streams, connects to
LibreOffice by itself, and ends with the press. So no workbook, no connection, no file and no memory of a press
is left in the process that stays, which itself never talks to LibreOffice, and a press that crashes takes nothing with it.

Who may speak to it: processes of the same user. The folder of the socket is the user's alone (0700), and each end asks the
kernel for the other one's user. It is told what the command line would be told, and nothing else reaches it.

Nothing is done twice: the child says READY and waits, the client says GO, and only then the work begins. A client
that is not told READY in time, or can't say GO, does the work itself; one that has said GO never does.
One press at a time; who comes meanwhile is turned away, and works by itself. A client that ends takes its press along.

It ends by itself: after idle minutes, after many presses, with the last LibreOffice that used it (so at logout), when a
file that it has loaded was changed, and when its socket is gone. `doctor --end-resident`, `install` and `uninstall` end it.

Linux only, where all of this was seen to run. Elsewhere every press is a cold one: Windows has no fork, and a process that
works on one workbook after another would have to be trusted to forget; macOS forbids much between fork and exec.
SOFTENV_RESIDENT=off in LibreOffice's environment switches it off.

`place` is where, `handover` the client's side, `service` the process itself, `ending` finds and ends it.
"""
