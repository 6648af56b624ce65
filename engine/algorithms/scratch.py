"""No transfer at all: a network that has seen nothing is trained on the support set. What every comparison needs below it."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from engine.algorithm import Outer, Params
from engine.episode import Episodes, Labelled
from engine.functional import with_task_axis
from engine.networks import MLP
from engine.settings import setting
from engine.transfer import STATISTICS, Target, Transfer


@dataclass(frozen=True)
class Settings(Target):
    head: str = setting("linear", "Head", "How features become answers.", choices=("linear", "cosine"))
    frozen: int = setting(
        0, "Frozen layers", "Layers, counted from the pictures, that stay random; 0 trains all of them.", low=0, high=4, slider=(0, 4)
    )
    inner_lr: float = setting(
        0.1, "Rate", "Step size on the support loss.", low=0.0, high=10.0, slider=(0.001, 1.0), log=True, symbol="α", live=True
    )
    outer_lr: float = setting(0.0, "Source rate", "There is no source to learn from.", low=0.0, high=0.0, advanced=True)


class Scratch(Transfer):
    id = "scratch"
    title = "From scratch"
    summary = "Learns every new task from its support set alone, starting from random weights: the baseline without any transfer."
    paper = "The lower bound of every comparison, as in Chen et al. 2019 (arXiv:1904.04232)"
    equations = (("training, from a random θ", r"\theta \leftarrow \theta - \alpha \nabla_\theta L_S(\theta)"),)
    stages = ("sample tasks", "train", "evaluate", "no meta-update")
    watch_for = "Nothing is learned between tasks, so this curve stays flat. Everything above it is what the others have transferred."
    Hyper = Settings
    needs_source = False
    watched_every = 10
    defaults = {
        "regression": {"inner_lr": 0.01, "round": 10, "test_steps": 10, "steps": 20},
        "classification": {"meta_batch": 4, "steps": 20, "validate_every": 20},
        "glyphs": {"filters": 32},
    }
    differs = (
        "The same 100 steps with momentum on the support set as fine-tuning takes, so that the two compare.",
        "Batch norm uses the statistics of the support set, for queries too, so that every query is answered by itself.",
    )

    def init(self, generator: torch.Generator) -> Params:
        return {name: t for name, t in super().init(generator).items() if not name.startswith("source.")}

    def practised(self, params: Params, x: Tensor) -> Tensor:
        network = self.network
        if isinstance(network, MLP):
            return network.features(params, x.flatten(2))
        return network.on_support(self._whole(params, x.shape[0]), x, once=True)

    def settled(self, params: Params, support: Labelled) -> Params:
        """With the statistics that the support set has now, for queries to be normalised by."""
        network = self.network
        if isinstance(network, MLP):
            return params
        with torch.no_grad():
            found = network.with_statistics(self._whole(params, support.x.shape[0]), support.x)[1]
        return params | {STATISTICS + name: t for name, t in found.items()}

    def _whole(self, params: Params, tasks: int) -> Params:
        """Convolutions and norms, all with the task axis, whatever is frozen."""
        plain = {name: t for name, t in params.items() if name.startswith(("conv", "norm"))}
        shared = {name: t for name, t in plain.items() if t.dim() == (4 if name.startswith("conv") else 1)}
        return plain | with_task_axis(shared, tasks)

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """Zero: nothing is carried from task to task. The numbers are those of these tasks, learned from nothing."""
        with torch.no_grad():
            prediction = self.predict(self.adapt(theta, episodes.support), episodes.query.x)
            metrics: dict[str, Tensor] = {"query_loss_after": self.task_loss(prediction, episodes.query.y).mean()}
            if self.problem.task == "classification":
                metrics["query_accuracy_after"] = self.score(prediction, episodes.query.y).mean()
        carried = {name: t for name, t in theta.items() if name.startswith("~")}
        return Outer({name: torch.zeros_like(t) for name, t in theta.items() if name not in carried}, carried, metrics)
