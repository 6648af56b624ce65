"""Prototypical Networks: a class is the mean of its embedded examples; a query belongs to the nearest.

Snell, Swersky, Zemel: Prototypical Networks for Few-shot Learning. NeurIPS 2017 (arXiv:1703.05175).

    c_k = mean of f(x) over the support examples of class k          (eq. 1)
    p(y = k | x) = softmax_k(-|f(x) - c_k|^2)                        (eq. 2)
"""

from __future__ import annotations

from torch import Tensor

from engine.algorithm import Params
from engine.episode import Labelled
from engine.functional import prototypes, squared_distance
from engine.metric_based import Embedder, MetricBased
from engine.protocol import Published


class Prototypical(MetricBased):
    id = "prototypical"
    title = "Prototypical Networks"
    family = "metric"
    summary = "Learns an embedding in which each class gathers around the mean of its examples; adaptation is one average."
    paper = "Snell, Swersky & Zemel 2017, Prototypical Networks for Few-shot Learning, NeurIPS (arXiv:1703.05175)"
    equations = (
        ("prototype", r"c_k = \frac{1}{|S_k|}\sum_{x\in S_k} f_\theta(x)"),
        ("answer", r"p(k \mid x) \\ = \mathrm{softmax}_k(-\Vert f_\theta(x) - c_k\Vert^2)"),
        ("outer step", r"\theta \leftarrow \theta - \beta \nabla_\theta L_Q"),
    )
    stages = ("sample tasks", "average", "measure", "update")
    watch_for = "There are no inner steps: one pass over the support set, one mean per class. Watch the classes draw together."
    Hyper = Embedder
    defaults = {"glyphs": {"filters": 32}, "omniglot": {"meta_batch": 8, "steps": 3000}}
    readings = ("Episode", "Embedding", "Adaptation")
    differs = (
        "Queries are normalised with the support set's statistics; the authors use running averages at test.",
        "Trained on as many ways as tested; the authors train 5-way tests on 60-way episodes.",
    )
    published = (
        Published("omniglot", "5-way 1-shot, trained 60-way", 0.988, "accuracy", "Snell et al. 2017, Table 1"),
        Published("omniglot", "5-way 5-shot, trained 60-way", 0.997, "accuracy", "Snell et al. 2017, Table 1"),
        Published("omniglot", "20-way 1-shot, trained 60-way", 0.960, "accuracy", "Snell et al. 2017, Table 1"),
    )

    def summarised(self, theta: Params, support: Labelled, embedded: Tensor) -> Params:
        return {"prototypes": prototypes(embedded, support.y, self.problem.way)}

    def compared(self, theta: Params, kept: Params, embedded: Tensor) -> Tensor:
        return -squared_distance(embedded, kept["prototypes"])
