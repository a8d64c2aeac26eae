#!/usr/bin/env python3
"""Passes through small networks with dropout, computed by PyTorch, which `DropoutReferenceTests`
hold the masks' arithmetic against.

    dropout_torch.py                   writes dropout_torch.jsonl: 1,000 cases, one a line
    dropout_torch.py --cases 10000 --output FILE

The masks are given: they come from Philox4x32-10, written here anew from the paper (Salmon et al.
2011), so that these figures hold the program's random numbers as well. Gradients come from
automatic differentiation. In every case PyTorch's own `dropout` is asked whether it computes, with
the mask that it drew itself, what stands here for a given mask.
"""

import argparse
import json
import pathlib
import random

import torch

FILE = pathlib.Path(__file__).parent / "dropout_torch.jsonl"
DROPOUT = 7
WORD = 0xFFFFFFFF
ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": torch.nn.functional.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
}


def philox(counter, key):
    """Four words; ten rounds, the key moved on before all but the first."""
    c, (k0, k1) = list(counter), key
    for number in range(10):
        if number:
            k0, k1 = (k0 + 0x9E3779B9) & WORD, (k1 + 0xBB67AE85) & WORD
        p0, p1 = 0xD2511F53 * c[0], 0xCD9E8D57 * c[2]
        c = [p1 >> 32 ^ c[1] ^ k0, p1 & WORD, p0 >> 32 ^ c[3] ^ k1, p0 & WORD]
    return c


def keeps(seed, step, layer, row, unit, drop):
    key = (seed & WORD, seed >> 32)
    tag = DROPOUT | layer << 8 | (step >> 32) << 24
    word = philox((unit // 4, row, step & WORD, tag), key)[unit % 4]
    return word >= round(drop * 2**32)


def dropped(values, kept, drop):
    """Inverted dropout with a given mask."""
    return values * kept / (1 - drop)


def ask_pytorch(values, drop):
    """Its `dropout` draws a mask of its own; with that mask it must be the formula."""
    own = torch.nn.functional.dropout(values, drop, training=True)
    kept = (torch.where(values == 0, torch.ones_like(own), own) != 0).to(values.dtype)
    torch.testing.assert_close(own, dropped(values, kept, drop), rtol=1e-15, atol=0)


def data_loss(kind, outputs, targets):
    """The mean over the samples; a squared error is summed over the outputs."""
    if kind == "cross-entropy":
        return torch.nn.functional.cross_entropy(outputs, targets)
    return torch.nn.functional.mse_loss(outputs, targets, reduction="sum") / len(outputs)


def case(index):
    """The case's numbers depend on its index alone."""
    draw = random.Random(f"dropout {index}")
    torch.manual_seed(index)

    def number():
        return round(draw.gauss(0, 1), 3)

    widths = [draw.randint(1, 4) for _ in range(draw.randint(2, 4))]
    loss = draw.choice(["squared-error", "cross-entropy"])
    if loss == "cross-entropy":
        widths[-1] = draw.randint(2, 4)
    rows, seed = draw.randint(1, 3), draw.getrandbits(64)
    step = draw.choice([draw.randint(1, 1000), draw.randint(1, 2**39)])
    layers = []
    for place, (inputs, units) in enumerate(zip(widths, widths[1:])):
        last = place == len(widths) - 2
        layers.append({
            "activation": "linear" if last else draw.choice(list(ACTIVATIONS)),
            "drop": draw.choice([0, 0.1, 0.2, 0.25, 0.3, 0.5, 0.5, 0.8, round(draw.random(), 4)]),
            "weights": [[number() for _ in range(units)] for _ in range(inputs)],
            "biases": [number() for _ in range(units)],
        })  # fmt: skip
    if all(layer["drop"] == 0 for layer in layers):
        layers[-1]["drop"] = 0.5
    inputs = [[number() for _ in range(widths[0])] for _ in range(rows)]
    if loss == "cross-entropy":
        targets = [draw.randrange(widths[-1]) for _ in range(rows)]
    else:
        targets = [[number() for _ in range(widths[-1])] for _ in range(rows)]

    parameters = []
    values = torch.tensor(inputs, dtype=torch.float64)
    masks = []
    for place, layer in enumerate(layers):
        drop = layer["drop"]
        if drop:
            kept = [
                [keeps(seed, step, place, row, unit, drop) for unit in range(widths[place])]
                for row in range(rows)
            ]
            masks.append(["".join("01"[k] for k in row) for row in kept])
            ask_pytorch(values.detach(), drop)
            values = dropped(values, torch.tensor(kept, dtype=torch.float64), drop)
        else:
            masks.append(None)
        pair = [torch.tensor(layer[part], dtype=torch.float64) for part in ("weights", "biases")]
        parameters += [part.requires_grad_() for part in pair]
        values = ACTIVATIONS[layer["activation"]](values @ pair[0] + pair[1])
    exact = torch.tensor(targets, dtype=None if loss == "cross-entropy" else torch.float64)
    mean = data_loss(loss, values, exact)
    gradients = torch.autograd.grad(mean, parameters)
    return {
        "seed": str(seed), "step": step, "loss": loss, "inputs": inputs, "targets": targets,
        "layers": layers, "masks": masks, "outputs": values.tolist(), "data_loss": mean.item(),
        "gradients": [gradient.tolist() for gradient in gradients],
    }  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--output", type=pathlib.Path, default=FILE)
    options = parser.parse_args()
    lines = [json.dumps(case(index), separators=(",", ":")) for index in range(options.cases)]
    options.output.write_text("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
