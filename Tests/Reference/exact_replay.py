#!/usr/bin/env python3
"""Replays of gradient descent in Python's `decimal`, to hold `regtutor replay` against.

Nothing here is taken from the Swift sources; README.md beside this file says what a replay is.

    exact_replay.py --sample 300 > exact_replay_sample.jsonl
    exact_replay.py --compare ../../.build/release/regtutor --cases 10000
"""

import argparse
import decimal
import json
import multiprocessing
import random
import shlex
import subprocess
import sys
from dataclasses import dataclass, field
from decimal import Decimal

# Far more digits than any case needs; a result that needs more raises instead of being rounded.
EXACT = decimal.Context(
    prec=400_000,
    rounding=decimal.ROUND_DOWN,
    Emin=decimal.MIN_EMIN,
    Emax=decimal.MAX_EMAX,
    traps=[
        decimal.Inexact,
        decimal.InvalidOperation,
        decimal.DivisionByZero,
        decimal.Overflow,
        decimal.Subnormal,
        decimal.FloatOperation,
    ],
)
# The one place where digits may be lost, on purpose.
ROUNDING = decimal.Context(
    prec=400_000, rounding=decimal.ROUND_HALF_UP, traps=[decimal.InvalidOperation]
)
ZERO = Decimal(0)
HEADER = "iteration,weight,before,gradient,penalty,step,after,event"


@dataclass
class Case:
    """The setting of a replay; numbers as they are typed."""

    names: list[str] = field(default_factory=lambda: ["θ1", "θ2"])
    starts: list[str] = field(default_factory=lambda: ["1.5", "0.5"])
    quadratic: bool = False
    figures: list[str] = field(default_factory=list)
    penalty: str = "none"
    strength: str = "0.1"
    l1_ratio: str = "0.5"
    convention: str = "half"
    rule: str = "subgradient"
    rate: str = "0.1"
    iterations: int = 5
    places: int | None = None
    places_at: dict[tuple[int, int], int] = field(default_factory=dict)
    arguments: list[str] = field(default_factory=list)


# ---------------------------------------------------------------------------- the computation


def number(text: str) -> Decimal:
    return EXACT.create_decimal(text.replace("−", "-"))


def sign(value: Decimal) -> Decimal:
    return Decimal((value > 0) - (value < 0))


def rounded(value: Decimal, places: int) -> Decimal:
    unit = Decimal((0, (1,), -places))
    return ROUNDING.quantize(value, unit)


def plain(value: Decimal) -> str:
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def history(case: Case, index: int) -> list[list[str]]:
    """The rows of one weight."""
    theta = number(case.starts[index])
    figure = number(case.figures[index])
    rate, strength, ratio = number(case.rate), number(case.strength), number(case.l1_ratio)
    share = {"none": (0, 0), "l1": (1, 0), "l2": (0, 1), "elastic-net": (ratio, 1 - ratio)}
    share_of_l1, share_of_l2 = share[case.penalty]
    pull_of_l1 = strength * share_of_l1
    pull_of_l2 = strength * share_of_l2 * (2 if case.convention == "full" else 1)
    rule = case.rule if pull_of_l1 != 0 else "subgradient"

    rows = []
    captured = False
    for iteration in range(1, case.iterations + 1):
        gradient = theta - figure if case.quadratic else figure
        if captured:
            rows.append([ZERO, gradient, ZERO, ZERO, ZERO, "held"])
            continue
        places = case.places_at.get((iteration, index), case.places)
        before = theta

        if rule == "proximal":
            smooth = pull_of_l2 * before
            inner = before - rate * (gradient + smooth)
            reach = rate * pull_of_l1
            if inner > reach:
                landing = inner - reach
            elif inner < -reach:
                landing = inner + reach
            else:
                landing = ZERO
            penalty = pull_of_l1 * sign(inner) + smooth
            wanted = before - landing
            may_round = landing != 0
        else:
            penalty = pull_of_l1 * sign(before) + pull_of_l2 * before
            wanted = rate * (gradient + penalty)
            may_round = True

        step = rounded(wanted, places) if may_round and places is not None else wanted
        theta = before - step
        crossed = (before > 0 and theta < 0) or (before < 0 and theta > 0)
        if rule == "hold" and before != 0 and (crossed or theta == 0):
            theta = ZERO
            captured = True

        events = []
        if crossed:
            events.append("crossed zero")
        if before != 0 and theta == 0:
            events.append("landed on zero")
        if wanted == 0:
            events.append("at rest")
        if step != wanted:
            events.append("rounded")
        rows.append([before, gradient, penalty, step, theta, "; ".join(events)])
    return [[plain(value) for value in row[:5]] + [row[5]] for row in rows]


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"' if any(c in name for c in ',"\r\n') else name


def csv(case: Case) -> str:
    with decimal.localcontext(EXACT):
        histories = [history(case, index) for index in range(len(case.names))]
    lines = [HEADER]
    for iteration in range(case.iterations):
        for name, rows in zip(case.names, histories):
            lines.append(",".join([str(iteration + 1), quoted(name)] + rows[iteration]))
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------------------- random cases


class Generator:
    """Case `index` of a seed; every case stands for itself, so any of them can be made alone."""

    def __init__(self, seed: int, index: int):
        self.index = index
        self.random = random.Random(f"{seed}/{index}")

    def chance(self, probability: float) -> bool:
        return self.random.random() < probability

    def digits(self, longest: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(longest))

    def magnitude(self, simple: bool) -> str:
        """A number that is not negative, in one of its spellings."""
        r = self.random
        if simple:
            # A coarse grid, on which weights meet zero exactly.
            return plain(Decimal(r.randrange(0, 31)) * Decimal(r.choice(["0.1", "0.05", "0.01"])))
        kind = r.randrange(6)
        if kind == 0:
            return str(r.randrange(0, 12))
        if kind == 1:
            return f".{self.digits(r.randrange(1, 7))}"
        if kind == 2:
            return f"{r.randrange(0, 100)}.{self.digits(r.randrange(1, 10))}"
        if kind == 3:
            return f"{r.randrange(1, 100)}{r.choice('eE')}{r.randrange(-9, 5)}"
        if kind == 4:
            return f"00{r.randrange(0, 5)}.{self.digits(2)}000"
        return f"{r.randrange(0, 3)}.{self.digits(r.randrange(1, 4))}"

    def signed(self, simple: bool) -> str:
        if self.chance(0.08):
            return self.random.choice(["0", "-0", "0.000", "-.0"])
        text = self.magnitude(simple)
        return self.random.choice(["", "", "", "-", "-", "−", "+"]) + text

    def positive(self, simple: bool) -> str:
        while True:
            text = self.magnitude(simple)
            if number(text) > 0:
                return text

    def case(self) -> Case:
        r = self.random
        case = Case()
        long = self.index % 100 == 99
        simple = long or self.chance(0.5)
        count = 1 if long else r.choice([1, 2, 2, 2, 3, 4])
        names = [f"θ{i + 1}" for i in range(count)]
        if self.chance(0.25):
            pool = ["a", "b", "w[1]", 'the "first"', "β", "w 2", "权重", "e1", "x-", "θ2"]
            names = r.sample(pool, count)
        named = names != [f"θ{i + 1}" for i in range(count)] or self.chance(0.2)
        arguments: list[list[str]] = []

        def option(name: str, value: str) -> None:
            arguments.append([f"{name}={value}"] if self.chance(0.3) else [name, value])

        case.names = names
        case.starts = [self.signed(simple) for _ in names]
        if named:
            option("--weights", ",".join(f"{n}={v}" for n, v in zip(names, case.starts)))
        else:
            option("--weights", ",".join(case.starts))

        case.quadratic = self.chance(0.5)
        one_for_all = self.chance(0.3)
        figures = [self.signed(simple) for _ in range(1 if one_for_all else count)]
        case.figures = figures * count if one_for_all else figures
        if named and not one_for_all and self.chance(0.5):
            pairs = [f"{n}={v}" for n, v in zip(names, figures)]
            r.shuffle(pairs)
            text = ",".join(pairs)
        else:
            text = ",".join(figures)
        option("--target" if case.quadratic else "--gradient", text)

        case.penalty = r.choice(["none", "l1", "l1", "l2", "elastic-net", "elastic-net"])
        if case.penalty != "none" or self.chance(0.3):
            option("--penalty", case.penalty)
        if case.penalty != "none" and self.chance(0.8):
            case.strength = "0" if self.chance(0.05) else self.magnitude(simple)
            option("--strength", case.strength)
        if case.penalty == "elastic-net" and self.chance(0.8):
            case.l1_ratio = r.choice(["0", "1", "0.5", "1.0", ".25", f"0.{self.digits(3)}"])
            option("--l1-ratio", case.l1_ratio)
        if case.penalty in ("l2", "elastic-net") and self.chance(0.6):
            case.convention = r.choice(["half", "full"])
            option("--l2-convention", case.convention)
        if case.penalty in ("l1", "elastic-net") and self.chance(0.9):
            case.rule = r.choice(["subgradient", "hold", "proximal"])
            option("--zero-rule", case.rule)
        if self.chance(0.8):
            case.rate = self.positive(simple) if not long else r.choice(["0.1", "0.01", ".5"])
            option("--learning-rate", case.rate)
        if long:
            case.iterations = r.randrange(200, 1001)
        elif self.chance(0.9):
            case.iterations = r.randrange(1, 9) if self.chance(0.6) else r.randrange(9, 61)
        if case.iterations != 5:
            option("--iterations", str(case.iterations))
        if self.chance(0.35):
            case.places = r.randrange(0, 9)
            option("--round-step", str(case.places))
            for _ in range(r.choice([0, 0, 1, 3])):
                cell = (r.randrange(1, case.iterations + 1), r.randrange(count))
                if cell not in case.places_at:
                    case.places_at[cell] = r.randrange(0, 7)
                    value = f"{names[cell[1]]}[{cell[0]}]={case.places_at[cell]}"
                    option("--round-step-at", value)

        r.shuffle(arguments)
        case.arguments = [word for words in arguments for word in words]
        return case


# ---------------------------------------------------------------------------- what to do with them


def fnv1a64(text: str) -> str:
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return f"{value:016x}"


def print_sample(seed: int, cases: int, full_up_to: int) -> None:
    for index in range(cases):
        case = Generator(seed, index).case()
        text = csv(case)
        record: dict[str, object] = {"arguments": case.arguments}
        if len(text.encode()) <= full_up_to:
            record["csv"] = text
        else:
            record["bytes"] = len(text.encode())
            record["fnv1a64"] = fnv1a64(text)
        print(json.dumps(record, ensure_ascii=False))


def compare_one(job: tuple[str, int, int]) -> tuple[int, int, str | None]:
    """The case's index, how many lines agreed, and the first difference."""
    binary, seed, index = job
    case = Generator(seed, index).case()
    expected = csv(case)
    run = subprocess.run(
        [binary, "replay", "--format", "csv", *case.arguments], capture_output=True, timeout=120
    )
    found = run.stdout.decode(errors="replace")
    if run.returncode == 0 and found == expected and not run.stderr:
        return index, expected.count("\n"), None
    shown = f"case {index}: {binary} replay --format csv {shlex.join(case.arguments)}\n"
    if run.returncode != 0 or run.stderr:
        shown += f"  exit {run.returncode}: {run.stderr.decode(errors='replace')}\n"
    pairs = zip(expected.split("\n"), found.split("\n") + ["<nothing>"] * expected.count("\n"))
    for line, (wanted, got) in enumerate(pairs, start=1):
        if wanted != got:
            return index, line - 1, f"{shown}  line {line}\n  decimal:  {wanted}\n  regtutor: {got}"
    return index, expected.count("\n"), f"{shown}  regtutor goes on after the last line"


def compare(binary: str, seed: int, cases: int, jobs: int) -> int:
    differences = lines = 0
    work = ((binary, seed, index) for index in range(cases))
    with multiprocessing.Pool(jobs) as pool:
        for _, agreed, difference in pool.imap(compare_one, work, chunksize=50):
            lines += agreed
            if difference:
                differences += 1
                if differences == 1:
                    print(difference)
    print(f"{cases - differences} of {cases} replays agree in every line ({lines} lines)")
    return 1 if differences else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--seed", type=int, default=47)
    parser.add_argument(
        "--sample", type=int, metavar="CASES", help="print so many cases as JSON lines"
    )
    parser.add_argument(
        "--full-up-to", type=int, default=1500, metavar="BYTES",
        help="of longer CSVs a sample has the length and the FNV-1a hash",
    )
    parser.add_argument("--compare", metavar="BINARY", help="run --cases through regtutor")
    parser.add_argument("--cases", type=int, default=10_000)
    parser.add_argument("--jobs", type=int, default=multiprocessing.cpu_count())
    options = parser.parse_args()
    if options.sample is not None:
        print_sample(options.seed, options.sample, options.full_up_to)
        return 0
    if options.compare is not None:
        return compare(options.compare, options.seed, options.cases, options.jobs)
    parser.error("give --sample CASES or --compare BINARY")


if __name__ == "__main__":
    sys.exit(main())
