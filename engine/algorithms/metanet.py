"""Meta Networks: small networks that turn loss gradients of the support set into fast weights, kept in a memory read by attention.

Munkhdalai, Yu: Meta Networks. ICML 2017 (arXiv:1703.00837).

    Q*   = d(grad_Q L(u(Q, x'_t)), t = 1..T)        fast weights of the representation u, one for the task      (algorithm 1, 1-6)
    W*_i = m(grad_W L(b(W, x'_i)))                  fast weights of the base learner b, one for each support example   (7-10)
    r'_i = u(Q, Q*, x'_i)                           its key                                                            (11-12)
    a_j  = softmax_i cos(r'_i, u(Q, Q*, x_j)),   W*_j = sum_i a_ji W*_i,   p(y_j) = softmax b(W, W*_j, x_j)            (13-18)

d is an LSTM and m a perceptron that serve every coordinate of a gradient alike; gradients enter as data. An augmented layer sums
what slow and fast weights make of its input, each through its own ReLU.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.conv import convolve
from engine.episode import Episodes, Labelled
from engine.functional import gradient, shuffled, summed_over_tasks
from engine.protocol import FastWeights, Published, Reading, frozen_array
from engine.settings import setting

CONVOLUTIONS = tuple(f"conv{i}" for i in range(1, 6))
BASE, EMBED = "base.", "embed."
UNTRAINED = "~embed.fc2"
"""The representation's last layer, which only shapes gradients that enter as data: no loss trains it."""
TASK, EXAMPLE = "of_task.", "of_example."
"""Prefixes of the networks d and m, in two copies each: for convolutions and for full layers."""
UNITS = 20
SHARPNESS = 7.0
"""p: gradients from e^-p to 1 are told by their logarithm."""
CLIP = 10.0
BEGIN = 0.05
"""Size of the generators' last layers at first: fast weights begin no larger than slow ones."""
CORNER = (24, 36)
"""Outputs and inputs of a layer that a reading tells, at most: a hundred examples write 350 kB of each layer."""


@dataclass(frozen=True)
class Settings:
    outer_lr: float = setting(
        0.001, "Rate", "Step size of Adam on all networks.", low=0.0, high=1.0, slider=(0.0001, 0.01), log=True, symbol="β", live=True
    )
    augmented: str = setting(
        "last layers",
        "Augmented",
        "Layers that have fast weights: the last convolution and the full layers, as the paper does for miniImageNet, or all of them.",
        choices=("last layers", "all layers"),
    )
    variant: str = setting(
        "MetaNet", "Variant", "MetaNet- goes without the task's own fast weights in the representation.", choices=("MetaNet", "MetaNet-")
    )
    looks: int = setting(
        5, "Looks", "Parts of the support set whose gradients the task's LSTM reads, one after the other.", low=1, high=20, symbol="T"
    )
    filters: int = setting(64, "Filters", "Channels of each of the five convolutions.", low=4, high=256, slider=(8, 64), advanced=True)


class MetaNetworks(Algorithm):
    id = "metanet"
    title = "MetaNet"
    family = "memory"
    summary = "Networks that write the weights of another: gradients of the support set become fast weights, kept in a memory."
    paper = "Munkhdalai & Yu 2017, Meta Networks, ICML (arXiv:1703.00837)"
    equations = (
        ("fast weights of an example", r"W_i^* = m_Z(\nabla_W L_i)"),
        ("fast weights of the task", r"Q^* = d_G(\{\nabla_Q L_t\})"),
        ("attention", r"a_j \\ = \mathrm{softmax}_i \cos(r'_i, u(Q, Q^*, x_j))"),
        ("augmented layer", r"h = \mathrm{ReLU}(W x) \\ + \mathrm{ReLU}(W_j^* x)"),
        ("its fast weights", r"W_j^* = \sum_i a_{ji} W_i^*"),
        ("outer step", r"\theta \leftarrow \theta - \beta \nabla_\theta L_Q,\\ \quad \theta = \{W, Q, Z, G\}"),
    )
    stages = ("sample tasks", "make fast weights", "evaluate", "update")
    watch_for = "Each support example writes weights of its own. Watch which of them a query takes, beside the slow weights."
    Hyper = Settings
    tasks = ("classification",)
    inputs = ("images",)
    defaults = {
        "classification": {"meta_batch": 4, "steps": 5000, "validate_every": 200},
        "glyphs": {"filters": 16},
        "omniglot": {"filters": 32},
    }
    readings = ("FastWeights", "Embedding", "Episode", "Adaptation")
    has_steps = False
    differs = (
        "Fast weights for the last convolution and the full layers; the authors' Omniglot code augments all (a setting).",
        "Four tasks make an update; the authors take one.",
        "The networks that generate fast weights begin small, so that these are no larger than slow weights at first.",
    )
    published = (
        Published("omniglot", "5-way 1-shot", 0.9895, "accuracy", "Munkhdalai & Yu 2017, Table 1"),
        Published("omniglot", "20-way 1-shot", 0.970, "accuracy", "Munkhdalai & Yu 2017, Table 1"),
    )
    hyper: Settings

    # -- parameters
    @property
    def augmented(self) -> tuple[str, ...]:
        """Layers of b and u that have fast weights, from the input on."""
        return ("conv5", "fc1", "fc2") if self.hyper.augmented == "last layers" else (*CONVOLUTIONS, "fc1", "fc2")

    def init(self, generator: torch.Generator) -> Params:
        filters, dtype, device = self.hyper.filters, self.problem.dtype, self.problem.device
        channels, *sides = self.problem.input_shape
        for _ in CONVOLUTIONS:
            sides = [-(-side // 2) for side in sides]

        def normal(*shape: int) -> Tensor:  # LeCun et al. 1998
            return torch.randn(shape, generator=generator, dtype=dtype).div_(math.sqrt(math.prod(shape[1:]))).to(device)

        theta: Params = {}
        for prefix in (BASE, EMBED):
            for i, name in enumerate(CONVOLUTIONS):
                theta[f"{prefix}{name}"] = normal(filters, filters if i else channels, 3, 3)
            theta[f"{prefix}fc1"] = normal(filters, filters * math.prod(sides))
        theta[f"{BASE}fc2"] = normal(self.problem.way, filters)
        theta[UNTRAINED] = normal(self.problem.way, filters)
        for kind in ("conv.", "full."):
            if self.hyper.variant == "MetaNet":
                theta[f"{TASK}{kind}input"], theta[f"{TASK}{kind}hidden"] = normal(4 * UNITS, 2), normal(4 * UNITS, UNITS)
                theta[f"{TASK}{kind}bias"] = torch.zeros(4 * UNITS, dtype=dtype, device=device)
                theta[f"{TASK}{kind}output"] = BEGIN * normal(1, UNITS)
            theta[f"{EXAMPLE}{kind}1"], theta[f"{EXAMPLE}{kind}2"] = normal(UNITS, 2), normal(UNITS, UNITS)
            theta[f"{EXAMPLE}{kind}output"] = BEGIN * normal(1, UNITS)
            for layer in ("1", "2"):
                theta[f"{EXAMPLE}{kind}bias{layer}"] = torch.zeros(UNITS, dtype=dtype, device=device)
        return theta

    # -- the two networks
    def forward(self, slow: Params, fast: Params, x: Tensor, *, key: bool = False) -> Tensor:
        """Logits, or keys (the first full layer without a ReLU), of x (G, m, C, H, W): (G, m, outputs).

        `fast` weights have one leading axis G: the m examples of a group share them. Layers without fast weights are plain.
        """
        groups, m = x.shape[:2]
        h = x.flatten(0, 1)
        for name in CONVOLUTIONS:
            h = self._augmented(slow[name], fast[name], h, groups, m) if name in fast else self._plain(slow[name], h)
        h = h.flatten(1).unflatten(0, (groups, m))
        quick = fast.get("fc1")
        plain: Tensor = h @ slow["fc1"].T
        augmented = None if quick is None else h @ quick.transpose(1, 2)
        if key:
            return plain if augmented is None else plain + augmented
        h = plain.relu() if augmented is None else plain.relu() + augmented.relu()
        out: Tensor = h @ slow["fc2"].T
        return out if "fc2" not in fast else out + h @ fast["fc2"].transpose(1, 2)

    def _augmented(self, slow: Tensor, fast: Tensor, h: Tensor, groups: int, m: int) -> Tensor:
        quick = self._grouped(fast, h, groups, m)
        return F.max_pool2d(convolve(h, slow, 1, 1, self.problem.mixed).relu() + quick.relu(), 2, ceil_mode=True)

    def _plain(self, weight: Tensor, h: Tensor) -> Tensor:
        # the ReLU of the largest is the largest ReLU, of a quarter as many numbers
        return F.max_pool2d(convolve(h, weight, 1, 1, self.problem.mixed), 2, ceil_mode=True).relu()

    def _grouped(self, weights: Tensor, h: Tensor, groups: int, m: int) -> Tensor:
        """Convolutions of h (G * m, C, H, W) by weights (G, F, C, 3, 3), each group's own."""
        side_by_side = h.unflatten(0, (groups, m)).transpose(0, 1).flatten(1, 2)
        found = convolve(side_by_side, weights.flatten(0, 1), 1, groups, self.problem.mixed)
        apart: Tensor = found.unflatten(1, (groups, -1)).transpose(0, 1).flatten(0, 1)
        return apart

    def slopes(self, slow: Params, x: Tensor, y: Tensor, names: tuple[str, ...]) -> Params:
        """Gradients (G, ...) of the mean loss of each group x (G, m, ...), y (G, m), through slow weights alone, as data."""
        groups, m = y.shape
        h = x.flatten(0, 1)
        with torch.no_grad():  # what lies below the first of these layers is the same for all
            below = [name for name in CONVOLUTIONS if name not in names]
            for name in below:
                h = self._plain(slow[name], h)
        with torch.enable_grad():
            own = {name: slow[name].detach().expand(groups, *slow[name].shape).requires_grad_() for name in names}
            for name in CONVOLUTIONS[len(below) :]:
                h = F.max_pool2d(self._grouped(own[name], h, groups, m), 2, ceil_mode=True).relu()
            h = (h.flatten(1).unflatten(0, (groups, m)) @ own["fc1"].transpose(1, 2)).relu()
            logits = h @ (own["fc2"].transpose(1, 2) if "fc2" in own else slow["fc2"].detach().T)
            loss = F.cross_entropy(logits.flatten(0, 1), y.flatten(), reduction="sum") / m
            return gradient(loss, own, create_graph=False)

    # -- the networks that write weights
    def of_task(self, theta: Params, slopes: Params, looks: int) -> Params:
        """Q* (T, ...) from gradients (T * looks, ...), read one look after the other by an LSTM over each coordinate."""
        written: Params = {}
        for name, slope in slopes.items():
            kind = f"{TASK}{'conv.' if name in CONVOLUTIONS else 'full.'}"
            seen = prepared(slope.unflatten(0, (-1, looks)).transpose(0, 1).flatten(1))  # (looks, coordinates, 2)
            hidden = cell = torch.zeros(seen.shape[1], UNITS, dtype=seen.dtype, device=seen.device)
            for one in seen:
                gates = torch.addmm(torch.addmm(theta[f"{kind}bias"], one, theta[f"{kind}input"].T), hidden, theta[f"{kind}hidden"].T)
                enter, keep, tell, new = gates.chunk(4, 1)
                cell = torch.addcmul(enter.sigmoid() * new.tanh(), keep.sigmoid(), cell)
                hidden = tell.sigmoid() * cell.tanh()
            written[name] = (hidden @ theta[f"{kind}output"].T).view(-1, *slope.shape[1:])
        return written

    def of_example(self, theta: Params, slopes: Params) -> Params:
        """W* (examples, ...) from gradients of the same shape, by a perceptron over each coordinate."""
        written: Params = {}
        for name, slope in slopes.items():
            kind = f"{EXAMPLE}{'conv.' if name in CONVOLUTIONS else 'full.'}"
            h = torch.addmm(theta[f"{kind}bias1"], prepared(slope.flatten()), theta[f"{kind}1"].T).relu()
            h = torch.addmm(theta[f"{kind}bias2"], h, theta[f"{kind}2"].T).relu()
            written[name] = (h @ theta[f"{kind}output"].T).view_as(slope)
        return written

    # -- the interface
    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        tasks, n = support.y.shape
        base, embed = _part(theta, BASE), _part(theta, EMBED)
        kept: Params = {}
        if self.hyper.variant == "MetaNet":
            looks, each = self._looks(n)
            order = shuffled(support.x)[:, : looks * each]
            rows = torch.arange(tasks, device=order.device).unsqueeze(1)
            x = support.x[rows, order].unflatten(1, (looks, each)).flatten(0, 1)
            y = support.y[rows, order].unflatten(1, (looks, each)).flatten(0, 1)
            names = tuple(name for name in self.augmented if name != "fc2")  # of the keys, which the last layer does not make
            slopes = self.slopes(embed | {"fc2": theta[UNTRAINED]}, x, y, names)
            kept |= {TASK + name: t for name, t in self.of_task(theta, slopes, looks).items()}
        slopes = self.slopes(base, support.x.flatten(0, 1).unsqueeze(1), support.y.flatten().unsqueeze(1), self.augmented)
        kept |= {EXAMPLE + name: t.unflatten(0, (tasks, n)) for name, t in self.of_example(theta, slopes).items()}
        kept["keys"] = self.keys(theta, kept, support.x)
        learner = Learner(theta, support, kept)
        trace.step(learner)
        return learner

    def _looks(self, n: int) -> tuple[int, int]:
        """How many parts the support set is read in, and examples in each."""
        looks = min(self.hyper.looks, n)
        return looks, n // looks

    def keys(self, theta: Params, kept: Params, x: Tensor) -> Tensor:
        """u(Q, Q*, x): (T, n, filters)."""
        return self.forward(_part(theta, EMBED), _part(kept, TASK), x, key=True)

    def attention(self, theta: Params, kept: Params, x: Tensor) -> Tensor:
        """Which support examples each of x (T, q, ...) takes its fast weights from: (T, q, n)."""
        asked, known = self.keys(theta, kept, x), kept["keys"]
        lengths = asked.square().sum(2).unsqueeze(2) * known.square().sum(2).unsqueeze(1)
        return (asked @ known.transpose(1, 2) * (lengths + 1e-6).rsqrt()).softmax(2)

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        return self.answered(learner.params, learner.extra, x, self.attention(learner.params, learner.extra, x))

    def answered(self, theta: Params, kept: Params, x: Tensor, attention: Tensor) -> Tensor:
        """Logits (T, q, way) with fast weights mixed by `attention` (T, q, n)."""
        tasks, q = x.shape[:2]
        own = {
            name: (attention @ fast.flatten(2)).view(tasks * q, *fast.shape[2:]) for name, fast in _part(kept, EXAMPLE).items()
        }  # each query its own group
        return self.forward(_part(theta, BASE), own, x.flatten(0, 1).unsqueeze(1)).view(tasks, q, -1)

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """The gradient of the mean query loss; that of support losses is data, and trains nothing."""
        carried = {name: t for name, t in theta.items() if name.startswith("~")}

        def some(part: Episodes) -> tuple[Params, dict[str, Tensor]]:
            with torch.enable_grad():
                slow = {name: t.detach().requires_grad_() for name, t in theta.items() if name not in carried}
                prediction = self.predict(self.adapt(slow | carried, part.support), part.query.x)
                losses = self.task_loss(prediction, part.query.y)
                slope = gradient(losses.sum(), slow, create_graph=False)
            accuracy = self.score(prediction.detach(), part.query.y)
            return slope, {"query_loss_after": losses.detach(), "query_accuracy_after": accuracy}

        total, metrics = summed_over_tasks(some, episodes, self.problem.at_once(episodes.tasks, 1), self.problem)
        size = torch.stack([t.square().sum() for t in total.values()]).sum().sqrt()
        return Outer({name: t * (CLIP / size).clamp_max(1) for name, t in total.items()}, carried, metrics)

    # -- readings
    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        return self.keys(learner.params, learner.extra, x)

    def reading(self, name: str, theta: Params, probe: Episodes, learner: Learner) -> Reading | None:
        if name != "FastWeights":
            return None
        slow, fast = _part(theta, BASE), _part(learner.extra, EXAMPLE)
        with torch.no_grad():
            attention = self.attention(theta, learner.extra, probe.query.x)[0]
        return FastWeights(
            tuple(fast),
            frozen_array(torch.stack([slow[layer].norm() for layer in fast]).float().cpu()),
            frozen_array(torch.stack([t[0].flatten(1).norm(dim=1) for t in fast.values()], 1).float().cpu()),
            frozen_array(attention.float().cpu()),
            frozen_array(probe.support.y[0].cpu(), "int64"),
            frozen_array(probe.query.y[0].cpu(), "int64"),
            tuple(tuple(slow[layer].shape) for layer in fast),
            tuple(frozen_array(_corner(slow[layer].flatten(1))) for layer in fast),
            tuple(frozen_array(_corner(t[0].flatten(2))) for t in fast.values()),
        )


def _corner(weights: Tensor) -> Tensor:
    """The first outputs and inputs of weights (..., outputs, inputs)."""
    outputs, inputs = CORNER
    return weights[..., :outputs, :inputs].float().cpu()


def prepared(slope: Tensor) -> Tensor:
    """Gradients (...) as the two numbers (..., 2) that tell their size and sign. Andrychowicz et al. 2016, appendix A, with p = 7."""
    size = (slope.abs() + 1e-30).log().div(SHARPNESS).clamp_min(-1)
    return torch.stack([size, (slope * math.exp(SHARPNESS)).clamp(-1, 1)], -1)


def _part(named: Params, prefix: str) -> Params:
    return {name.removeprefix(prefix): t for name, t in named.items() if name.startswith(prefix)}
