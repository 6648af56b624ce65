"""What transfer methods share: learning the source classes all together, and adapting the result to the support set of a new task.

Source stage: one classifier over all training classes (or, for regression, one function for all tasks), no episodes in its loss.
Target stage: a new head, and as many layers as are free, take gradient steps on the support set. Batch norm uses the statistics of
the batch in the source stage and their running averages in the target stage, so that every query is answered by itself.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.episode import Episodes, Labelled
from engine.functional import Network, gradient, image_network, summed_over_tasks, vector_network, with_task_axis
from engine.networks import MLP
from engine.settings import setting

SOURCE = "source."
"""Prefix of the source classes' head in theta."""
NEW = "~new."
"""Prefix of what every task's new head starts as; never learned."""
STATISTICS = "~"
"""Prefix of running statistics, as carried state: '~norm1.mean' and so on."""
MOMENTUM = 0.9
KEPT = 0.95
"""Share of the old running statistics in the new ones."""
CHUNK = 1
"""Episodes whose examples share batch statistics, and a thread: small batches, since updates count more than examples here."""


@dataclass(frozen=True)
class Target:
    """Settings of the target stage, and of the network."""

    head: str = setting(
        "cosine",
        "Head",
        "How features become answers: a linear layer (Baseline), or the cosine to one direction a class (Baseline++).",
        choices=("linear", "cosine"),
    )
    scale: float = setting(
        10.0,
        "Cosine scale",
        "What cosines are multiplied by before the softmax.",
        low=0.1,
        high=100.0,
        slider=(1.0, 30.0),
        log=True,
        symbol="s",
    )
    frozen: int = setting(
        4, "Frozen layers", "Layers, counted from the pictures, that stay as they are on the support set; the new head always learns.",
        low=0, high=4, slider=(0, 4),
    )  # fmt: skip
    inner_lr: float = setting(
        0.1, "Fine-tuning rate", "Step size on the support loss.", low=0.0, high=10.0, slider=(0.001, 1.0), log=True, symbol="α", live=True
    )
    test_steps: int = setting(
        10, "Fine-tuning rounds", "Rounds of gradient steps on the support set of a new task.", low=0, high=100, slider=(1, 20), live=True
    )
    round: int = setting(
        10, "Steps a round", "Gradient steps, with momentum 0.9, in each round.", low=1, high=100, slider=(1, 20), live=True
    )
    outer_lr: float = setting(
        0.001,
        "Source rate",
        "Step size of Adam on the source classes.",
        low=0.0,
        high=1.0,
        slider=(0.0001, 0.01),
        log=True,
        symbol="β",
        live=True,
    )
    filters: int = setting(64, "Filters", "Channels of each convolution (images).", low=4, high=512, slider=(8, 64), advanced=True)
    hidden: int = setting(
        40, "Hidden units", "Width of the two hidden layers (no images).", low=1, high=1024, slider=(8, 128), advanced=True
    )


class Transfer(Algorithm):
    """A learner that is trained on the source classes and then fine-tuned on each new task."""

    family = "transfer"
    readings: ClassVar[tuple[str, ...]] = ("Adaptation", "Movement", "Path", "Fit", "Episode", "Embedding")
    needs_source = True
    watched_every = 30  # adapting takes many more steps than a step of the source stage
    hyper: Target

    @property
    def network(self) -> Network:
        if len(self.problem.input_shape) == 1:
            return vector_network(self.problem, self.hyper.hidden, self.problem.outputs)
        return image_network(self.problem, self.hyper.filters, 0, "support", pool=True, flatten=True)

    @property
    def width(self) -> int:
        """Features that a head reads."""
        network = self.network
        return network.hidden[-1] if isinstance(network, MLP) else network.features

    @property
    def trained_steps(self) -> int:
        return self.hyper.test_steps

    def layers(self, theta: Params) -> dict[str, tuple[str, ...]]:
        layers = {layer: names for layer, names in self.network.layers().items() if all(name in theta for name in names)}
        new = tuple(name for name in theta if name.startswith(NEW))
        return layers | ({"head": new} if new else {})

    def init(self, generator: torch.Generator) -> Params:
        device, dtype = self.problem.device, self.problem.dtype
        network = self.network
        theta = network.init(generator, device, dtype)
        if not isinstance(network, MLP):
            theta |= {STATISTICS + name: t for name, t in network.statistics(device, dtype).items()}
        if self.problem.task == "classification":
            for prefix, count in ((SOURCE, self.problem.source_classes), (NEW, self.problem.way)):
                bound = 1 / math.sqrt(self.width)
                weight = bound * (2 * torch.rand(count, self.width, generator=generator, dtype=dtype) - 1)
                theta[prefix + "weight"] = weight.to(device)
                if self.hyper.head == "linear":
                    theta[prefix + "bias"] = torch.zeros(count, dtype=dtype, device=device)
            if isinstance(network, MLP):  # the network's own last layer is not used
                theta = {name: t for name, t in theta.items() if name not in network.head_names}
        return theta

    def begun(self, theta: Params, episodes: Callable[[], Episodes]) -> Params:
        """Running statistics begin as those of the first batch, whatever weights they are of."""
        with torch.no_grad():
            found = {} if isinstance(self.network, MLP) else self.source_features(theta, episodes())[1]
        return super().begun(theta, episodes) | {STATISTICS + name: t for name, t in found.items()}

    # -- source stage
    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """The gradient of the source loss on all examples of these episodes, support and query alike."""
        size = episodes.tasks if isinstance(self.network, MLP) else CHUNK
        total, metrics = summed_over_tasks(lambda part: self._source(theta, part), episodes, size, self.problem)
        carried = {name: t for name, t in theta.items() if name.startswith("~")}
        carried |= {name: KEPT * theta[name] + (1 - KEPT) * t for name, t in total.items() if name.startswith("~")}
        return Outer({name: t for name, t in total.items() if not name.startswith("~")}, carried, metrics)

    def _source(self, theta: Params, episodes: Episodes) -> tuple[Params, dict[str, Tensor]]:
        """The gradient and, under the names they are carried by, the batch statistics; both summed over these tasks."""
        with torch.enable_grad():
            slow = {name: t.detach().requires_grad_() for name, t in theta.items() if not name.startswith("~")}
            features, found = self.source_features(slow, episodes)
            losses, numbers = self.source_loss(slow, episodes, features)
            slope = gradient(losses.sum(), slow, create_graph=False)
        slope |= {STATISTICS + name: episodes.tasks * t for name, t in found.items()}
        return slope, {"source_loss": losses.detach()} | numbers

    def source_features(self, slow: Params, episodes: Episodes) -> tuple[Tensor, Params]:
        """Features (T, n, d) of all examples by the statistics of their batch, and these statistics."""
        network, x = self.network, examples(episodes)
        if isinstance(network, MLP):
            return network.features(slow, x.flatten(2)), {}
        features, found = network.with_batch_statistics(slow, x.flatten(0, 1))
        return features.unflatten(0, x.shape[:2]), found

    def source_loss(self, slow: Params, episodes: Episodes, features: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """The source loss of each task's examples (T,), and numbers (T,) to show."""
        if self.problem.task == "regression":
            return self.task_loss(self.network.head(slow, features), torch.cat([episodes.support.y, episodes.query.y], 1)), {}
        classes = source_of(episodes)
        logits = self.answers({n.removeprefix(SOURCE): t for n, t in slow.items() if n.startswith(SOURCE)}, features)
        losses, right = self.source_losses(logits, classes)
        return losses.view(classes.shape).mean(1), {"source_accuracy": right.view(classes.shape).to(losses.dtype).mean(1)}

    def source_losses(self, logits: Tensor, classes: Tensor) -> tuple[Tensor, Tensor]:
        """The loss of each example (T * n,) with logits (T, n, source classes), and whether it is told right."""
        flat, wanted = logits.flatten(0, 1), classes.flatten()
        return F.cross_entropy(flat, wanted, reduction="none"), flat.detach().argmax(-1) == wanted

    # -- network and heads
    def features(self, params: Params, x: Tensor) -> Tensor:
        """Features (T, n, d) of examples (T, n, ...) in the target stage."""
        network = self.network
        if isinstance(network, MLP):
            return network.features(params, x.flatten(2))
        whole = alike(params, x.shape[0])
        statistics = {name.removeprefix(STATISTICS): t for name, t in whole.items() if name.startswith(STATISTICS + "norm")}
        return network.with_statistics(whole, x, statistics)[0]

    def answers(self, head: Params, features: Tensor) -> Tensor:
        """Logits (T, n, classes) of a head whose weight is shared (classes, d) or each task's own (T, classes, d)."""
        weight = head["weight"]
        if self.hyper.head == "cosine":
            weight, features = F.normalize(weight, dim=-1), self.hyper.scale * F.normalize(features, dim=-1)
            return features @ weight.transpose(-1, -2)
        return features @ weight.transpose(-1, -2) + head["bias"].unsqueeze(-2)

    # -- target stage
    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        theta = {name: t.detach() for name, t in theta.items()}
        tasks, rounds = support.y.shape[0], self.test_steps if steps is None else steps
        free = self.free(theta)
        fast = with_task_axis({name: theta[name] for name in free}, tasks)
        still = {name: t for name, t in theta.items() if name not in fast and not name.startswith(SOURCE)}
        heads_only = all(name.startswith(NEW) or name in self.network.head_names for name in fast)
        with torch.no_grad():
            known = self.practised(still | fast, support.x) if heads_only else None  # they stay as they are
        speed = {name: torch.zeros_like(t) for name, t in fast.items()}
        learner = Learner(self.settled(still | fast, support), support)
        trace.step(learner)
        for _ in range(rounds):
            for _ in range(self.hyper.round):
                fast, speed = self._step(still, fast, speed, support, known)
            learner = Learner(self.settled(still | fast, support), support)
            trace.step(learner)
        return learner

    def settled(self, params: Params, support: Labelled) -> Params:
        """What a learner answers with after a round."""
        return params

    def practised(self, params: Params, x: Tensor) -> Tensor:
        """Features (T, n, d) of the support set while it is trained on."""
        return self.features(params, x)

    def free(self, theta: Params) -> tuple[str, ...]:
        """Names of what the support set may change."""
        layers = list(self.layers(theta).values())
        frozen = min(self.hyper.frozen, len(layers) - 1)
        return tuple(name for names in layers[frozen:] for name in names)

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        return self._read(learner.params, self.features(learner.params, x))

    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        return self.features(learner.params, x)

    def _read(self, params: Params, features: Tensor) -> Tensor:
        if self.problem.task == "regression":
            return self.network.head(params, features)
        return self.answers({name.removeprefix(NEW): t for name, t in params.items() if name.startswith(NEW)}, features)

    def _step(self, still: Params, fast: Params, speed: Params, support: Labelled, known: Tensor | None) -> tuple[Params, Params]:
        """One gradient step with momentum on the support loss."""
        with torch.enable_grad():
            leaves = {name: t.detach().requires_grad_() for name, t in fast.items()}
            params = still | leaves
            features = self.practised(params, support.x) if known is None else known
            loss = self.task_loss(self._read(params, features), support.y).sum()
            slope = gradient(loss, leaves, create_graph=False)
        return momentum_step(leaves, speed, slope, self.hyper.inner_lr)


@torch.no_grad()
def momentum_step(params: Params, speed: Params, slope: Params, rate: float) -> tuple[Params, Params]:
    """Parameters and their speed after one step along the running mean of gradients."""
    speed = {name: MOMENTUM * v + (1 - MOMENTUM) * slope[name] for name, v in speed.items()}
    return {name: t.detach() - rate * speed[name] for name, t in params.items()}, speed


def alike(params: Params, tasks: int) -> Params:
    """Convolutions and norms all with the task axis once one of them has it, since they are grouped by task."""
    layers = {name: t for name, t in params.items() if name.startswith(("conv", "norm", STATISTICS + "norm"))}
    shared = {name: t for name, t in layers.items() if t.dim() == (4 if name.startswith("conv") else 1)}
    return params if len(shared) == len(layers) else params | with_task_axis(shared, tasks)


def examples(episodes: Episodes) -> Tensor:
    """Support and query examples (T, n, ...) together."""
    return torch.cat([episodes.support.x, episodes.query.x], 1)


def source_of(episodes: Episodes) -> Tensor:
    """Which training class every example (T, n) of support and query belongs to."""
    assert episodes.source is not None
    labels = torch.cat([episodes.support.y, episodes.query.y], 1)
    return episodes.source.gather(1, labels)
