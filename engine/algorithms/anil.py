"""ANIL, almost no inner loop: MAML whose inner steps move the last layer alone.

Raghu, Raghu, Bengio, Vinyals: Rapid Learning or Feature Reuse? ICLR 2020 (arXiv:1909.09157).

    inner   w_0 = w;   w_{j+1} = w_j - alpha grad_w L_S(body, w_j)          the body stays
    outer   (body, w) <- (body, w) - beta grad (1/B) sum_i L_Qi(body, w_i,J)

The features of a task are computed once, whatever the number of inner steps, and so are the body's derivatives.
"""

from __future__ import annotations

import torch
from torch import Tensor

from engine.algorithm import NO_TRACE, Learner, Outer, Params, Trace
from engine.episode import Episodes, Labelled
from engine.functional import gradient, summed_over_tasks, with_task_axis
from engine.gradient_based import PRESETS, SUPPORT_STATISTICS, GradientBased, InnerLoop
from engine.networks import MLP
from engine.protocol import Published


class ANIL(GradientBased):
    id = "anil"
    title = "ANIL"
    summary = "MAML that adapts only the last layer: the features are meta-learned, and used as they are in every task."
    paper = "Raghu, Raghu, Bengio & Vinyals 2020, Rapid Learning or Feature Reuse?, ICLR (arXiv:1909.09157)"
    equations = (
        ("inner step", r"w' \leftarrow w' - \alpha \nabla_{w'} L_S(\varphi, w')"),
        ("outer step", r"(\varphi, w) \leftarrow (\varphi, w) \\ - \beta \nabla_{\varphi,w} \frac{1}{B}\sum_i L_{Q,i}(\varphi, w'_i)"),
    )
    stages = ("sample tasks", "adapt the head", "evaluate", "meta-update")
    watch_for = "Only the head moves during adaptation. Beside MAML, see how little the body's standing still costs."
    Hyper = InnerLoop
    defaults = {
        **PRESETS,
        "classification": {"inner_lr": 0.5, "inner_steps": 5, "test_steps": 10},
        "omniglot": {"filters": 64, "steps": 4000},
    }
    differs = (
        SUPPORT_STATISTICS,
        "The inner loss is the mean over support examples, as in most public code; rates compare accordingly.",
    )
    published = (
        Published("omniglot", "20-way 1-shot", 0.962, "accuracy", "Raghu et al. 2020, Table 1", 0.005),
        Published("omniglot", "20-way 5-shot", 0.980, "accuracy", "Raghu et al. 2020, Table 1", 0.003),
    )

    def adapting(self, theta: Params) -> Params:
        return {name: theta[name] for name in self.network.head_names}

    def weights(self, slow: Params, fast: Params, step: int) -> Params:
        return {name: t for name, t in slow.items() if not name.startswith("~")} | fast

    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        through = torch.is_grad_enabled()
        if steps is None:
            steps = self.trained_steps if through else self.test_steps
        network = self.network
        if isinstance(network, MLP):
            features = network.features(theta, support.x.flatten(2))
        else:
            features = network.features_of(theta, support.x, support.x[:, :1])[0]
        head = with_task_axis(self.adapting(theta), support.y.shape[0])
        trace.step(Learner(self.weights(theta, head, 0), support))
        for _ in range(steps):
            head = self._head_step(head, features, support.y, through)
            trace.step(Learner(self.weights(theta, head, 0), support))
        return Learner(self.weights(theta, head, 0), support)

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        size = episodes.tasks if isinstance(self.network, MLP) else self.problem.at_once(episodes.tasks, 1)
        total, metrics = summed_over_tasks(lambda part: self._chunk(theta, part), episodes, size, self.problem)
        return Outer(total, {}, metrics)

    def _chunk(self, theta: Params, episodes: Episodes) -> tuple[Params, dict[str, Tensor]]:
        """Sum over these tasks of the outer gradient: second order in the head, first order in the body."""
        network, support, query = self.network, episodes.support, episodes.query
        with torch.enable_grad():
            slow = {name: t.detach().requires_grad_() for name, t in theta.items()}
            if isinstance(network, MLP):
                shots = support.x.shape[1]
                both = network.features(slow, torch.cat([support.x, query.x], 1).flatten(2))
                known, asked = both[:, :shots], both[:, shots:]
            else:
                known, asked = network.features_of(slow, support.x, query.x, once=True)
            head = with_task_axis(self.adapting(slow), episodes.tasks)
            before = self.task_loss(network.head(head, known), support.y).detach()
            for _ in range(self.hyper.inner_steps):
                head = self._head_step(head, known, support.y, True)
            prediction = network.head(head, asked)
            losses = self.task_loss(prediction, query.y)
            slope = gradient(losses.sum(), slow, create_graph=False)
        return slope, self._query_numbers(losses, prediction, episodes) | {"support_loss_before": before}

    def _head_step(self, head: Params, features: Tensor, y: Tensor, through: bool) -> Params:
        with torch.enable_grad():
            if not through:
                head = {name: t.detach().requires_grad_() for name, t in head.items()}
            loss = self.task_loss(self.network.head(head, features), y).sum()
            slope = gradient(loss, head, create_graph=through)
            moved = {name: t - self.hyper.inner_lr * slope[name] for name, t in head.items()}
        return moved if through else {name: t.detach() for name, t in moved.items()}
