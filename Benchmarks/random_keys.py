#!/usr/bin/env python3
"""A storm of random keys, bytes and sizes: the program must neither crash nor hang.

A fault is repeated with the seed that is printed. Whenever a key ends the program in good
order (exit code 0) it is started again.
"""

import random
import sys
import time

from terminal import Program, arguments

KEYS = (
    ["\x1bOC", "\x1bOD", "\x1bOA", "\x1bOB", "\x1b[C", "\x1b[D", "\x1b[A", "\x1b[B", "\x1b[H", "\x1b[F",
     "\x1b[5~", "\x1b[6~", "\x1b[3~", "\x1b[Z", "\x1bOP", "\x1b", "\r", "\t", " ", "\x7f", "\x0c"] * 3
    + list("hjklnpgGHrz/?+-.,=vwbcdaSN[]P") + list("0123456789.,-") * 2 + ["q"]
    + ["θ", "−", "한", "é", "e\u0301", "👩‍👩‍👧", "\u202e", "\x1b[200~0.39\x1b[201~", "\x1b[<0;5;5M"]
)
# ^C and ^\ leave by design, ^Z and ^S stop: they have sessions of their own.
LEAVING = {3, 19, 26, 28}


def storm(options, generator, end, tally):
    """One life of the program; returns a fault, or None."""
    with Program(options.command, generator.randint(1, 200), generator.randint(1, 60)) as program:
        program.frame(limit=5, quiet=0.02)
        while time.monotonic() < end:
            kind = generator.random()
            if kind < 0.03:
                program.resize(generator.randint(1, 300), generator.randint(1, 120))
            elif kind < 0.06:
                data = bytes(b for b in generator.randbytes(generator.randint(1, 40))
                             if b not in LEAVING)
                program.write(data)
            else:
                burst = generator.choice((1, 1, 1, 5, 50))
                taken = program.write("".join(generator.choices(KEYS, k=burst)).encode())
                if not taken and program.poll() is None:
                    return "it takes no keys any more"
                tally["keys"] += burst
            program.read(0)
            if (code := program.poll()) is not None:
                tally["lives"] += 1
                return None if code == 0 else f"it ended with code {code}"
        # It still has to answer: a redraw writes, whatever is on the screen.
        program.frame(limit=2)
        program.resize(91, 31)
        program.frame(limit=2)
        program.resize(80, 24)
        _, last = program.frame(limit=5)
        if last is None and program.wait(0.2) is None:
            return "it does not answer any more"
    return None


def main():
    options = arguments(
        __doc__,
        ("seconds", 20.0, "how long"),
        ("seed", random.SystemRandom().randrange(10**6), "the seed of the storm"),
    )
    generator = random.Random(options.seed)
    end = time.monotonic() + options.seconds
    tally = {"keys": 0, "lives": 0}
    print(f"seed {options.seed}", flush=True)
    while True:
        fault = storm(options, generator, end, tally)
        if fault:
            print(f"after {tally['keys']} keys {fault} (seed {options.seed})")
            return 1
        if time.monotonic() >= end:
            break
    print(f"{tally['keys']} keys in {options.seconds:g} s; it left {tally['lives']} times in order")
    return 0


if __name__ == "__main__":
    sys.exit(main())
