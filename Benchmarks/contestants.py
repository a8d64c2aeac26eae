#!/usr/bin/env python3
"""One framework that trains the networks of training.py, which starts it and asks for epochs.

    contestants.py KIND FOLDER            answers commands
    contestants.py KIND FOLDER --cold     makes one step of Adam on the images and says so

Reads a command a line, answers each with a JSON object a line:

    prepare SETTING     builds the network and trains an epoch unmeasured, which compiles
    epoch SETTING       trains another epoch: {"seconds": …, "steps": …}
    accuracy SETTING    on the test images, in inference mode: {"accuracy": …}
    memory              the most that was resident so far: {"bytes": …}

Every contestant is written as its own documentation would have it, with everything that makes it
fast and costs nothing in clarity: samples in memory as Float32, batches gathered from a fresh
permutation each epoch. Each is asked for one thread; training.py pins it to one core as well.
"""

import gzip
import json
import os
import resource
import struct
import sys
import time
from dataclasses import dataclass

import numpy as np

LEARNING_RATE = {"adam": 0.001, "adamw": 0.001, "sgd": 0.1}


@dataclass(frozen=True)
class Setting:
    """What is trained, in words that the frameworks and regtutor share."""

    optimizer: str
    batch: int = 32
    dropout: float = 0.0
    weight_decay: float = 0.0
    l1: float = 0.0
    units: tuple = (784, 128, 64, 10)
    activation: str = "relu"

    @property
    def learning_rate(self):
        return LEARNING_RATE[self.optimizer]

    @property
    def is_tiny(self):
        """Points of the plane in two classes, one logistic output."""
        return self.units[0] == 2


SETTINGS = {
    "adam": Setting("adam"),
    "adamw+dropout": Setting("adamw", dropout=0.5, weight_decay=0.01),
    "sgd+l1": Setting("sgd", l1=1e-5),
    "sgd-128": Setting("sgd", batch=128),
    "tiny": Setting("sgd", batch=10, units=(2, 4, 2, 1), activation="tanh"),
}


def read_images(folder):
    """Images as [count, 784] in 0...1, labels as [count]; training part, then test part."""

    def read(name, header):
        with gzip.open(os.path.join(folder, name)) as file:
            _, count = struct.unpack(">II", file.read(header)[:8])
            return np.frombuffer(file.read(), dtype=np.uint8).reshape(count, -1)

    result = []
    for part in ("train", "t10k"):
        images = read(f"{part}-images-idx3-ubyte.gz", 16).astype(np.float32) / np.float32(255)
        result += [images, read(f"{part}-labels-idx1-ubyte.gz", 8)[:, 0].astype(np.int32)]
    return result


def circle():
    """A disc of one class in a ring of the other: 250 points, as many as regtutor trains on."""
    generator = np.random.default_rng(1)
    labels = np.arange(250, dtype=np.int32) % 2
    radius = np.where(labels == 1, generator.uniform(0, 2.5, 250), generator.uniform(3.5, 5, 250))
    angle = generator.uniform(0, 2 * np.pi, 250)
    points = np.stack([radius * np.cos(angle), radius * np.sin(angle)], 1)
    return points.astype(np.float32), labels


def initial_weights(units):
    """He's uniform weights, biases of zero."""
    generator = np.random.default_rng(1)
    layers = []
    for inputs, outputs in zip(units, units[1:]):
        bound = (6 / inputs) ** 0.5
        weights = generator.uniform(-bound, bound, (inputs, outputs)).astype(np.float32)
        layers.append((weights, np.zeros(outputs, np.float32)))
    return layers


class Torch:
    """PyTorch as one meets it: eager, Adam as it comes."""

    tuned = False

    def __init__(self, images, labels, test_images, test_labels):
        import torch

        self.torch = torch
        torch.set_num_threads(1)
        if self.tuned:
            torch.set_flush_denormal(True)
        self.images = torch.from_numpy(images)
        self.labels = torch.from_numpy(labels).long()
        self.test_images = torch.from_numpy(test_images)
        self.test_labels = torch.from_numpy(test_labels).long()

    def prepare(self, setting, samples=None):
        torch = self.torch
        torch.manual_seed(1)
        parts = []
        for layer, (weights, biases) in enumerate(initial_weights(setting.units)):
            if layer > 0:
                parts.append(torch.nn.ReLU() if setting.activation == "relu" else torch.nn.Tanh())
                if setting.dropout > 0:
                    parts.append(torch.nn.Dropout(setting.dropout))
            linear = torch.nn.Linear(*weights.shape)
            linear.weight.data = torch.from_numpy(weights.T.copy())
            linear.bias.data = torch.from_numpy(biases)
            parts.append(linear)
        model = torch.nn.Sequential(*parts)
        rate = setting.learning_rate
        fused = {"fused": True} if self.tuned else {}
        if setting.optimizer == "adam":
            optimizer = torch.optim.Adam(model.parameters(), lr=rate, **fused)
        elif setting.optimizer == "adamw":
            optimizer = torch.optim.AdamW(
                model.parameters(), lr=rate, weight_decay=setting.weight_decay, **fused
            )
        else:
            optimizer = torch.optim.SGD(model.parameters(), lr=rate, **fused)
        weights = [part.weight for part in model if isinstance(part, torch.nn.Linear)]
        if setting.is_tiny:
            inputs, labels = (torch.from_numpy(part) for part in circle())
            wanted = labels.float()[:, None]
            loss_of = torch.nn.functional.binary_cross_entropy_with_logits
        else:
            inputs, wanted = self.images, self.labels
            loss_of = torch.nn.functional.cross_entropy
        return setting, model, optimizer, weights, inputs, wanted, loss_of, samples

    def epoch(self, state):
        torch = self.torch
        setting, model, optimizer, weights, inputs, wanted, loss_of, samples = state
        model.train()
        order = torch.randperm(len(inputs))[:samples]
        for start in range(0, len(order), setting.batch):
            rows = order[start : start + setting.batch]
            optimizer.zero_grad()
            loss = loss_of(model(inputs[rows]), wanted[rows])
            if setting.l1 > 0:
                loss = loss + setting.l1 * sum(weight.abs().sum() for weight in weights)
            loss.backward()
            optimizer.step()
        return -(-len(order) // setting.batch)

    def accuracy(self, state):
        model = state[1]
        model.eval()
        with self.torch.no_grad():
            guess = model(self.test_images).argmax(1)
        return (guess == self.test_labels).float().mean().item()


class TunedTorch(Torch):
    """PyTorch with its fused optimizers, subnormal numbers flushed to zero."""

    tuned = True


class Jax:
    """JAX with the whole epoch in one compiled scan, data on the device."""

    def __init__(self, images, labels, test_images, test_labels):
        import jax

        self.jax = jax
        self.images, self.labels = jax.device_put((images, labels))
        self.test_images, self.test_labels = jax.device_put((test_images, test_labels))

    def prepare(self, setting, samples=None):
        jax, jnp = self.jax, self.jax.numpy
        rate, beta1, beta2, epsilon = setting.learning_rate, 0.9, 0.999, 1e-8
        keep = 1 - setting.dropout
        activation = jax.nn.relu if setting.activation == "relu" else jnp.tanh
        images, labels = self.images, self.labels
        if setting.is_tiny:
            images, labels = jax.device_put(circle())
        # Like the others, but for a smaller last batch: a scan's steps are all alike.
        steps = (samples or len(images)) // setting.batch

        def data_loss(layers, rows, key):
            values = images[rows]
            for index, (weights, biases) in enumerate(layers):
                if index > 0:
                    values = activation(values)
                    if setting.dropout > 0:
                        key, part = jax.random.split(key)
                        kept = jax.random.bernoulli(part, keep, values.shape)
                        values = jnp.where(kept, values / keep, 0)
                values = values @ weights + biases
            if setting.is_tiny:
                logits = values[:, 0]
                return jnp.mean(jax.nn.softplus(logits) - labels[rows] * logits)
            chosen = jnp.take_along_axis(values, labels[rows][:, None], 1)[:, 0]
            return jnp.mean(jax.nn.logsumexp(values, 1) - chosen)

        def objective(layers, rows, key):
            loss = data_loss(layers, rows, key)
            penalty = sum(jnp.abs(weights).sum() for weights, _ in layers) * setting.l1
            # Only the data loss is reported, so that the compiler may leave the sum out.
            return loss + penalty if setting.l1 > 0 else loss, loss

        def update(carry, rows):
            layers, first, second, count, key = carry
            key, part = jax.random.split(key)
            gradients, loss = jax.grad(objective, has_aux=True)(layers, rows, part)
            count = count + 1
            tree = jax.tree.map
            if setting.optimizer == "sgd":
                layers = tree(lambda w, g: w - rate * g, layers, gradients)
            else:
                first = tree(lambda m, g: beta1 * m + (1 - beta1) * g, first, gradients)
                second = tree(lambda v, g: beta2 * v + (1 - beta2) * g * g, second, gradients)
                size = rate / (1 - beta1**count)
                correction = jnp.sqrt(1 - beta2**count)
                decayed = 1 - rate * setting.weight_decay
                layers = tree(
                    lambda w, m, v: w * decayed
                    - size * m / (jnp.sqrt(v) / correction + epsilon),
                    layers,
                    first,
                    second,
                )
            return (layers, first, second, count, key), loss

        def epoch(carry):
            layers, first, second, count, key = carry
            key, part = jax.random.split(key)
            order = jax.random.permutation(part, len(images))[: steps * setting.batch]
            carry = (layers, first, second, count, key)
            return jax.lax.scan(update, carry, order.reshape(steps, setting.batch))

        layers = [
            tuple(jnp.asarray(part) for part in layer)
            for layer in initial_weights(setting.units)
        ]
        # Two trees of their own: what is donated must not be there twice.
        first, second = (jax.tree.map(jnp.zeros_like, layers) for _ in range(2))
        carry = (layers, first, second, jnp.zeros((), jnp.float32), jax.random.key(1))
        # A tiny epoch is over before its call is: ten of them in one.
        epochs = 10 if setting.is_tiny else 1

        def several(carry):
            return jax.lax.scan(lambda carry, _: epoch(carry), carry, length=epochs)

        return [jax.jit(several, donate_argnums=0), carry, steps * epochs]

    def epoch(self, state):
        carry, losses = state[0](state[1])
        self.jax.block_until_ready(losses)
        state[1] = self.jax.block_until_ready(carry)
        return state[2]

    def accuracy(self, state):
        values = self.test_images
        layers = state[1][0]
        for index, (weights, biases) in enumerate(layers):
            values = (self.jax.nn.relu(values) if index > 0 else values) @ weights + biases
        return float((values.argmax(1) == self.test_labels).mean())


class Keras:
    """Keras's `fit`, on the backend that KERAS_BACKEND names."""

    def __init__(self, images, labels, test_images, test_labels):
        import keras

        self.keras = keras
        if keras.backend.backend() == "tensorflow":
            import tensorflow

            tensorflow.config.threading.set_intra_op_parallelism_threads(1)
            tensorflow.config.threading.set_inter_op_parallelism_threads(1)
        if keras.backend.backend() == "torch":
            import torch

            torch.set_num_threads(1)
        self.images, self.labels = images, labels
        self.test_images, self.test_labels = test_images, test_labels

    def prepare(self, setting, samples=None):
        keras = self.keras
        keras.utils.set_random_seed(1)
        penalty = {"kernel_regularizer": keras.regularizers.L1(setting.l1)} if setting.l1 else {}
        parts = [keras.Input((setting.units[0],))]
        for units in setting.units[1:-1]:
            parts.append(
                keras.layers.Dense(
                    units,
                    activation=setting.activation,
                    kernel_initializer="he_uniform",
                    **penalty,
                )
            )
            if setting.dropout > 0:
                parts.append(keras.layers.Dropout(setting.dropout))
        parts.append(keras.layers.Dense(setting.units[-1], **penalty))
        model = keras.Sequential(parts)
        rate = setting.learning_rate
        optimizer = {
            "adam": lambda: keras.optimizers.Adam(rate),
            "adamw": lambda: keras.optimizers.AdamW(rate, weight_decay=setting.weight_decay),
            "sgd": lambda: keras.optimizers.SGD(rate),
        }[setting.optimizer]()
        if setting.is_tiny:
            inputs, labels = circle()
            loss = keras.losses.BinaryCrossentropy(from_logits=True)
        else:
            inputs, labels = self.images[:samples], self.labels[:samples]
            loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
        model.compile(optimizer=optimizer, loss=loss)
        return setting, model, inputs, labels

    def epoch(self, state):
        setting, model, inputs, labels = state
        # A tiny epoch is shorter than the call: twenty of them in one.
        epochs = 20 if setting.is_tiny else 1
        model.fit(inputs, labels, batch_size=setting.batch, epochs=epochs, verbose=0)
        return -(-len(inputs) // setting.batch) * epochs

    def accuracy(self, state):
        logits = state[1].predict(self.test_images, batch_size=1000, verbose=0)
        return float((logits.argmax(1) == self.test_labels).mean())


KINDS = {
    "jax": Jax,
    "torch": Torch,
    "torch-tuned": TunedTorch,
    "keras-jax": Keras,
    "keras-tensorflow": Keras,
    "keras-torch": Keras,
}


def main():
    kind, folder = sys.argv[1:3]
    # What a framework prints must not land among the answers.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)

    def answer(**values):
        print(json.dumps(values), file=answers, flush=True)

    try:
        contestant = KINDS[kind](*read_images(folder))
    except Exception as error:  # noqa: BLE001 whatever an import raises is the reason
        reason = str(error).strip().splitlines() or [type(error).__name__]
        answer(missing=reason[-1])
        return
    if "--cold" in sys.argv:
        setting = SETTINGS["adam"]
        contestant.epoch(contestant.prepare(setting, samples=setting.batch))
        answer(trained=setting.batch)
        return
    answer(ready=kind)
    states = {}
    for line in sys.stdin:
        command, _, name = line.strip().partition(" ")
        if command == "memory":
            answer(bytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
        elif command == "accuracy":
            answer(accuracy=contestant.accuracy(states[name]))
        else:
            if command == "prepare":
                states[name] = contestant.prepare(SETTINGS[name])
            start = time.perf_counter()
            steps = contestant.epoch(states[name])
            answer(seconds=time.perf_counter() - start, steps=steps)


if __name__ == "__main__":
    main()
