"""First-order MAML: the outer gradient is the query gradient at the adapted weights, as if inner gradients were constants.

Finn, Abbeel, Levine 2017, section 5.2 (arXiv:1703.03400); analysed by Nichol, Achiam, Schulman 2018 (arXiv:1803.02999).

    inner   theta'_{j+1} = theta'_j - alpha grad L_S(theta'_j)
    outer   theta <- theta - beta (1/B) sum_i grad L_Qi(theta'_i,J)
"""

from __future__ import annotations

from engine.algorithm import Params
from engine.gradient_based import PRESETS, SUPPORT_STATISTICS, GradientBased, InnerLoop
from engine.protocol import Published


class FOMAML(GradientBased):
    id = "fomaml"
    title = "FOMAML"
    summary = "MAML without second derivatives: the shared start moves along the gradient found where adaptation ended."
    paper = "Finn, Abbeel & Levine 2017, Model-Agnostic Meta-Learning for Fast Adaptation of Deep Networks, ICML (arXiv:1703.03400)"
    equations = (
        ("inner step", r"\theta' \leftarrow \theta' - \alpha \nabla_{\theta'} L_S(\theta')"),
        ("outer step", r"\theta \leftarrow \theta - \beta \frac{1}{B}\sum_i \nabla_{\theta'} L_{Q,i}(\theta'_i)"),
    )
    watch_for = "Compare it with MAML on the same seed: what the missing second derivatives cost, and the time they save."
    Hyper = InnerLoop
    defaults = PRESETS
    differs = (
        SUPPORT_STATISTICS,
        "The inner loss is the mean over support examples; the authors' code sums over the N classes, so its rate α compares to αN here.",
    )
    published = (
        Published("omniglot", "5-way 1-shot, transductive", 0.983, "accuracy", "quoted by Nichol et al. 2018", 0.005),
        Published("omniglot", "5-way 5-shot, transductive", 0.992, "accuracy", "quoted by Nichol et al. 2018", 0.002),
        Published("omniglot", "20-way 1-shot, transductive", 0.894, "accuracy", "quoted by Nichol et al. 2018", 0.005),
    )

    def first_order(self, theta: Params) -> bool:
        return True
