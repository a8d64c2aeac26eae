#!/usr/bin/env python3
"""Training: regtutor beside PyTorch, JAX and Keras, and beside what the machine can do.

One interleaved run: in each round every contestant trains an epoch, one after the other, each in
a process of its own, on one core, with one thread. Minima are compared, medians stand beside
them. A framework that this Python does not have is left out with a line.

    python3 -m venv .venv-bench && .venv-bench/bin/pip install -r Benchmarks/requirements.txt
    .venv-bench/bin/python Benchmarks/training.py .build/release/regtutor

Fails if a goal is missed. --accuracy trains ten epochs with each of five seeds as well.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time

import sgemm

# What is measured is the training, and nobody wants these runs in a journal.
os.environ["REGTUTOR_NO_JOURNAL"] = "1"

FOLDER = os.path.dirname(os.path.abspath(__file__))
SAMPLES = 60_000
ONE_THREAD = {
    name: "1"
    for name in (
        "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS",
        "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS",
    )
}  # fmt: skip
QUIET = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "JAX_PLATFORMS": "cpu",
    "CUDA_VISIBLE_DEVICES": "",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false",
}
CONTESTANTS = ("jax", "torch", "torch-tuned", "keras-tensorflow", "keras-jax", "keras-torch")
# How many times as fast as this contestant regtutor is meant to be. Keras's goal is for the
# backend it has unless told otherwise; PyTorch's for PyTorch as it comes.
GOALS = {"jax": 1.6, "torch": 8.0, "keras-tensorflow": 12.0}
RACES = ("adam", "adamw+dropout", "sgd+l1", "sgd-128")
ARGUMENTS = {
    "adam": "--optimizer adam --learning-rate 0.001 --batch 32",
    "adamw+dropout": "--optimizer adamw --learning-rate 0.001 --weight-decay 0.01 --dropout 0.5 "
    "--batch 32",
    "sgd+l1": "--optimizer sgd --learning-rate 0.1 --l1 1e-5 --l1-rule subgradient --batch 32",
    "sgd-128": "--optimizer sgd --learning-rate 0.1 --batch 128",
}
ARTICLE = "--data fashion-mnist --layers 128,64 --seed 1"
TINY = "--data circle --layers 4,2 --activation tanh --batch 10 --optimizer sgd --seed 1"
SHARE_OF_PEAK = {"sgd-128": 0.75, "adam": 0.60}
TINY_STEPS = 1_000_000
FIRST_STEP = 0.5
MEMORY = 150
TWO_THREADS = 1.4
ACCURACY = {"adam": 0.87, "adamw+dropout": 0.85}


class Report:
    """Prints figures beside their goals and remembers what was missed."""

    def __init__(self):
        self.missed = []

    def goal(self, what, value, limit, unit="", at_least=True):
        is_met = value >= limit if at_least else value <= limit
        if not is_met:
            self.missed.append(what)
        relation = "at least" if at_least else "at most"
        verdict = "met" if is_met else "MISSED"
        print(f"  {what}: {value:,.3g}{unit}, goal {relation} {limit:,g}{unit}: {verdict}")


def operations(units=(784, 128, 64, 10)):
    """Useful multiplications and additions an epoch: forward, dW, dX but for the first layer's."""
    pairs = list(zip(units, units[1:]))
    every = sum(inputs * outputs for inputs, outputs in pairs)
    behind_the_first = sum(inputs * outputs for inputs, outputs in pairs[1:])
    return 2 * SAMPLES * (2 * every + behind_the_first)


class Regtutor:
    """The program; every run is a process of its own."""

    name = "regtutor"

    def __init__(self, program, cores):
        self.program, self.cores = program, cores

    def run(self, arguments, cores=None):
        """What it prints, as objects; wall seconds from exec; most memory resident, in bytes."""
        command = [self.program, "train", *arguments.split(), "--format", "jsonl"]
        cores = cores or self.cores[:1]
        start = time.perf_counter()
        child = subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )  # fmt: skip
        # Few lines go to stderr, far fewer than a pipe holds.
        text = child.stdout.read()
        trouble = child.stderr.read()
        _, status, usage = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode != 0:
            sys.exit(f"{' '.join(command)}\nended with {child.returncode}: {trouble.strip()}")
        objects = [json.loads(line) for line in text.splitlines() if line.strip()]
        return objects, seconds, usage.ru_maxrss * 1024

    def epoch(self, setting, threads=1, epochs=1):
        """Seconds an epoch, training alone; the hash of all weights; memory."""
        cores = self.cores[:threads] if threads > 1 else None
        objects, _, memory = self.run(
            f"{ARTICLE} {ARGUMENTS[setting]} --epochs {epochs} --threads {threads}", cores
        )
        of_epochs = [entry for entry in objects if entry.get("epoch", 0) > 0]
        if not of_epochs or "weights_hash" not in objects[-1]:
            sys.exit("regtutor train printed no epoch or no weights_hash")
        batch = int(ARGUMENTS[setting].split("--batch ")[1].split()[0])
        if of_epochs[0]["step"] != -(-SAMPLES // batch):
            sys.exit(f"an epoch has {of_epochs[0]['step']} steps: not all images were trained on")
        return [entry["seconds"] for entry in of_epochs], objects[-1]["weights_hash"], memory


class Framework:
    """contestants.py at the other end of a pipe."""

    def __init__(self, name, options):
        self.name = name
        self.child = subprocess.Popen(
            self.command(name, options), stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True, env=self.environment(name),
            preexec_fn=lambda: os.sched_setaffinity(0, options.cores[:1]),
        )  # fmt: skip
        answer = self.answer()
        self.missing = answer.get("missing") if answer else "it ended at once"

    @staticmethod
    def command(name, options):
        return [options.python, os.path.join(FOLDER, "contestants.py"), name, options.images]

    @staticmethod
    def environment(name):
        backend = {"KERAS_BACKEND": name.removeprefix("keras-")} if "keras" in name else {}
        return {**os.environ, **ONE_THREAD, **QUIET, **backend}

    def answer(self):
        line = self.child.stdout.readline()
        return json.loads(line) if line else None

    def ask(self, command):
        self.child.stdin.write(command + "\n")
        self.child.stdin.flush()
        answer = self.answer()
        if answer is None:
            sys.exit(f"{self.name} ended at '{command}'")
        return answer

    def end(self):
        self.child.stdin.close()
        self.child.wait()


def start_frameworks(options):
    """Those that are there; the others get a line each."""
    running = []
    for name in options.contestants:
        framework = Framework(name, options)
        if framework.missing:
            print(f"{name}: left out: {framework.missing}")
            framework.end()
        else:
            running.append(framework)
    return running


def spread(times):
    return f"{min(times):8.3f} {statistics.median(times):8.3f}"


def races(options, regtutor, frameworks, peak, report):
    """Seconds an epoch of the article's network, everybody in turn; the share of the peak."""
    for setting in options.settings:
        times = {name: [] for name in ["regtutor"] + [other.name for other in frameworks]}
        for framework in frameworks:
            framework.ask(f"prepare {setting}")
        for _ in range(options.rounds):
            times["regtutor"] += regtutor.epoch(setting, epochs=2)[0]
            for framework in frameworks:
                times[framework.name].append(framework.ask(f"epoch {setting}")["seconds"])
            peak.again()
        print(f"\n{setting}: {ARGUMENTS[setting]}")
        print("  seconds an epoch      min   median   times regtutor (min, median)")
        own = times["regtutor"]
        for name, values in times.items():
            ratios = ""
            if name != "regtutor":
                ratio = min(values) / min(own)
                middle = statistics.median(values) / statistics.median(own)
                ratios = f"   {ratio:.2f}  {middle:.2f}"
            print(f"  {name:16} {spread(values)}{ratios}")
        for name, goal in GOALS.items():
            # The goals are for the three settings of batch 32.
            if name in times and setting != "sgd-128":
                ratio = min(times[name]) / min(own)
                report.goal(f"times as fast as {name}, {setting}", ratio, goal)
        rate = operations() / min(own)
        print(f"  useful work: {rate / 1e9:.1f} GFLOP/s of {peak.rate / 1e9:.1f}")
        if setting in SHARE_OF_PEAK:
            share = rate / peak.rate
            report.goal(f"share of the peak, {setting}", share, SHARE_OF_PEAK[setting])


class Peak:
    """OpenBLAS's best rate on one core, measured again in every round."""

    def __init__(self, options):
        self.environment = {**os.environ, **ONE_THREAD}
        self.before = lambda: os.sched_setaffinity(0, options.cores[:1])
        rates = sgemm.all_rates(self.environment, self.before)
        self.rate, self.choice = 0.0, None
        print("sgemm 2048 x 2048, one thread:")
        for rate, library, core_type in rates:
            kernels = core_type or "its own choice"
            print(f"  {rate / 1e9:7.1f} GFLOP/s  {library}, core type {kernels}")
        if rates:
            self.rate, self.choice = rates[0][0], rates[0][1:]
        else:
            print("  left out: neither libopenblas.so.0 nor numpy is here")
            self.rate = float("nan")

    def again(self):
        if self.choice:
            now = sgemm.rate(*self.choice, self.environment, self.before)
            self.rate = max(self.rate, now)


def threads(options, regtutor, report):
    """Two threads beside one, in turn, and their bits."""
    print("\ntwo threads")
    if len(options.cores) < 2:
        print("  left out: there is one core")
        return
    for setting in ("adam", "adamw+dropout"):
        times, hashes = {1: [], 2: []}, set()
        for _ in range(options.rounds):
            for count, values in times.items():
                seconds, bits, _ = regtutor.epoch(setting, threads=count, epochs=2)
                values += seconds
                hashes.add(bits)
        print(f"  {setting}: one thread {spread(times[1])}, two {spread(times[2])}")
        report.goal(f"times as fast, {setting}", min(times[1]) / min(times[2]), TWO_THREADS)
        report.goal(f"different hashes of the weights, {setting}", len(hashes), 1, at_least=False)


def tiny(options, regtutor, frameworks, report):
    """Steps a second of the 2-4-2-1 network."""
    rates = {"regtutor": []}
    for framework in frameworks:
        rates[framework.name] = []
        framework.ask("prepare tiny")
    for _ in range(options.rounds):
        objects, _, _ = regtutor.run(f"{TINY} --epochs {options.tiny_epochs} --threads 1")
        of_epochs = [entry for entry in objects if entry.get("epoch", 0) > 0]
        seconds = sum(entry["seconds"] for entry in of_epochs)
        rates["regtutor"].append(of_epochs[-1]["step"] / seconds)
        for framework in frameworks:
            # The best of a few: an epoch is soon over.
            answers = [framework.ask("epoch tiny") for _ in range(5)]
            rates[framework.name].append(max(a["steps"] / a["seconds"] for a in answers))
    print("\n2-4-2-1, tanh, batch 10: steps a second, best and median")
    for name, values in rates.items():
        print(f"  {name:16} {max(values):12,.0f} {statistics.median(values):12,.0f}")
    report.goal("steps a second", max(rates["regtutor"]), TINY_STEPS)


def cold_start(options, regtutor, frameworks, report):
    """From exec to the end of a process that reads the full set and makes one step; memory."""
    print("\nfrom exec to the first step done, with the full set; most memory resident in the run")
    times = {"regtutor": []}
    memory = {"regtutor": regtutor.epoch("adam", epochs=1)[2]}
    for framework in frameworks:
        times[framework.name] = []
        memory[framework.name] = framework.ask("memory")["bytes"]
    for _ in range(options.rounds):
        _, seconds, resident = regtutor.run(
            f"{ARTICLE} {ARGUMENTS['adam']} --steps 1 --threads 1"
        )
        times["regtutor"].append(seconds)
        memory["regtutor"] = max(memory["regtutor"], resident)
        for framework in frameworks:
            start = time.perf_counter()
            subprocess.run(
                Framework.command(framework.name, options) + ["--cold"],
                env=Framework.environment(framework.name), check=True,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                preexec_fn=lambda: os.sched_setaffinity(0, options.cores[:1]),
            )  # fmt: skip
            times[framework.name].append(time.perf_counter() - start)
    for name, values in times.items():
        print(f"  {name:16} {spread(values)} s {memory[name] / 2**20:8.0f} MiB")
    report.goal("cold start", min(times["regtutor"]), FIRST_STEP, " s", at_least=False)
    report.goal("memory", memory["regtutor"] / 2**20, MEMORY, " MiB", at_least=False)


def accuracy(regtutor, report):
    """On the test images after ten epochs, the worst of five seeds."""
    print("\ntest accuracy after ten epochs")
    for setting, goal in ACCURACY.items():
        values = []
        for seed in range(1, 6):
            objects, _, _ = regtutor.run(
                f"{ARTICLE.rsplit('--seed', 1)[0]} --seed {seed} {ARGUMENTS[setting]} --epochs 10"
            )
            last = [entry for entry in objects if entry.get("epoch", 0) > 0][-1]
            values.append(last["validation_accuracy"])
        print(f"  {setting}: " + ", ".join(f"{value:.4f}" for value in values))
        report.goal(f"accuracy with the worst seed, {setting}", min(values), goal)


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("program", help="regtutor, the release build")
    parser.add_argument("--rounds", type=int, default=5, help="rounds of every race (5)")
    parser.add_argument(
        "--python", default=sys.executable, help="the Python that has the frameworks (this one)"
    )
    parser.add_argument(
        "--images", default="/usr/share/datasets/fashion-mnist",
        help="the folder of Fashion-MNIST's four files, for the frameworks",
    )  # fmt: skip
    parser.add_argument(
        "--contestants", type=lambda text: text.split(",") if text else [],
        default=CONTESTANTS, help=f"of {','.join(CONTESTANTS)}; empty for regtutor alone",
    )  # fmt: skip
    parser.add_argument(
        "--settings", type=lambda text: text.split(","), default=RACES,
        help=f"of {','.join(RACES)}",
    )  # fmt: skip
    parser.add_argument("--core", type=int, help="the core to run on (the last one)")
    parser.add_argument("--tiny-epochs", type=int, default=4000, help="of the tiny network (4000)")
    parser.add_argument(
        "--accuracy", action="store_true", help="ten epochs with each of five seeds as well"
    )
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0), reverse=True)
    if options.core is not None:
        cores.sort(key=lambda core: core != options.core)
    options.cores = cores
    for given, known in ((options.contestants, CONTESTANTS), (options.settings, RACES)):
        for name in given:
            if name not in known:
                parser.error(f"'{name}' is not among {', '.join(known)}")
    return options


def main():
    options = read_options()
    report = Report()
    load = os.getloadavg()[0]
    print(f"{os.cpu_count()} cores, load {load:.2f}" + (": not quiet!" if load > 0.5 else ""))
    regtutor = Regtutor(options.program, options.cores)
    peak = Peak(options)
    frameworks = start_frameworks(options)
    try:
        races(options, regtutor, frameworks, peak, report)
        threads(options, regtutor, report)
        tiny(options, regtutor, [f for f in frameworks if f.name != "keras-torch"], report)
        cold_start(options, regtutor, frameworks, report)
        if options.accuracy:
            accuracy(regtutor, report)
    finally:
        for framework in frameworks:
            framework.end()
    if report.missed:
        print("\nmissed: " + "; ".join(report.missed))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
