#!/usr/bin/env python3
"""Elementary functions and losses of extreme logits, with 60 digits by mpmath.

    elementary.py                 writes elementary.json and extreme_logits.json

elementary.json holds, for each function and format, rows of an argument, the number of the format
that is nearest to the exact value, and what the exact value is beyond it, in units of the last
place of that number. So the error of a computed value y, in such units, is
|(y − nearest)/ulp − beyond|, exact however small it is.
"""

import json
import math
import pathlib
import random
import struct

import mpmath

FOLDER = pathlib.Path(__file__).parent
mpmath.mp.dps = 60

# Bits of the significand, exponent of the smallest normal number, of the largest one.
FORMATS = {"float64": (53, -1022, 1023), "float32": (24, -126, 127)}


def to_format(value, name):
    if name == "float64":
        return float(value)
    return struct.unpack("f", struct.pack("f", float(value)))[0]


def nearest(exact, name):
    """The number of the format nearest to the exact value, ties to even, and its last unit."""
    bits, smallest, largest = FORMATS[name]
    if exact == 0:
        return 0.0, None
    exponent = int(mpmath.floor(mpmath.log(abs(exact), 2)))
    # The logarithm may be off by one at a power of two.
    if mpmath.ldexp(1, exponent + 1) <= abs(exact):
        exponent += 1
    if mpmath.ldexp(1, exponent) > abs(exact):
        exponent -= 1
    unit = mpmath.ldexp(1, max(exponent, smallest) - bits + 1)
    scaled = exact / unit
    whole = mpmath.floor(scaled)
    rest = scaled - whole
    if rest > 0.5 or (rest == 0.5 and int(whole) % 2):
        whole += 1
    result = whole * unit
    assert abs(result) < mpmath.ldexp(1, largest + 1), "the value overflows"
    # Rounding may have gone up to a power of two, whose unit is twice as large.
    return float(result), unit * 2 if abs(result) == mpmath.ldexp(1, exponent + 1) else unit


def spread(generator, count, low, high):
    return [generator.uniform(low, high) for _ in range(count)]


def magnitudes(generator, count, low, high, signed=True):
    """Exponents of two evenly spread, so that every size of number has its share."""
    values = [generator.uniform(1, 2) * 2.0 ** generator.randint(low, high) for _ in range(count)]
    return [value * generator.choice((-1, 1)) for value in values] if signed else values


def arguments(function, name):
    """Sizes of every kind, both sides of every point where an implementation may switch."""
    bits, smallest, largest = FORMATS[name]
    generator = random.Random(f"{function} {name}")
    unit = 2.0 ** (1 - bits)
    values = [0.0, 0.5, -0.5, 1.0, -1.0, 2.0, unit, -unit, unit / 4]
    if function == "exp":
        top = (largest + 1) * math.log(2)
        bottom = smallest * math.log(2)
        values += [top * (1 - 4 * unit), bottom * (1 - 4 * unit)]
        values += spread(generator, 180, bottom * 0.999, top * 0.999)
        values += spread(generator, 120, -2, 2)
        values += magnitudes(generator, 60, -bits - 3, 2)
        # Halfway between multiples of ln 2, where the reduction turns to the next power.
        for k in range(-20, 20):
            values += [(k + 0.5) * math.log(2) * (1 + side * 2 * unit) for side in (-1, 1)]
        # Multiples of ln 2: nothing but the error of the reduction is left.
        values += [k * math.log(2) for k in (-1000, -100, -3, 3, 100, 1000) if bottom < k < top]
    elif function == "log":
        values = [1.0, 2.0, 0.5, 10.0, 1 + unit, 1 - unit / 2, 2.0**smallest, 1.5 * 2.0**largest]
        values += spread(generator, 120, 0.5, 2)
        values += [1 + x for x in magnitudes(generator, 80, -bits + 2, -3)]
        values += magnitudes(generator, 150, smallest, largest, signed=False)
        for power in (-2, -1, 0, 1, 2):
            for edge in (math.sqrt(0.5), 1.0):
                values += [2.0**power * edge * (1 + side * 2 * unit) for side in (-1, 1)]
    elif function == "tanh":
        values += spread(generator, 150, -3, 3)
        values += spread(generator, 60, -20, 20)
        values += magnitudes(generator, 120, -bits - 3, 3)
        values += [x * side for x in (0.3, 0.55, 0.625, 1.0, 9.0, 19.0) for side in (-1, 1)]
        values += [9.01, -9.02, 10.0, 19.1, -22.0, 40.0, -100.0, 700.0, -1000.0, 1e30]
    elif function == "sigmoid":
        values += spread(generator, 150, -8, 8)
        values += spread(generator, 100, 0.99 * smallest * math.log(2), 40)
        values += magnitudes(generator, 80, -bits - 3, 4)
        values += [16.7, 17.4, 36.5, 37.0, 40.0, 100.0, 700.0, 1000.0]
    elif function in ("sine", "cosine"):
        values += spread(generator, 200, -10, 10)
        values += spread(generator, 60, -1000, 1000)
        # As close to multiples of π/2 as the format allows.
        values += [k * math.pi / 2 for k in range(-12, 13)]
    return sorted({to_format(value, name) for value in values})


FUNCTIONS = {
    "exp": mpmath.exp,
    "log": mpmath.log,
    "tanh": mpmath.tanh,
    "sigmoid": lambda x: 1 / (1 + mpmath.exp(-x)),
    "sine": mpmath.sin,
    "cosine": mpmath.cos,
}


def digits(value, name):
    return repr(value) if name == "float64" else "%.9g" % value


def elementary_text():
    tables = []
    for function, exact_value in FUNCTIONS.items():
        for name in ["float64"] if function in ("sine", "cosine") else FORMATS:
            rows = []
            for argument in arguments(function, name):
                exact = exact_value(mpmath.mpf(argument))
                value, unit = nearest(exact, name)
                beyond = "0" if unit is None else mpmath.nstr((exact - value) / unit, 4)
                # JSON wants a digit on both sides of a point.
                beyond = json.dumps(float(beyond))
                rows.append(f"[{digits(argument, name)}, {digits(value, name)}, {beyond}]")
            body = ",\n   ".join(", ".join(rows[i : i + 3]) for i in range(0, len(rows), 3))
            tables.append(
                f'  {{"function": "{function}", "precision": "{name}", "rows": [\n   {body}\n  ]}}'
            )
    return '{\n "tables": [\n' + ",\n".join(tables) + "\n ]\n}\n"


def extreme_cases():
    """Logits up to ±1000 and, for each class, the loss and its gradient."""
    generator = random.Random("logits")
    groups = [
        [0, 0, 0], [1000, 0, -1000], [1000, 1000, -1000], [-1000, -1000, -999.5],
        [700, 690.25, 712.5], [-745.25, -746, -100], [88.75, 0, -88.75], [0, -104, -103.5],
        [36.75, 0, 0], [-1000, 1000], [0.125, 0], [1e-9, -1e-9], [500, 499.99999],
    ]  # fmt: skip
    groups += [[round(generator.uniform(-1000, 1000), 2) for _ in range(4)] for _ in range(6)]
    groups += [[round(generator.uniform(-30, 30), 3) for _ in range(10)] for _ in range(4)]
    for logits in groups:
        exact = [mpmath.mpf(float(z)) for z in logits]
        largest = max(exact)
        total = mpmath.fsum(mpmath.exp(z - largest) for z in exact)
        for chosen in range(len(logits)):
            loss = largest + mpmath.log(total) - exact[chosen]
            # 1 − p of the chosen class as the sum of the others, which cancels nothing.
            gradient = [
                mpmath.exp(z - largest) / total
                if index != chosen
                else -mpmath.fsum(
                    mpmath.exp(other - largest) / total
                    for position, other in enumerate(exact)
                    if position != chosen
                )
                for index, z in enumerate(exact)
            ]
            yield "cross-entropy", logits, chosen, loss, gradient
    sizes = [0, 1e-9, 0.5, 1, 5.25, 16.75, 17.5, 33.25, 36.5, 37.25, 88, 104.5, 709.5, 745.5, 1000]
    for z in sorted({side * size for size in sizes for side in (-1, 1)}):
        x = mpmath.mpf(float(z))
        for target in (0, 1):
            # log(1 + e^z) − z = log(1 + e^−z)
            loss = mpmath.log1p(mpmath.exp(x if target == 0 else -x))
            share = 1 / (1 + mpmath.exp(-x if target == 0 else x))
            yield "logistic", [z], target, loss, [share if target == 0 else -share]


def extreme_text():
    lines = []
    for loss, logits, chosen, value, gradient in extreme_cases():
        # Below what a Float64 can hold the nearest number is 0.
        parts = ", ".join(repr(float(part) + 0.0) for part in gradient)
        lines.append(
            f'  {{"loss": "{loss}", "logits": {json.dumps(logits)}, "class": {chosen}, '
            f'"value": {float(value)!r}, "gradient": [{parts}]}}'
        )
    return '{\n "cases": [\n' + ",\n".join(lines) + "\n ]\n}\n"


def main():
    for name, text in (
        ("elementary.json", elementary_text()),
        ("extreme_logits.json", extreme_text()),
    ):
        json.loads(text)
        (FOLDER / name).write_text(text)
        print(f"{name}: {len(text) / 1000:.0f} kB")


if __name__ == "__main__":
    main()
