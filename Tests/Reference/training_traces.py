#!/usr/bin/env python3
"""Traces of training computed by PyTorch, which `ReferenceTraceTests` hold the engine against.

    training_traces.py                 writes training/*.json and training/*.expected.json
    training_traces.py --list          names the cases and how much each magnifies rounding

Every case is a trace file as `regtutor trace` reads it. A case whose figures at the end would
change by more than rounding when its start is changed by rounding is refused: it would compare
luck, not formulas.
"""

import argparse
import itertools
import json
import pathlib
import random
import sys
from functools import partial

import torch

import training_torch

FOLDER = pathlib.Path(__file__).parent / "training"
STEPS = 20
# Twenty steps of honest rounding, so often magnified, stay below 1e-12.
LARGEST_MAGNIFICATION = 60
OPTIMIZERS = ("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw")
LOSSES = ("cross-entropy", "logistic", "squared-error", "half-squared-error")
ACTIVATIONS = ("linear", "relu", "tanh", "sigmoid")
RATES = {"sgd": 0.1, "momentum": 0.05, "nesterov": 0.05, "rmsprop": 0.01, "adam": 0.02,
         "adamw": 0.02}  # fmt: skip

# Inputs, (units, activation) of each layer, loss, samples, batch.
NETWORKS = {
    "5-4-3": (5, [(4, "tanh"), (3, "linear")], "cross-entropy", 12, 5),
    "3-5-1": (3, [(5, "relu"), (1, "linear")], "logistic", 10, 4),
    "2-4-2-1": (2, [(4, "tanh"), (2, "sigmoid"), (1, "tanh")], "half-squared-error", 8, 4),
    "4-3-2": (4, [(3, "sigmoid"), (2, "linear")], "squared-error", 9, 6),
}


def optimizer(kind, **changes):
    """The settings that a kind reads, PyTorch's defaults unless changed."""
    settings = {"kind": kind, "learning_rate": RATES[kind]}
    if kind in ("momentum", "nesterov"):
        settings |= {"momentum": 0.9, "velocity": "gradients"}
    if kind == "rmsprop":
        settings |= {"smoothing": 0.9}
    if kind in ("adam", "adamw"):
        settings |= {"beta1": 0.9, "beta2": 0.999}
    if kind in ("rmsprop", "adam", "adamw"):
        settings |= {"epsilon": 1e-8, "epsilon_placement": "outside-root"}
    if kind in ("adam", "adamw"):
        settings |= {"bias_correction": True}
    if kind == "adamw":
        settings |= {"weight_decay": 0.01}
    return settings | changes


def weights_of(layers):
    return [f"layer{index + 1}.weights" for index in range(len(layers))]


def penalty(parameters, l1=0, l2=0, rule="subgradient", convention="half"):
    return {
        "l1": l1, "l1_rule": rule, "l2": l2, "l2_convention": convention,
        "parameters": parameters,
    }  # fmt: skip


class Case:
    """A trace in the making: data, weights and batches come from the case's name and the draw."""

    def __init__(self, name, network="5-4-3", **changes):
        self.name = name
        inputs, layers, loss, samples, batch = changes.pop("shape", None) or NETWORKS[network]
        self.random = random.Random(f"{name} {changes.pop('draw', 0)}")
        self.trace = {"format_version": 1, "precision": changes.pop("precision", "float64")}
        widths = [inputs] + [units for units, _ in layers]
        self.trace["layers"] = [
            {
                "inputs": before,
                "units": units,
                "activation": activation,
                "weights": [[self.weight() for _ in range(units)] for _ in range(before)],
                "biases": [self.number(0.2) for _ in range(units)],
            }
            for before, (units, activation) in zip(widths, layers)
        ]
        if changes.pop("starts_at_zero", False):
            self.trace["layers"][0]["weights"][1][2] = 0
        self.trace["loss"] = loss
        rows = [[self.number(1.5) for _ in range(inputs)] for _ in range(samples)]
        self.trace["data"] = {"inputs": rows} | self.wanted(loss, samples, widths[-1])
        orders = changes.pop("orders", None) or self.batches(samples, batch)
        self.trace["steps"] = [{"samples": order} for order in orders]
        self.trace["optimizer"] = changes.pop("optimizer", None) or optimizer("sgd")
        if self.trace["optimizer"].get("weight_decay"):
            self.trace["optimizer"].setdefault("decays", weights_of(layers))
        drops = changes.pop("drop_probabilities", None)
        if drops:
            self.trace["drop_probabilities"] = drops
            for step in self.trace["steps"]:
                step["masks"] = [
                    self.mask(len(step["samples"]), width, drop)
                    for width, drop in zip(widths, drops)
                ]
        for key in ("penalties", "clip"):
            if key in changes:
                self.trace[key] = changes.pop(key)
        self.trace["report"] = changes.pop("report", [1, STEPS])
        assert not changes, changes

    def number(self, bound):
        return round(self.random.uniform(-bound, bound), 3)

    def weight(self):
        """One in three is so small that L1 brings it to zero within the steps."""
        scale = 0.03 if self.random.random() < 1 / 3 else 1
        return self.number(scale) or 0.007

    def wanted(self, loss, samples, outputs):
        if loss == "cross-entropy":
            return {"classes": [index % outputs for index in range(samples)]}
        if loss == "logistic":
            return {"classes": [self.random.randrange(2) for _ in range(samples)]}
        if loss == "half-squared-error":
            signs = [[self.random.choice((-1, 1)) for _ in range(outputs)] for _ in range(samples)]
            return {"targets": signs}
        return {"targets": [[self.number(1) for _ in range(outputs)] for _ in range(samples)]}

    def batches(self, samples, batch):
        """A new order each epoch; the last batch of an epoch has what is left."""
        orders = []
        while len(orders) < STEPS:
            order = self.random.sample(range(samples), samples)
            orders += [order[start : start + batch] for start in range(0, samples, batch)]
        return orders[:STEPS]

    def mask(self, samples, width, drop):
        if drop == 0:
            return None
        return [[int(self.random.random() >= drop) for _ in range(width)] for _ in range(samples)]


def all_cases():
    networks = itertools.cycle(NETWORKS)

    def layers(network):
        return weights_of(NETWORKS[network][1])

    # Every optimizer with every penalty on the weights.
    for kind in OPTIMIZERS:
        for title, settings in {
            "none": None,
            "l1": {"l1": 0.02},
            "l2-half": {"l2": 0.05},
            "l2-full": {"l2": 0.05, "convention": "full"},
            "elastic-net": {"l1": 0.01, "l2": 0.03},
            "l1-proximal": {"l1": 0.3, "rule": "proximal"},
            "l1-hold": {"l1": 0.1, "rule": "hold"},
            "elastic-net-proximal": {"l1": 0.2, "l2": 0.04, "rule": "proximal"},
            "elastic-net-hold": {"l1": 0.1, "l2": 0.04, "rule": "hold", "convention": "full"},
        }.items():
            network = next(networks)
            changes = {"optimizer": optimizer(kind)}
            if settings:
                changes["penalties"] = [penalty(layers(network), **settings)]
            yield partial(Case, f"{kind}-{title}", network, **changes)
        next(networks)

    # Penalties and decays on parameters of their own.
    yield partial(Case, "penalties-by-layer", "5-4-3", optimizer=optimizer("momentum"), penalties=[
        penalty(["layer1.weights"], l1=0.02, l2=0.01),
        penalty(["layer2.weights"], l2=0.1, convention="full"),
    ])  # fmt: skip
    yield partial(Case, "penalty-rules-by-layer", "2-4-2-1", optimizer=optimizer("adam"), penalties=[
        penalty(["layer1.weights"], l1=0.3, rule="proximal"),
        penalty(["layer2.weights"], l1=0.1, rule="hold"),
        penalty(["layer3.weights"], l1=0.01),
    ])  # fmt: skip
    everything = ["layer1.weights", "layer1.biases", "layer2.weights", "layer2.biases"]
    yield partial(Case, "penalty-on-biases", "4-3-2", optimizer=optimizer("adam"),
               penalties=[penalty(everything, l1=0.01, l2=0.04)])  # fmt: skip
    yield partial(Case, "penalty-on-biases-alone", "3-5-1",
               penalties=[penalty(["layer1.biases"], l1=0.2, rule="proximal")])  # fmt: skip
    yield partial(Case, "decay-on-biases", "3-5-1",
               optimizer=optimizer("adamw", weight_decay=0.2, decays=everything))  # fmt: skip
    yield partial(Case, "decay-by-layer", "5-4-3",
               optimizer=optimizer("adamw", weight_decay=0.5, decays=["layer2.weights"]))  # fmt: skip
    for kind in ("sgd", "momentum", "nesterov", "rmsprop", "adam"):
        yield partial(Case, f"{kind}-decay", next(networks),
                   optimizer=optimizer(kind, weight_decay=0.1))  # fmt: skip
    yield partial(Case, "adamw-decay-and-l2", "4-3-2", optimizer=optimizer("adamw", weight_decay=0.1),
               penalties=[penalty(layers("4-3-2"), l2=0.05)])  # fmt: skip
    yield partial(Case, "sgd-decay-l1-proximal", "5-4-3", optimizer=optimizer("sgd", weight_decay=0.1),
               penalties=[penalty(layers("5-4-3"), l1=0.2, rule="proximal")])  # fmt: skip
    for rule, strength in (("hold", 0.1), ("subgradient", 0.02), ("proximal", 0.2)):
        yield partial(Case, f"{rule}-of-a-weight-that-is-zero", "5-4-3", starts_at_zero=True,
                      penalties=[penalty(layers("5-4-3"), l1=strength, rule=rule)])  # fmt: skip

    # The optimizers' variants.
    yield partial(Case, "rmsprop-inside-root", "5-4-3", optimizer=optimizer(
        "rmsprop", epsilon=1e-7, epsilon_placement="inside-root"))  # fmt: skip
    yield partial(Case, "rmsprop-large-epsilon", "4-3-2", optimizer=optimizer("rmsprop", epsilon=0.01))
    for placement in training_torch.ROOT_RULES:
        yield partial(Case, f"adam-large-epsilon-{placement}", "3-5-1", optimizer=optimizer(
            "adam", epsilon=0.01, epsilon_placement=placement))  # fmt: skip
    yield partial(Case, "adam-as-keras-has-it", "5-4-3", optimizer=optimizer(
        "adam", epsilon=1e-7, epsilon_placement="before-correction"))  # fmt: skip
    yield partial(Case, "adamw-as-keras-has-it", "4-3-2", optimizer=optimizer(
        "adamw", epsilon=1e-7, epsilon_placement="before-correction", weight_decay=0.004,
        decays=everything))  # fmt: skip
    yield partial(Case, "adam-as-mlx-has-it", "5-4-3", optimizer=optimizer("adam", bias_correction=False))
    yield partial(Case, "adamw-as-mlx-has-it", "2-4-2-1",
               optimizer=optimizer("adamw", bias_correction=False))  # fmt: skip
    yield partial(Case, "adam-other-betas", "4-3-2", optimizer=optimizer("adam", beta1=0.5, beta2=0.9))
    yield partial(Case, "adam-beta-zero", "5-4-3",
               optimizer=optimizer("adam", beta1=0.0, beta2=0.99, epsilon=1e-3))  # fmt: skip
    for kind in ("momentum", "nesterov"):
        yield partial(Case, f"{kind}-of-steps", next(networks),
                   optimizer=optimizer(kind, velocity="steps", momentum=0.8))  # fmt: skip

    # Every loss with every hidden activation, on one to three layers.
    for loss, activation in itertools.product(LOSSES, ACTIVATIONS):
        outputs = {"cross-entropy": 3, "logistic": 1}.get(loss, 2)
        last = "linear" if loss in LOSSES[:2] else activation
        shape = (3, [(4, activation), (3, activation), (outputs, last)], loss, 8, 4)
        yield partial(Case, f"three-layers-{activation}-{loss}", shape=shape)
    for loss in LOSSES:
        outputs = {"cross-entropy": 4, "logistic": 1}.get(loss, 2)
        shape = (5, [(outputs, "linear")], loss, 10, 6)
        yield partial(Case, f"one-layer-{loss}", shape=shape, optimizer=optimizer("nesterov"))

    # Dropout with given masks.
    yield partial(Case, "dropout-of-inputs", "5-4-3", drop_probabilities=[0.2, 0])
    yield partial(Case, "dropout-of-hidden-outputs", "3-5-1", drop_probabilities=[0, 0.5],
               optimizer=optimizer("adam"))  # fmt: skip
    yield partial(Case, "dropout-everywhere", "2-4-2-1", drop_probabilities=[0.1, 0.5, 0.25],
               optimizer=optimizer("adamw"),
               penalties=[penalty(["layer1.weights"], l1=0.01)])  # fmt: skip

    # Clipping of the data loss's gradient.
    strong = [penalty(["layer1.weights", "layer2.weights"], l1=0.02, l2=0.3)]
    yield partial(Case, "clip-norm", "5-4-3", clip={"norm": 0.2}, penalties=strong)
    yield partial(Case, "clip-norm-that-is-seldom-reached", "5-4-3", clip={"norm": 0.45},
               optimizer=optimizer("momentum"))  # fmt: skip
    yield partial(Case, "clip-value", "4-3-2", clip={"value": 0.05}, penalties=strong,
               optimizer=optimizer("adam"))  # fmt: skip
    yield partial(Case, "clip-norm-with-decay-and-dropout", "3-5-1", clip={"norm": 0.1},
               drop_probabilities=[0, 0.5],
               optimizer=optimizer("adamw", weight_decay=0.1))  # fmt: skip

    # Orders of their own: the same batch again, a sample twice in a batch, batches of one.
    yield partial(Case, "the-same-batch-again", "5-4-3", orders=[[7, 2, 11, 0]] * STEPS,
               optimizer=optimizer("momentum"))  # fmt: skip
    yield partial(Case, "a-sample-twice-in-a-batch", "4-3-2",
               orders=[[1, 1, 5], [8, 0, 8, 8]] * (STEPS // 2))  # fmt: skip
    yield partial(Case, "batches-of-one", "2-4-2-1", orders=[[step % 8] for step in range(STEPS)],
               optimizer=optimizer("rmsprop"))  # fmt: skip
    yield partial(Case, "report-of-many-steps", "3-5-1", report=[0, 1, 2, 3, 10, 19, 20],
               optimizer=optimizer("adam"))  # fmt: skip

    # Single precision.
    for kind in ("sgd", "adam", "adamw", "momentum"):
        network = next(networks)
        yield partial(Case, f"float32-{kind}", network, precision="float32", optimizer=optimizer(kind),
                   penalties=[penalty(layers(network), l1=0.01, l2=0.02)])  # fmt: skip


# ------------------------------------------------------------------------------------- files


def largest_difference(one, other, floor=1e-3):
    """Relative, of parameters, losses and penalties; below the floor relative to the floor."""
    worst = 0.0
    for a, b in zip(one[0], other[0]):
        for x, y in zip(a[1:], b[1:]):
            worst = max(worst, abs(x - y) / max(abs(x), floor))
    for (_, a), (_, b) in zip(one[1], other[1]):
        for name in a:
            scale = a[name].abs().double().clamp(min=floor)
            worst = max(worst, ((a[name].double() - b[name].double()).abs() / scale).max().item())
    return worst


def magnification(trace, result):
    """How much larger a change of the start by 2⁻⁴⁶ is at the end, in the worst of three."""
    worst = 0.0
    for seed in range(3):
        generator = torch.Generator().manual_seed(seed)

        def nudge(shape):
            return 2**-46 * (2 * torch.rand(shape, generator=generator, dtype=torch.float64) - 1)

        other = training_torch.compute({**trace, "precision": "float64"}, nudge)
        worst = max(worst, largest_difference(result, other) * 2**46)
    return worst


def fault_of(case, result):
    """Why a case tests nothing: no gradient, no weight for L1's rules, nothing to cut for a clip."""
    trace, (_, report) = case.trace, result
    last = report[-1][1]
    for index, layer in enumerate(trace["layers"]):
        end = last[f"layer{index + 1}.weights"]
        moved = end != torch.tensor(layer["weights"], dtype=end.dtype)
        if moved.double().mean() < 0.7:
            return "weights that never move"
    for entry in trace.get("penalties", []):
        zeros = sum(int((last[name] == 0).sum()) for name in entry["parameters"])
        if entry["l1"] and entry["l1_rule"] != "subgradient":
            if zeros == 0:
                return f"{entry['l1_rule']} has brought no weight to zero"
            if all((last[name] == 0).all() for name in entry["parameters"]):
                return "every weight is zero"
        elif zeros > 0:
            return "a zero that nothing explains"
    if "clip" in trace:
        without = {key: value for key, value in trace.items() if key != "clip"}
        if largest_difference(result, training_torch.compute(without)) < 1e-3:
            return "clipping changes nothing"
    return None


def digits(value, precision):
    # A soft threshold gives −0 for what was below zero; adding 0 makes it 0.
    return ("%.17g" if precision == "float64" else "%.9g") % (value + 0.0)


def rows(values, precision):
    return "[" + ", ".join(digits(value, precision) for value in values) + "]"


def expected_text(trace, result):
    steps, report = result
    precision = trace["precision"]
    lines = ["{", f' "precision": "{precision}",', ' "steps": [']
    for index, (number, loss, penalty_sum) in enumerate(steps):
        comma = "," if index + 1 < len(steps) else ""
        lines.append(
            f'  {{"step": {number}, "data_loss": {digits(loss, precision)}, '
            f'"penalty": {digits(penalty_sum, precision)}}}{comma}'
        )
    lines += [" ],", ' "parameters": [']
    for index, (step, values) in enumerate(report):
        lines.append(f'  {{"step": {step}, "layers": [')
        for layer in range(len(trace["layers"])):
            name = f"layer{layer + 1}"
            weights = [rows(row, precision) for row in values[f"{name}.weights"].tolist()]
            biases = rows(values[f"{name}.biases"].tolist(), precision)
            comma = "," if layer + 1 < len(trace["layers"]) else ""
            lines.append(f'   {{"weights": [{", ".join(weights)}], "biases": {biases}}}{comma}')
        lines.append("  ]}" + ("," if index + 1 < len(report) else ""))
    return "\n".join(lines + [" ]", "}"]) + "\n"


def trace_text(trace):
    """JSON with a line for each layer and step."""
    parts = []
    for key, value in trace.items():
        if key in ("layers", "steps", "penalties"):
            inner = ",\n  ".join(json.dumps(entry) for entry in value)
            parts.append(f' "{key}": [\n  {inner}\n ]')
        else:
            parts.append(f' "{key}": {json.dumps(value)}')
    return "{\n" + ",\n".join(parts) + "\n}\n"


def fit_to_compare(make_case):
    """The first draw of a case that tests what its name says and does not magnify rounding."""
    reasons = []
    for draw in range(40):
        case = make_case(draw=draw)
        result = training_torch.compute(case.trace)
        double = training_torch.compute({**case.trace, "precision": "float64"})
        growth = magnification(case.trace, double)
        fault = fault_of(case, result)
        if growth > LARGEST_MAGNIFICATION:
            fault = f"rounding grows {growth:.0f} times"
        single = case.trace["precision"] == "float32"
        if single and largest_difference(double, result, floor=0.1) > 1e-6:
            fault = "rounding alone makes a difference"
        if fault is None:
            return case, result, draw, growth
        reasons.append(fault)
    sys.exit(f"{case.name}: no draw will do: {', '.join(sorted(set(reasons)))}")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--list", action="store_true", help="write nothing, name the cases")
    options = parser.parse_args()
    torch.set_num_threads(1)
    written = {}
    for make_case in all_cases():
        case, result, draw, growth = fit_to_compare(make_case)
        if options.list:
            print(f"{case.name:45} draw {draw:2}, magnifies {growth:4.1f} times")
        for ending, text in (
            ("json", trace_text(case.trace)),
            ("expected.json", expected_text(case.trace, result)),
        ):
            name = f"{case.name}.{ending}"
            assert name not in written, f"two cases named {case.name}"
            json.loads(text)
            written[name] = text
    if not options.list:
        FOLDER.mkdir(exist_ok=True)
        for old in FOLDER.glob("*.json"):
            if old.name not in written:
                old.unlink()
        for name, text in written.items():
            (FOLDER / name).write_text(text)
        size = sum(len(text) for text in written.values())
        print(f"{len(written) // 2} cases, {size / 1000:.0f} kB in {FOLDER.name}/")


if __name__ == "__main__":
    main()
