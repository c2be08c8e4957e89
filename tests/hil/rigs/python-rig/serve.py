"""A rig on a serial port: serve.py [--port PATH] [--lose-one-in COUNT] [--end-with-input]. Without a port it makes one, and prints its path."""

import argparse
import os
import select
import sys
import time

import serial

from board import Board
from null_modem import null_modem

LOOK_SECONDS_MAX = 0.02


def now_us():
    return time.monotonic_ns() // 1000


def input_has_ended():
    ready, _, _ = select.select([sys.stdin], [], [], 0)
    return bool(ready) and os.read(sys.stdin.fileno(), 4096) == b""


def serve(port, lose_one_in, end_with_input):
    """Answers on the port until the process is ended, or until its standard input ends."""
    start_us = now_us()
    board = Board(port.write, lose_one_in)
    while not (end_with_input and input_has_ended()):
        board.tick(now_us() - start_us)
        until_due = max(0, board.due_us - (now_us() - start_us)) / 1e6
        port.timeout = min(LOOK_SECONDS_MAX, until_due)
        data = port.read(max(1, port.in_waiting))
        if data:
            board.bytes(data, now_us() - start_us)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--port", help="a serial port; without one, a PTY is made and its path printed")
    options.add_argument("--lose-one-in", type=int, default=0, help="the shaft misses one commanded step in so many")
    options.add_argument("--end-with-input", action="store_true", help="end when the standard input does")
    chosen = options.parse_args()
    path = chosen.port
    if path is None:
        host_path, path = null_modem()
        print(host_path, flush=True)
    with serial.Serial(path, 115200) as port:
        serve(port, chosen.lose_one_in, chosen.end_with_input)


if __name__ == "__main__":
    main()
