"""Two PTYs that carry each other's bytes, as two crossed adapters do."""

import os
import threading
import tty


def _carry(source, target):
    try:
        while data := os.read(source, 1024):
            os.write(target, data)
    except OSError:
        return  # The other end has gone, and the process is about to end.


def null_modem():
    """The path for the host and the path for the rig. Both far ends stay open, so that either may be opened again."""
    paths = []
    masters = []
    for _ in range(2):
        master, slave = os.openpty()
        tty.setraw(slave)
        masters.append(master)
        paths.append(os.ttyname(slave))
    for source, target in (masters, masters[::-1]):
        threading.Thread(target=_carry, args=(source, target), daemon=True).start()
    return paths[0], paths[1]
