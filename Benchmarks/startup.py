#!/usr/bin/env python3
"""Start-up: from fork to the last byte of the first complete frame, on a pseudo-terminal."""

import sys

from terminal import Program, arguments, milliseconds, spread


def main():
    options = arguments(
        __doc__,
        ("runs", 20, "how often the program is started"),
        ("columns", 80, "columns of the terminal"),
        ("rows", 24, "rows of the terminal"),
        ("limit", None, "fail if the median is over so many milliseconds"),
    )
    times, sizes = [], set()
    for _ in range(options.runs):
        with Program(options.command, options.columns, options.rows) as program:
            count, last = program.frame()
            if last is None:
                print("the program writes nothing")
                return 1
            times.append(last - program.started)
            sizes.add(count)
    print(f"first frame: {spread(times)}; {min(sizes)} to {max(sizes)} bytes")
    median = sorted(times)[len(times) // 2]
    if options.limit is not None and median > options.limit / 1000:
        print(f"over the limit of {milliseconds(options.limit / 1000)}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
