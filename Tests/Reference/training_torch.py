"""A trace computed by PyTorch: what `regtutor trace` must print for the same file.

Gradients come from PyTorch's automatic differentiation, updates from its own optimizers where
they can say what the trace asks for. Where they cannot, the published formula stands here in
tensor operations, in a class named after whom it is from.
"""

import torch

ROOT_RULES = ("outside-root", "before-correction", "inside-root")


# ------------------------------------------------------------------------------- optimizers


class KingmaBaAdam(torch.optim.Optimizer):
    """Adam as Kingma and Ba 2015 wrote it (algorithm 1), with what frameworks vary.

    before-correction is their "ε̂" form at the end of section 2, which Keras has: the step size
    takes both corrections, ε stands beside the uncorrected root. Without bias correction, the
    moments are taken as they are (MLX's default).
    """

    def __init__(self, groups, rate, betas, epsilon, placement, corrects_bias):
        super().__init__(groups, {"weight_decay": 0})
        self.rate, self.betas, self.epsilon = rate, betas, epsilon
        self.placement, self.corrects_bias = placement, corrects_bias

    @torch.no_grad()
    def step(self):
        beta1, beta2 = self.betas
        for group in self.param_groups:
            for w in group["params"]:
                state = self.state[w]
                if not state:
                    state.update(t=0, m=torch.zeros_like(w), v=torch.zeros_like(w))
                state["t"] += 1
                g, t = w.grad, state["t"]
                state["m"] = m = beta1 * state["m"] + (1 - beta1) * g
                state["v"] = v = beta2 * state["v"] + (1 - beta2) * g * g
                first = 1 - beta1**t if self.corrects_bias else 1
                second = 1 - beta2**t if self.corrects_bias else 1
                w.mul_(1 - self.rate * group["weight_decay"])
                if self.placement == "before-correction":
                    size = self.rate * second**0.5 / first
                    w.sub_(size * m / (v.sqrt() + self.epsilon))
                elif self.placement == "inside-root":
                    w.sub_(self.rate * (m / first) / (v / second + self.epsilon).sqrt())
                else:
                    w.sub_(self.rate * (m / first) / ((v / second).sqrt() + self.epsilon))


class KerasRMSprop(torch.optim.Optimizer):
    """RMSProp with ε inside the root, as Keras has it: η·g/√(v + ε)."""

    def __init__(self, groups, rate, smoothing, epsilon):
        super().__init__(groups, {})
        self.rate, self.smoothing, self.epsilon = rate, smoothing, epsilon

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                v = self.state[w].get("v", torch.zeros_like(w))
                v = self.smoothing * v + (1 - self.smoothing) * w.grad * w.grad
                self.state[w]["v"] = v
                w.sub_(self.rate * w.grad / (v + self.epsilon).sqrt())


class SutskeverMomentum(torch.optim.Optimizer):
    """Momentum whose velocity sums steps, as Sutskever et al. 2013 and Keras have it."""

    def __init__(self, groups, rate, momentum, nesterov):
        super().__init__(groups, {})
        self.rate, self.momentum, self.nesterov = rate, momentum, nesterov

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for w in group["params"]:
                u = self.state[w].get("u", torch.zeros_like(w))
                u = self.momentum * u - self.rate * w.grad
                self.state[w]["u"] = u
                w.add_(self.momentum * u - self.rate * w.grad if self.nesterov else u)


def make_optimizer(settings, decayed, others):
    """PyTorch's optimizer where it has this one; and whether it does the decoupled decay."""
    kind, rate = settings["kind"], settings["learning_rate"]
    decay = settings.get("weight_decay", 0)
    groups = [
        {"params": part, "weight_decay": amount}
        for part, amount in ((decayed, decay), (others, 0))
        if part
    ]
    plain = decayed + others
    if kind == "sgd":
        return torch.optim.SGD(plain, lr=rate), False
    if kind in ("momentum", "nesterov"):
        momentum, nesterov = settings["momentum"], kind == "nesterov"
        if settings["velocity"] == "steps":
            return SutskeverMomentum(plain, rate, momentum, nesterov), False
        return torch.optim.SGD(plain, lr=rate, momentum=momentum, nesterov=nesterov), False
    epsilon, placement = settings["epsilon"], settings["epsilon_placement"]
    if kind == "rmsprop":
        smoothing = settings["smoothing"]
        if placement == "inside-root":
            return KerasRMSprop(plain, rate, smoothing, epsilon), False
        return torch.optim.RMSprop(plain, lr=rate, alpha=smoothing, eps=epsilon), False
    betas = (settings["beta1"], settings["beta2"])
    if placement != "outside-root" or not settings["bias_correction"]:
        bias = settings["bias_correction"]
        return KingmaBaAdam(groups, rate, betas, epsilon, placement, bias), True
    if kind == "adamw":
        return torch.optim.AdamW(groups, lr=rate, betas=betas, eps=epsilon), True
    # Adam with a decoupled decay is AdamW; its own weight_decay would be a penalty.
    if decay:
        return torch.optim.AdamW(groups, lr=rate, betas=betas, eps=epsilon), True
    return torch.optim.Adam(plain, lr=rate, betas=betas, eps=epsilon), False


# --------------------------------------------------------------------------------- the trace

ACTIVATIONS = {
    "linear": lambda z: z,
    "relu": torch.nn.functional.relu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
}


def data_loss(kind, outputs, targets):
    """The mean over the samples."""
    functions = torch.nn.functional
    if kind == "cross-entropy":
        return functions.cross_entropy(outputs, targets)
    if kind == "logistic":
        return functions.binary_cross_entropy_with_logits(outputs[:, 0], targets.to(outputs.dtype))
    total = functions.mse_loss(outputs, targets, reduction="sum") / len(outputs)
    return total / 2 if kind == "half-squared-error" else total


def penalty_value(entry, parameters):
    """λ₁·Σ|w| + λ₂·Σw², the latter halved under the convention "half"."""
    scale = entry["l2"] / 2 if entry["l2_convention"] == "half" else entry["l2"]
    return sum(entry["l1"] * w.abs().sum() + scale * w.square().sum() for w in parameters)


def smooth_part(entry):
    """What of a penalty goes into the gradient: not the L1 that a proximal step takes care of."""
    return {**entry, "l1": 0} if entry["l1_rule"] == "proximal" else entry


def clip(gradients, limits):
    """Of the data loss's gradient, the norm over all parameters. `clip_grad_norm_` would divide
    by the norm + 1e-6; the formula of Pascanu et al. 2013 has no such term."""
    if "value" in limits:
        return [g.clamp(-limits["value"], limits["value"]) for g in gradients]
    norm = torch.sqrt(sum(g.square().sum() for g in gradients))
    return [g * torch.clamp(limits["norm"] / norm, max=1) for g in gradients]


def forward(trace, parameters, values, masks):
    drop = trace.get("drop_probabilities", [])
    for index, layer in enumerate(trace["layers"]):
        if masks and masks[index] is not None:
            kept = torch.tensor(masks[index], dtype=values.dtype)
            values = values * kept / (1 - drop[index])
        name = f"layer{index + 1}"
        sums = values @ parameters[f"{name}.weights"] + parameters[f"{name}.biases"]
        values = ACTIVATIONS[layer["activation"]](sums)
    return values


def after_update(entry, rate, before, w):
    """What the L1 rules do to a weight that an optimizer's step has moved from `before`."""
    if entry["l1"] == 0:
        return w
    if entry["l1_rule"] == "proximal":
        return torch.nn.functional.softshrink(w, rate * entry["l1"])
    if entry["l1_rule"] == "hold":
        # Reached, crossed, or zero already: all of them have a product that is not above zero.
        return torch.where(before * w > 0, w, torch.zeros_like(w))
    return w


def compute(trace, nudge=None):
    """The losses of every step and the parameters after those asked for.

    `nudge` changes the initial parameters, to see how much of a change comes out at the end.
    """
    dtype = {"float64": torch.float64, "float32": torch.float32}[trace["precision"]]
    parameters = {}
    for index, layer in enumerate(trace["layers"]):
        for part in ("weights", "biases"):
            start = torch.tensor(layer[part], dtype=dtype)
            if nudge is not None:
                start = start * (1 + nudge(start.shape))
            parameters[f"layer{index + 1}.{part}"] = start.requires_grad_()
    inputs = torch.tensor(trace["data"]["inputs"], dtype=dtype)
    if "classes" in trace["data"]:
        targets = torch.tensor(trace["data"]["classes"])
    else:
        targets = torch.tensor(trace["data"]["targets"], dtype=dtype)

    settings = trace["optimizer"]
    rate, decay = settings["learning_rate"], settings.get("weight_decay", 0)
    decays = settings.get("decays", []) if decay else []
    decayed = [w for name, w in parameters.items() if name in decays]
    others = [w for name, w in parameters.items() if name not in decays]
    optimizer, has_decay = make_optimizer(settings, decayed, others)
    everything = list(parameters.values())
    entries = [
        (entry, [parameters[name] for name in entry["parameters"]])
        for entry in trace.get("penalties", [])
    ]

    report, steps = [], []

    def note(step):
        if step in trace["report"]:
            values = {name: w.detach().clone() for name, w in parameters.items()}
            report.append((step, values))

    note(0)
    for number, step in enumerate(trace["steps"], start=1):
        rows = step["samples"]
        outputs = forward(trace, parameters, inputs[rows], step.get("masks"))
        loss = data_loss(trace["loss"], outputs, targets[rows])
        gradients = torch.autograd.grad(loss, everything)
        if "clip" in trace:
            gradients = clip(gradients, trace["clip"])
        penalty = torch.zeros((), dtype=dtype)
        for entry, members in entries:
            penalty = penalty + penalty_value(entry, members).detach()
        for w, g in zip(everything, gradients):
            w.grad = g.clone()
        for entry, members in entries:
            smooth = penalty_value(smooth_part(entry), members)
            for w, g in zip(members, torch.autograd.grad(smooth, members)):
                w.grad += g
        before = {id(w): w.detach().clone() for w in everything}
        with torch.no_grad():
            if not has_decay:
                for w in decayed:
                    w.mul_(1 - rate * decay)
        optimizer.step()
        with torch.no_grad():
            for entry, members in entries:
                for w in members:
                    w.copy_(after_update(entry, rate, before[id(w)], w))
        steps.append((number, loss.item(), penalty.item()))
        note(number)
    return steps, report
