#!/usr/bin/env python3
"""Latency: from a key to the last byte of the frame that answers it."""

import sys
from time import perf_counter

from terminal import Program, arguments, milliseconds, percentile, spread

NAMES = {"Right": "\x1bOC", "Left": "\x1bOD", "Up": "\x1bOA", "Down": "\x1bOB", "Enter": "\r",
         "Tab": "\t", "Space": " ", "Backspace": "\x7f"}


def main():
    options = arguments(
        __doc__,
        ("open", "Enter", "keys that open the screen to measure, between spaces"),
        ("keys", "Right Right Right Left g G", "keys to press over and over, between spaces"),
        ("presses", 300, "how many in all"),
        ("columns", 80, "columns of the terminal"),
        ("rows", 24, "rows of the terminal"),
        ("limit", None, "fail if the 99th percentile is over so many milliseconds"),
    )
    keys = [NAMES.get(name, name).encode() for name in options.keys.split()]
    times, sizes, silent = [], [], 0
    with Program(options.command, options.columns, options.rows) as program:
        program.frame()
        for name in options.open.split():
            program.write(NAMES.get(name, name).encode())
            program.frame(limit=0.5)
        for press in range(options.presses):
            begin = perf_counter()
            program.write(keys[press % len(keys)])
            # A key that changes nothing is answered by nothing: not waited for long.
            count, last = program.frame(limit=0.1, quiet=0.03)
            if program.ended or program.poll() is not None:
                print(f"the program ended at press {press + 1}, code {program.wait()}")
                return 1
            if last is None:
                silent += 1
            else:
                times.append(last - begin)
                sizes.append(count)
    if not times:
        print("no key was answered")
        return 1
    high = percentile(times, 0.99)
    print(f"a key's frame: {spread(times)}, 99 % within {milliseconds(high)}; "
          f"up to {max(sizes)} bytes; {silent} keys changed nothing")
    if options.limit is not None and high > options.limit / 1000:
        print(f"over the limit of {milliseconds(options.limit / 1000)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
