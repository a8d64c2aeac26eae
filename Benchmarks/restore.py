#!/usr/bin/env python3
"""Leaving: at random moments a signal ends the program, and the terminal must be as it was."""

import os
import random
import signal
import sys
import time

from terminal import Program, arguments

SIGNALS = ["HUP", "INT", "QUIT", "TERM"]


def main():
    options = arguments(
        __doc__,
        ("rounds", 5, "how often each signal"),
        ("signals", " ".join(SIGNALS), "which, between spaces"),
        ("seed", random.SystemRandom().randrange(10**6), "the seed of the moments"),
        ("keys", "\x1bOC\x1bOC\r ", "keys that are pressed meanwhile"),
    )
    generator = random.Random(options.seed)
    print(f"seed {options.seed}", flush=True)
    failed, tried = 0, 0
    for _ in range(options.rounds):
        for name in options.signals.split():
            number = getattr(signal, "SIG" + name)
            with Program(options.command) as program:
                # From before its first byte, where little is set up yet, to well into use.
                moment = generator.choice((generator.uniform(0, 0.03), generator.uniform(0, 0.3)))
                end = time.perf_counter() + moment
                while (left := end - time.perf_counter()) > 0:
                    if len(program.output) > 0:
                        program.write(options.keys.encode())
                    program.read(min(left, 0.01))
                os.kill(program.pid, number)
                code = program.wait()
                faults = program.faults_left()
                if code is None:
                    faults.append("it does not end")
                elif code != 128 + number:
                    faults.append(f"its exit code is {code}, not {128 + number}")
                tried += 1
                if faults:
                    failed += 1
                    print(f"SIG{name} after {moment * 1000:.1f} ms: {'; '.join(faults)}")
    print(f"{tried - failed} of {tried} left the terminal as it was")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
