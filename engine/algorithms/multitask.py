"""Multi-task learning with hard parameter sharing: one trunk for all source tasks, a head for each; a new head for a new task.

Caruana: Multitask Learning. Machine Learning 28, 1997. As a source of meta-knowledge: Wang, Zhao, Li: Bridging Multi-Task Learning
and Meta-Learning. ICML 2021 (arXiv:2106.09017).

    source   min over (f, h_1..h_G)  sum_g lambda_g E[CE(h_g(f(x)), y)]        lambda_g = 1 / log(classes of task g)
    target   a new head on f, by gradient steps on the support set; f too where it is free
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.algorithm import Learner, Outer, Params
from engine.episode import Episodes
from engine.protocol import Conflict, Reading, frozen_array
from engine.settings import setting
from engine.transfer import SOURCE, Target, Transfer, source_of

AGREEMENT, STEP = "~agreement", "~step"
EVERY = 20
"""Outer steps between two looks at how the tasks' gradients agree."""
KEPT = 0.8
"""Share of the old picture of agreement in the new one."""
LOOKED_AT = 4
"""Episodes that a look takes."""


@dataclass(frozen=True)
class Settings(Target):
    groups: int = setting(
        8,
        "Source tasks",
        "Tasks that the training classes are divided into, in their order (neighbours often share an alphabet), a head for each.",
        low=2,
        high=64,
        slider=(2, 32),
        symbol="G",
    )


class MultiTask(Transfer):
    id = "multitask"
    title = "Multi-task learning"
    summary = "Learns several source tasks at once on one shared network, a head for each; a new task gets a new head."
    paper = (
        "Caruana 1997, Multitask Learning; Wang, Zhao & Li 2021, Bridging Multi-Task Learning and Meta-Learning, ICML (arXiv:2106.09017)"
    )
    equations = (
        ("source", r"\min \sum_g \lambda_g\, \mathrm{CE}(h_g(f(x)), y),\\ \quad \lambda_g = 1 / \log C_g"),
        ("answer", r"p(k \mid x) \\ = \mathrm{softmax}_k(s \cos(f(x), w_k))"),
        ("fine-tuning", r"w \leftarrow w - \alpha \nabla_w L_S(f, w)"),
    )
    stages = ("sample groups", "fine-tune", "evaluate", "train the source")
    watch_for = "Source tasks share one network. Where their gradients point apart, what helps one hurts another."
    Hyper = Settings
    tasks = ("classification",)
    defaults = {
        "classification": {"meta_batch": 4, "steps": 4000, "validate_every": 500},
        "glyphs": {"filters": 32},
        "omniglot": {"groups": 16, "steps": 8000, "validate_every": 1000},
    }
    readings = ("Adaptation", "Movement", "Path", "Episode", "Embedding", "Conflict")
    differs = ("Source tasks are equal stretches of the training classes in the dataset's order, not exactly its alphabets.",)
    hyper: Settings

    def init(self, generator: torch.Generator) -> Params:
        theta = super().init(generator)
        count = self._groups
        return theta | {AGREEMENT: torch.eye(count, device=self.problem.device, dtype=self.problem.dtype), STEP: torch.zeros(())}

    @property
    def _groups(self) -> int:
        """Source tasks of at least two classes each."""
        return max(1, min(self.hyper.groups, self.problem.source_classes // 2))

    def _group_of(self, classes: Tensor) -> Tensor:
        return classes * self._groups // max(1, self.problem.source_classes)

    def source_losses(self, logits: Tensor, classes: Tensor) -> tuple[Tensor, Tensor]:
        """Each example is told apart from the classes of its own task alone, by that task's head: the rows of its classes."""
        wanted = classes.flatten()
        group = self._group_of(wanted)
        of_class = self._group_of(torch.arange(self.problem.source_classes, device=wanted.device))
        other = of_class != group.unsqueeze(1)
        flat = logits.flatten(0, 1).masked_fill(other, -math.inf)
        sizes = (~other).sum(1).to(flat.dtype)
        return F.cross_entropy(flat, wanted, reduction="none") / sizes.log(), flat.detach().argmax(-1) == wanted

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        outer = super().outer_gradient(theta, episodes)
        carried = outer.carried | {STEP: theta[STEP] + 1}
        if int(theta[STEP]) % EVERY == 0:
            seen, cosine = self.agreement(theta, episodes[:LOOKED_AT])
            carried[AGREEMENT] = torch.where(seen, KEPT * theta[AGREEMENT] + (1 - KEPT) * cosine, theta[AGREEMENT])
            apart = cosine[seen & ~torch.eye(len(cosine), dtype=torch.bool, device=cosine.device)]
            if len(apart):
                outer.metrics["gradient_cosine"] = apart.mean()
        return Outer(outer.gradient, carried, outer.metrics)

    def agreement(self, theta: Params, episodes: Episodes) -> tuple[Tensor, Tensor]:
        """(seen, cosine), both (G, G): the cosine between the gradients of two source tasks' losses to the shared trunk."""
        with torch.enable_grad():
            slow = {name: t.detach().requires_grad_() for name, t in theta.items() if not name.startswith("~")}
            trunk = [t for name, t in slow.items() if not name.startswith(SOURCE)]
            features = self.source_features(slow, episodes)[0]
            classes = source_of(episodes)
            logits = self.answers({n.removeprefix(SOURCE): t for n, t in slow.items() if n.startswith(SOURCE)}, features)
            losses, _ = self.source_losses(logits, classes)
            member = F.one_hot(self._group_of(classes.flatten()), self._groups).to(losses.dtype)
            rows = []
            for g in range(self._groups):
                slope = torch.autograd.grad((losses * member[:, g]).sum(), trunk, retain_graph=True)
                rows.append(torch.cat([t.flatten() for t in slope]))
        gradients = torch.stack(rows)
        present = member.sum(0) > 0
        return present & present.unsqueeze(1), F.normalize(gradients, dim=1) @ F.normalize(gradients, dim=1).T

    def reading(self, name: str, theta: Params, probe: Episodes, learner: Learner) -> Reading | None:
        if name != "Conflict":
            return None
        names = tuple(str(g + 1) for g in range(self._groups))
        return Conflict(names, frozen_array(theta[AGREEMENT].float().cpu()))
