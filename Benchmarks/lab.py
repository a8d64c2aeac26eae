#!/usr/bin/env python3
"""The lab beside the training it shows.

Throughput with the lab open, in turn with the same run without it; how long a key's frame takes
while it trains at full speed; the same on a slow line; and a storm of random keys and sizes over a
run, whose bits must come out as without the storm.
"""

import argparse
import json
import os
import random
import re
import select
import statistics
import subprocess
import sys
import tempfile
import time
from time import perf_counter

from random_keys import KEYS, LEAVING
from screen import Screen
from terminal import STATE, Program, milliseconds, percentile

# For those that are started without a terminal as well.
os.environ["XDG_STATE_HOME"] = STATE

FULL_SET = "/usr/share/datasets/fashion-mnist"
ARTICLE = "--layers 128,64 --optimizer adam --dropout 0.5 --batch 32 --seed 1 --threads 1"
SIZE = (132, 43)
SHARE, LATENCY = 0.97, 0.016
# Bytes a second of a line that is slow, and how long a key may take there.
LINE, LINE_LATENCY = 20_000, 1.0
PARTS = ["throughput", "latency", "line", "storm"]


class Lab(Program):
    """The program on a screen that can be read."""

    def __init__(self, command, columns=SIZE[0], rows=SIZE[1]):
        self.screen = Screen(columns, rows)
        self.taken = 0
        super().__init__(command, columns, rows)

    def read(self, timeout):
        data = super().read(timeout)
        if data:
            self.taken += len(data)
            self.screen.feed(data)
            # Nobody asks for it here.
            self.output.clear()
        return data

    def read_slowly(self, seconds):
        """Takes as much as a slow line does in this time."""
        end = perf_counter() + seconds
        while perf_counter() < end:
            data = os.read(self.controller, LINE // 100) if self.is_readable() else b""
            self.taken += len(data)
            self.screen.feed(data)
            time.sleep(0.01)

    def is_readable(self):
        return bool(select.select([self.controller], [], [], 0)[0])

    def resize(self, columns, rows):
        super().resize(columns, rows)
        self.screen.resize(columns, rows)

    def wait_for(self, condition, limit=30.0, slowly=False):
        """When the condition came true; None if it did not in time."""
        end = perf_counter() + limit
        while not condition(self.screen):
            if perf_counter() > end:
                return None
            if slowly:
                self.read_slowly(0.01)
            elif self.read(0.2) is None:
                return None
        return perf_counter()

    def written(self):
        """Bytes that the program has written by now, a few of them not to the terminal."""
        with open(f"/proc/{self.pid}/io", encoding="ascii") as file:
            return int(re.search(r"wchar: (\d+)", file.read())[1])


def head(screen):
    """Whether it plays, and the step it is at; None while neither can be read."""
    for line in screen.lines[:3]:
        match = re.search(r"(▶|❚❚|>|\|\|) ep.*?(?:step )?(\d+)  ", line)
        step = re.search(r"step (\d+)", line)
        if match and step:
            return match[1] in "▶>", int(step[1])
    return None


def is_paused(screen):
    state = head(screen)
    return state is not None and not state[0] and bits(screen) is not None


def bits(screen):
    """The beginning of the hash of the weights, which is shown while it pauses."""
    match = re.search(r"weights ([0-9a-f]{6})", "\n".join(screen.lines[:3]))
    return match[1] if match else None


def is_playing(screen):
    return (head(screen) or (False, 0))[0]


def dial(screen):
    """The dial that is chosen."""
    for line in reversed(screen.lines):
        if "▸" in line:
            return line.split("▸", 1)[1]
    return ""


def check(value, what):
    if value is None or value is False:
        sys.exit(f"it does not {what}")
    return value


def data(options):
    return "fashion-mnist" if os.path.isdir(FULL_SET) and not options.small else "fashion-small"


def lab_command(options, *more):
    return [options.program, "lab", "--data", data(options), *ARTICLE.split(), *more]


def play_at_full_speed(lab):
    check(lab.wait_for(is_paused), "show a lab that is set up")
    for _ in range(6):
        if "full speed" in lab.screen:
            break
        lab.write(b"f")
        lab.frame(limit=0.5)
    lab.write(b" ")
    check(lab.wait_for(is_playing), "play")


class Report:
    def __init__(self):
        self.missed = []

    def goal(self, what, value, limit, text, at_least=False):
        is_met = value >= limit if at_least else value <= limit
        if not is_met:
            self.missed.append(what)
        print(f"  {what}: {text}: {'met' if is_met else 'MISSED'}")


def processor_times(pid):
    """Seconds on a processor of every thread, by its number."""
    times = {}
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
            times[int(thread)] = int(file.read().split()[0]) / 1e9
    return times


def headless(options, epochs):
    """A run without the lab: steps a second by the clock and by the processor, and its hash."""
    command = [options.program, "train", "--data", data(options), *ARTICLE.split(),
               "--epochs", str(epochs), "--format", "jsonl", "--quiet"]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    seconds = processor = 0.0
    before, last = None, {}
    for text in child.stdout:
        last = json.loads(text)
        if "epoch" not in last:
            break
        seconds += last["seconds"]
        now = (perf_counter(), processor_times(child.pid)[child.pid])
        if before:
            # Of the processor's time since the epoch before, the part that updates had.
            share = last["seconds"] / (now[0] - before[0])
            processor += (now[1] - before[1]) * min(1, share)
        before = now
    check(child.wait() == 0, "train without the lab")
    steps = last["steps"]
    rate = steps * (epochs - 1) / epochs / processor if epochs > 1 else float("nan")
    return steps / seconds, rate, last["weights_hash"]


def with_lab(options, epochs, steps):
    """The same with the lab open, and its frames a second."""
    with Lab(lab_command(options, "--epochs", str(epochs))) as lab:
        check(lab.wait_for(is_paused), "show a lab that is set up")
        for _ in range(6):
            if "full speed" in lab.screen:
                break
            lab.write(b"f")
            lab.frame(limit=0.5)
        seen = set()

        def is_done(screen):
            state = head(screen)
            if state:
                seen.add(state[1])
            return state is not None and state[1] == steps and is_paused(screen)

        used = processor_times(lab.pid)
        begin = perf_counter()
        lab.write(b" ")
        end = check(lab.wait_for(is_done, limit=600), "come to the end of the run")
        processor = max(
            time - used.get(thread, 0) for thread, time in processor_times(lab.pid).items()
            if thread != lab.pid)
        shown = bits(lab.screen)
        lab.write(b"q")
        check(lab.wait() == 0, "leave in order")
    return steps / (end - begin), steps / processor, shown, len(seen) / (end - begin)


def throughput(options, report):
    print(f"\nthroughput on {data(options)}, one thread, {SIZE[0]}x{SIZE[1]}, 30 frames a second")
    is_full = data(options) == "fashion-mnist"
    epochs = options.epochs or (20 if is_full else 400)
    steps = epochs * -(-(60_000 if is_full else 2000) // 32)
    shares = {"clock": [], "processor": []}
    for number in range(options.rounds):
        # In turn first and second, so that a change in the machine's mood falls on both.
        if number % 2 == 0:
            alone = headless(options, epochs)
        lab = with_lab(options, epochs, steps)
        if number % 2 == 1:
            alone = headless(options, epochs)
        if not alone[2].startswith(lab[2]):
            report.missed.append("the same bits with the lab open")
            print(f"  other bits: {alone[2]} and {lab[2]}")
        shares["clock"].append(lab[0] / alone[0])
        shares["processor"].append(lab[1] / alone[1])
        print(f"  {alone[0]:7,.0f} steps/s headless, {lab[0]:7,.0f} with the lab: {shares['clock'][-1]:.1%}; "
              f"of a processor's seconds {alone[1]:7,.0f} and {lab[1]:7,.0f}: "
              f"{shares['processor'][-1]:.1%}; {lab[3]:.0f} frames/s")
    # The clock knows of everything, and of whatever else runs here; the processor's time of training
    # alone, its recording and its snapshots included.
    for kind, values in shares.items():
        middle = statistics.median(values)
        report.goal(f"share of the headless throughput by the {kind}", middle, SHARE,
                    f"median {middle:.1%}, best {max(values):.1%}, goal at least {SHARE:.0%}", True)


def press_and_wait(lab, key, slowly=False):
    """Seconds until the chosen dial is another one on the screen."""
    before = dial(lab.screen)
    begin = perf_counter()
    os.write(lab.controller, key)
    end = lab.wait_for(lambda screen: dial(screen) not in ("", before), 30, slowly)
    return check(end, f"answer {key!r}") - begin


def latency(options, report):
    print("\na key's frame while it trains at full speed")
    generator = random.Random(1)
    with Lab(lab_command(options, "--epochs", "100000")) as lab:
        play_at_full_speed(lab)
        times = []
        for press in range(options.presses):
            end = perf_counter() + generator.uniform(0.005, 0.06)
            while (left := end - perf_counter()) > 0:
                lab.read(left)
            times.append(press_and_wait(lab, b"d" if press % 8 < 4 else b"D"))
        check(is_playing(lab.screen), "train on meanwhile")
        lab.write(b"q")
        check(lab.wait() == 0, "leave in order")
    high = percentile(times, 0.99)
    print(f"  {len(times)} presses: median {milliseconds(statistics.median(times))}, "
          f"most {milliseconds(max(times))}")
    report.goal("99th percentile", high, LATENCY,
                f"{milliseconds(high)}, goal at most {milliseconds(LATENCY)}")


def line(options, report):
    print(f"\na line of {LINE // 1000} kB/s while it trains at full speed")
    with Lab(lab_command(options, "--epochs", "100000")) as lab:
        play_at_full_speed(lab)
        excess = lab.written() - lab.taken
        times, queued = [], []
        # The line is found out to be slow at first.
        lab.read_slowly(5)
        taken, begin = lab.taken, perf_counter()
        for press in range(options.line_presses):
            lab.read_slowly(0.7)
            queued.append(lab.written() - lab.taken - excess)
            times.append(press_and_wait(lab, b"d" if press % 8 < 4 else b"D", slowly=True))
        rate = (lab.taken - taken) / (perf_counter() - begin)
        check(is_playing(lab.screen), "train on meanwhile")
        begin = perf_counter()
        lab.write(b"q")
        while lab.poll() is None:
            lab.read_slowly(0.01)
        leaving = perf_counter() - begin
    print(f"  {len(times)} presses: median {statistics.median(times):.2f} s, most {max(times):.2f} s; "
          f"queued before a press: median {statistics.median(queued):,.0f}, most {max(queued):,} bytes; "
          f"{rate / 1000:.1f} kB/s used; left in {leaving:.2f} s")
    high = percentile(times, 0.9)
    report.goal("90th percentile", high, LINE_LATENCY,
                f"{high:.2f} s, goal at most {LINE_LATENCY:g} s")


STORM_SPEC = """format_version: 1
data: {set: spiral, samples: 200, noise: 0.2}
network: {hidden: [8, 6], activation: tanh, dropout: 0.1}
optimizer: {kind: adam}
penalty: {l1: 1.0e-4}
batch_size: 10
epochs: 60
seed: 3
"""


def life(options, folder, generator, keys, tally):
    """One life of the program: keys, then the bits of what has become of the run. A fault, or None."""
    command = [options.program, "lab", os.path.join(folder, "storm.yaml"), "--play",
               "--export-to", folder, "--memory", "16", *generator.choice(
                   ([], ["--twin", "none"], ["--twin", "l2=0.01", "--twin", "optimizer=sgd"]))]
    end = tally["keys"] + keys
    with Lab(command, generator.randint(20, 200), generator.randint(6, 60)) as lab:
        lab.frame(limit=5, quiet=0.02)
        while tally["keys"] < end:
            kind = generator.random()
            if kind < 0.03:
                lab.resize(generator.randint(1, 300), generator.randint(1, 120))
                tally["sizes"] += 1
            elif kind < 0.05:
                lab.write(bytes(b for b in generator.randbytes(generator.randint(1, 40))
                                if b not in LEAVING and b != ord("q")))
            else:
                burst = generator.choice((1, 1, 5, 50))
                if not lab.write("".join(generator.choices(WITHOUT_LEAVING, k=burst)).encode()):
                    if lab.poll() is None:
                        return "it takes no keys any more"
                tally["keys"] += burst
            lab.read(0)
            if (code := lab.poll()) is not None:
                tally["lives"] += 1
                return None if code == 0 else f"it ended with code {code}"
        return bits_fault(options, lab, folder, tally)


def bits_fault(options, lab, folder, tally):
    """Pauses, exports the spec, and trains it again: the bits must be those on the screen."""
    lab.resize(120, 40)
    lab.frame(limit=2)
    # Out of typing, sheets and menus, none of which a second Escape leaves the lab by.
    for key in (b"\x1b", b"\x1b", b"."):
        lab.write(key)
        lab.frame(limit=1, quiet=0.3)
    if not lab.wait_for(is_paused, limit=10):
        if "diverged" in "".join(lab.screen.lines) or "cannot" in "".join(lab.screen.lines):
            return None
        return "it does not pause any more:\n" + "\n".join(lab.screen.lines)
    lab.frame(limit=1, quiet=0.3)
    step = head(lab.screen)[1]
    shown = bits(lab.screen)
    for file in os.listdir(folder):
        if file.startswith("lab-"):
            os.remove(os.path.join(folder, file))
    lab.write(b"xs")
    if not lab.wait_for(lambda screen: "Written:" in screen, limit=10):
        return "it does not export any more:\n" + "\n".join(lab.screen.lines)
    specs = [file for file in os.listdir(folder) if file.startswith("lab-")]
    tally["checked"] += 1
    hashes = []
    for spec in specs:
        command = [options.program, "train", os.path.join(folder, spec), "--steps", str(step),
                   "--epochs", "1000000", "--format", "jsonl", "--quiet"]
        result = subprocess.run(command, capture_output=True, text=True)
        if result.returncode:
            return f"{spec} cannot be trained again: {result.stderr}"
        hashes.append(json.loads(result.stdout.splitlines()[-1])["weights_hash"])
    if not any(value.startswith(shown) for value in hashes):
        return f"step {step} has the bits {shown}, trained again {', '.join(hashes)}"
    return None


# Leaving has a part of its own, below.
WITHOUT_LEAVING = [key for key in KEYS if key not in ("q", "Q")]


def storm(options, report):
    seed = options.seed if options.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"\na storm over runs that train, seed {seed}", flush=True)
    generator = random.Random(seed)
    tally = {"keys": 0, "lives": 0, "sizes": 0, "checked": 0}
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "storm.yaml"), "w", encoding="utf-8") as file:
            file.write(STORM_SPEC)
        while tally["keys"] < options.keys:
            fault = life(options, folder, generator, min(options.life, options.keys), tally)
            if fault:
                print(f"  after {tally['keys']} keys {fault}")
                report.missed.append("the storm")
                return
    print(f"  {tally['keys']:,} keys and {tally['sizes']:,} sizes; {tally['checked']} times the bits "
          f"were those of the run without the storm")
    if not tally["checked"]:
        report.missed.append("the storm's bits, of which none was compared")


def main():
    words, command = sys.argv[1:], []
    if "--" in words:
        words, command = words[:words.index("--")], words[words.index("--") + 1:]
    parser = argparse.ArgumentParser(
        description=__doc__, usage="%(prog)s [options] -- PROGRAM",
        formatter_class=argparse.ArgumentDefaultsHelpFormatter)
    parser.add_argument("--only", default=",".join(PARTS), help="parts, between commas")
    parser.add_argument("--rounds", type=int, default=5, help="pairs of runs")
    parser.add_argument("--epochs", type=int, help="of each of these runs")
    parser.add_argument("--small", action="store_true", help="the shipped images, not the full set")
    parser.add_argument("--presses", type=int, default=500, help="of keys at full speed")
    parser.add_argument("--line-presses", type=int, default=30, help="of keys on the slow line")
    parser.add_argument("--keys", type=int, default=100_000, help="of the storm")
    parser.add_argument("--life", type=int, default=2000, help="keys of the storm for each program")
    parser.add_argument("--seed", type=int, help="of the storm; printed if not given")
    options = parser.parse_args(words)
    if len(command) != 1:
        parser.error("name the program after --")
    options.program = command[0]
    report = Report()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.2f}" + (": not quiet!" if load > 0.5 else ""))
    parts = {"throughput": throughput, "latency": latency, "line": line, "storm": storm}
    for name in options.only.split(","):
        if name not in parts:
            parser.error(f"'{name}' is not among {', '.join(PARTS)}")
        parts[name](options, report)
    if report.missed:
        print("\nmissed: " + "; ".join(report.missed))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
