"""Pre-training and fine-tuning: features learned on the source classes, a new head (and free layers) trained on the support set.

Chen, Liu, Kira, Wang, Huang: A Closer Look at Few-shot Classification. ICLR 2019 (arXiv:1904.04232).

    source   min over (f, W)  CE(W f(x), y)              all training classes at once, no episodes in the loss
    target   logits = w f(x) + b  (Baseline)   or   s cos(f(x), w_k)  (Baseline++)      w trained on the support set, f as it is
"""

from __future__ import annotations

from engine.protocol import Published
from engine.transfer import Target, Transfer


class FineTune(Transfer):
    id = "finetune"
    title = "Fine-tuning"
    summary = "Learns to tell all training classes apart, then trains a new head, or more, on the support set of the new task."
    paper = "Chen, Liu, Kira, Wang & Huang 2019, A Closer Look at Few-shot Classification, ICLR (arXiv:1904.04232)"
    equations = (
        ("source", r"\min_{f,W}\, \mathrm{CE}(W f(x), y) \\ \text{ over all training classes}"),
        ("answer", r"p(k \mid x) \\ = \mathrm{softmax}_k(s \cos(f(x), w_k))"),
        ("fine-tuning", r"w \leftarrow w - \alpha \nabla_w L_S(f, w)"),
    )
    stages = ("sample classes", "fine-tune", "evaluate", "train the source")
    watch_for = "No task is ever practised: ordinary training, then ordinary training again. See how far that goes, and what moves."
    Hyper = Target
    defaults = {
        "regression": {"frozen": 0, "inner_lr": 0.01, "round": 1, "test_steps": 10, "steps": 20_000, "head": "linear"},
        "classification": {"meta_batch": 2, "steps": 6000, "validate_every": 500},
        "glyphs": {"filters": 32},
        "omniglot": {"filters": 64, "steps": 12_000, "validate_every": 1000},
    }
    differs = (
        "The support set is fine-tuned on whole, 100 steps with momentum; the authors take minibatches of 4, with weight decay.",
        "Baseline++ weighs the directions of all classes alike; the authors' code learns a length for each.",
    )
    published = (
        Published("omniglot", "5-way 1-shot, Baseline++", 0.9541, "accuracy", "Chen et al. 2019, appendix", 0.0039),
        Published("omniglot", "5-way 5-shot, Baseline++", 0.9938, "accuracy", "Chen et al. 2019, appendix", 0.0010),
        Published("omniglot", "5-way 1-shot, Baseline", 0.9489, "accuracy", "Chen et al. 2019, appendix", 0.0045),
        Published("sinusoid", "5-shot, 1 step", 2.41, "mse", "Finn et al. 2017, Table 2, pre-trained on all tasks"),
        Published("sinusoid", "5-shot, 5 steps", 2.23, "mse", "Finn et al. 2017, Table 2, pre-trained on all tasks"),
        Published("sinusoid", "5-shot, 10 steps", 2.19, "mse", "Finn et al. 2017, Table 2, pre-trained on all tasks"),
    )
