#!/usr/bin/env python3
"""Idling: after its first frame the program must write nothing and use no processor time."""

import sys
import time

from terminal import Program, arguments


def main():
    options = arguments(
        __doc__,
        ("seconds", 10.0, "how long"),
        ("columns", 80, "columns of the terminal"),
        ("rows", 24, "rows of the terminal"),
        ("keys", "", "keys to press first, to idle on another screen"),
    )
    with Program(options.command, options.columns, options.rows) as program:
        program.frame()
        for key in options.keys:
            program.write(key.encode())
            program.frame(limit=0.5)
        before = program.processor_time()
        end = time.perf_counter() + options.seconds
        count = 0
        while (left := end - time.perf_counter()) > 0:
            data = program.read(left)
            if data is None:
                print(f"the program has ended, code {program.wait()}")
                return 1
            count += len(data)
        used = program.processor_time() - before
    print(f"{options.seconds:g} s idle: {count} bytes written, {used:.2f} s of processor time")
    return 0 if count == 0 and used == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
