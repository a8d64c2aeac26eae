#!/usr/bin/env python3
"""Runs the committed traces in Keras and MLX as well, as far as these can say them.

    framework_cross_check.py            prints the largest difference of each case and framework

The committed figures come from PyTorch and, for what it cannot say, from the published formulas
in training_torch.py. Here the frameworks from which those variants are taken have their say, in
their own optimizers. Keras runs in Float64 on its PyTorch backend, where it takes its settings as
they are. On TensorFlow it rounds them to Float32 on the way (strengths, μ, β in the powers of
Adam's bias correction), which made 1e-6 and more of these cases. MLX runs in Float32.
"""

import json
import os
import pathlib
import sys

os.environ["KERAS_BACKEND"] = "torch"

import numpy as np  # noqa: E402

import training_torch  # noqa: E402

FOLDER = pathlib.Path(__file__).parent / "training"
ADAM = ("adam", "adamw")


def decay_of(trace):
    """The decay and the names that it touches."""
    settings = trace["optimizer"]
    amount = settings.get("weight_decay", 0)
    return amount, settings.get("decays", []) if amount else []


def names(trace):
    for layer in range(len(trace["layers"])):
        for part in ("weights", "biases"):
            yield layer, part, f"layer{layer + 1}.{part}"


# -------------------------------------------------------------------------------------- Keras


def keras_optimizer(keras, trace):
    settings = trace["optimizer"]
    kind, rate = settings["kind"], settings["learning_rate"]
    placement = settings.get("epsilon_placement")
    amount, decays = decay_of(trace)
    decay = {"weight_decay": amount} if decays else {}
    if kind == "sgd":
        return keras.optimizers.SGD(rate, **decay)
    if kind in ("momentum", "nesterov"):
        momentum, nesterov = settings["momentum"], kind == "nesterov"
        return keras.optimizers.SGD(rate, momentum=momentum, nesterov=nesterov, **decay)
    if kind == "rmsprop" and placement == "inside-root":
        return keras.optimizers.RMSprop(
            rate, rho=settings["smoothing"], epsilon=settings["epsilon"], **decay
        )
    if kind in ADAM and placement == "before-correction" and settings["bias_correction"]:
        make = {"adam": keras.optimizers.Adam, "adamw": keras.optimizers.AdamW}[kind]
        betas = {"beta_1": settings["beta1"], "beta_2": settings["beta2"]}
        # AdamW has a decay of its own unless told.
        own = decay or ({"weight_decay": 0.0} if kind == "adamw" else {})
        return make(rate, epsilon=settings["epsilon"], **betas, **own)
    return None


def run_keras(trace):
    import keras
    import torch

    keras.backend.set_floatx("float64")
    optimizer = keras_optimizer(keras, trace)
    if optimizer is None or "clip" in trace or trace["precision"] != "float64":
        return None
    if any(entry["l1_rule"] != "subgradient" for entry in trace.get("penalties", [])):
        return None
    variables, losses = {}, []
    for layer, part, name in names(trace):
        start = np.array(trace["layers"][layer][part])
        variables[layer, part] = keras.Variable(start, dtype="float64", name=name.replace(".", "_"))
    amount, decays = decay_of(trace)
    left_out = [variables[l, p] for l, p, name in names(trace) if name not in decays]
    if decays and left_out:
        optimizer.exclude_from_weight_decay(var_list=left_out)
    by_name = {name: variables[layer, part] for layer, part, name in names(trace)}
    for entry in trace.get("penalties", []):
        # Keras's L2 is λ·Σw²: the convention "full".
        strength = entry["l2"] if entry["l2_convention"] == "full" else entry["l2"] / 2
        regularizer = keras.regularizers.L1L2(l1=entry["l1"], l2=strength)
        losses += [(regularizer, by_name[name]) for name in entry["parameters"]]
    inputs = np.array(trace["data"]["inputs"])
    wanted = torch.from_numpy(np.array(trace["data"].get("classes", trace["data"].get("targets"))))
    drops = trace.get("drop_probabilities", [])
    order = list(variables)
    for step in trace["steps"]:
        rows, masks = step["samples"], step.get("masks")
        values = torch.tensor(inputs[rows])
        for layer, settings in enumerate(trace["layers"]):
            if masks and masks[layer] is not None:
                values = values * torch.tensor(masks[layer], dtype=values.dtype) / (1 - drops[layer])
            sums = values @ variables[layer, "weights"].value
            values = keras.activations.get(settings["activation"])(
                sums + variables[layer, "biases"].value
            )
        # Keras's own mean over a sample's outputs goes through Float32 even here, so the loss is
        # PyTorch's; optimizer and regularizers are Keras's.
        loss = training_torch.data_loss(trace["loss"], values, wanted[rows])
        for regularizer, variable in losses:
            loss = loss + regularizer(variable.value)
        gradients = torch.autograd.grad(loss, [variables[key].value for key in order])
        with torch.no_grad():
            optimizer.apply_gradients(zip(gradients, [variables[key] for key in order]))
    return {key: variable.value.detach().numpy() for key, variable in variables.items()}


# ---------------------------------------------------------------------------------------- MLX


def mlx_optimizer(optim, trace):
    settings = trace["optimizer"]
    kind, rate = settings["kind"], settings["learning_rate"]
    amount, decays = decay_of(trace)
    every = {name for _, _, name in names(trace)}
    if decays and (kind != "adamw" or set(decays) not in (every, set())):
        return None
    if settings.get("epsilon_placement", "outside-root") != "outside-root":
        return None
    if kind == "sgd":
        return optim.SGD(rate)
    if kind in ("momentum", "nesterov"):
        if settings["velocity"] == "steps":
            return None
        return optim.SGD(rate, momentum=settings["momentum"], nesterov=kind == "nesterov")
    if kind == "rmsprop":
        return optim.RMSprop(rate, alpha=settings["smoothing"], eps=settings["epsilon"])
    common = {
        "betas": [settings["beta1"], settings["beta2"]],
        "eps": settings["epsilon"],
        "bias_correction": settings["bias_correction"],
    }
    if kind == "adam":
        return optim.Adam(rate, **common)
    return optim.AdamW(rate, weight_decay=amount, **common)


def run_mlx(trace):
    import mlx.core as mx
    import mlx.nn as nn
    import mlx.optimizers as optim

    optimizer = mlx_optimizer(optim, trace)
    plain = not {"clip", "penalties", "drop_probabilities"} & set(trace)
    if optimizer is None or not plain:
        return None
    activations = {
        "linear": lambda z: z, "relu": nn.relu, "tanh": mx.tanh, "sigmoid": mx.sigmoid
    }  # fmt: skip
    parameters = {
        f"{layer} {part}": mx.array(trace["layers"][layer][part], dtype=mx.float32)
        for layer, part, _ in names(trace)
    }
    inputs = mx.array(trace["data"]["inputs"], dtype=mx.float32)
    wanted = mx.array(trace["data"].get("classes", trace["data"].get("targets")))

    def loss_of(parameters, rows):
        values, targets = inputs[rows], wanted[rows]
        for layer, settings in enumerate(trace["layers"]):
            sums = values @ parameters[f"{layer} weights"] + parameters[f"{layer} biases"]
            values = activations[settings["activation"]](sums)
        if trace["loss"] == "cross-entropy":
            return nn.losses.cross_entropy(values, targets, reduction="mean")
        if trace["loss"] == "logistic":
            function = nn.losses.binary_cross_entropy
            return function(values[:, 0], targets.astype(mx.float32), reduction="mean")
        loss = nn.losses.mse_loss(values, targets, reduction="sum") / len(rows)
        return loss / 2 if trace["loss"] == "half-squared-error" else loss

    for step in trace["steps"]:
        gradients = mx.grad(loss_of)(parameters, mx.array(step["samples"]))
        parameters = optimizer.apply_gradients(gradients, parameters)
    return {
        (layer, part): np.array(parameters[f"{layer} {part}"]) for layer, part, _ in names(trace)
    }


# -------------------------------------------------------------------------------------- report


def last_parameters(trace):
    """What the generator's own formulas give after the last step."""
    _, report = training_torch.compute(trace)
    values = report[-1][1]
    return {(layer, part): values[name].numpy() for layer, part, name in names(trace)}


def difference(ours, reference, floor=1e-3):
    """The largest relative difference; below the floor relative to the floor."""
    return max(
        float(np.max(np.abs(ours[key] - value) / np.maximum(np.abs(value), floor)))
        for key, value in reference.items()
    )


def compare(title, run, limit):
    worst, count, missed = {}, 0, 0
    for path in sorted(FOLDER.glob("*.json")):
        if path.name.endswith(".expected.json"):
            continue
        trace = json.loads(path.read_text())
        parameters = run(trace)
        if parameters is None:
            continue
        count += 1
        amount = difference(parameters, last_parameters(trace))
        kind = trace["optimizer"]["kind"]
        worst[kind] = max(worst.get(kind, 0), amount)
        if amount > limit:
            missed += 1
            print(f"{title}: {path.stem}: differs by {amount:.1e}")
    print(f"{title}: {count} cases, largest relative difference at most {limit:.0e} wanted:")
    print("  " + ", ".join(f"{kind} {amount:.1e}" for kind, amount in worst.items()))
    return missed


def main():
    import torch

    torch.set_num_threads(1)
    missed = 0
    try:
        missed += compare("Keras", run_keras, 1e-12)
    except ImportError as error:
        print(f"Keras: left out, {error}")
    try:
        missed += compare("MLX, in Float32", run_mlx, 1e-3)
    except ImportError as error:
        print(f"MLX: left out, {error}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
