"""Matching Networks: a query's label is the attention-weighted sum of the support labels.

Vinyals, Blundell, Lillicrap, Kavukcuoglu, Wierstra: Matching Networks for One Shot Learning. NeurIPS 2016 (arXiv:1606.04080).

    p(y | x, S) = sum_i a(x, x_i) y_i,      a(x, x_i) = softmax_i s cos(f(x), g(x_i))            (eq. 1 and 2; s = 1 in the paper)

Full context embeddings (section 2.1.2 and appendix): every embedding knows the whole support set.

    g(x_i, S) = forward_i + backward_i + g'(x_i)            a bidirectional LSTM over the support set
    a_k = softmax_i(h_{k-1} . g(x_i)),   r_{k-1} = sum_i a_k(i) g(x_i)
    h_k = LSTM(f'(x), [h_{k-1}; r_{k-1}]) + f'(x),          f(x, S) = h_K        K reads for each query
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.algorithm import Learner, Params
from engine.episode import Episodes, Labelled
from engine.functional import answers, shuffled
from engine.metric_based import Embedder, MetricBased
from engine.protocol import Attention, Published, Reading, frozen_array
from engine.settings import setting

FORWARD, BACKWARD, READER = "context.forward", "context.backward", "context.reader"


@dataclass(frozen=True)
class Settings(Embedder):
    scale: float = setting(
        10.0,
        "Cosine scale",
        "What cosines are multiplied by before the softmax; the paper has none (1), with which no answer can be surer than 41 % 5-way.",
        low=0.1,
        high=100.0,
        slider=(1.0, 30.0),
        log=True,
        symbol="s",
    )
    context: str = setting(
        "none",
        "Context",
        "Full: every support embedding knows the others (a bidirectional LSTM), and every query reads them (an attention LSTM).",
        choices=("none", "full"),
    )
    reads: int = setting(5, "Reads", "Times a query reads the support set, with full context.", low=1, high=50, slider=(1, 10), symbol="K")


class MatchingNetworks(MetricBased):
    id = "matching_networks"
    title = "Matching Networks"
    family = "memory"
    summary = "Looks at every support example and answers with their labels, each weighted by how alike it is: attention as memory."
    paper = "Vinyals, Blundell, Lillicrap, Kavukcuoglu & Wierstra 2016, Matching Networks for One Shot Learning, NeurIPS (arXiv:1606.04080)"
    equations = (
        ("attention", r"a(x, x_i) \\ = \mathrm{softmax}_i(s \cos(f(x), g(x_i)))"),
        ("answer", r"p(y \mid x, S) = \sum_i a(x, x_i)\, y_i"),
        ("context", r"g(x_i, S) \\ = \overrightarrow{h}_i + \overleftarrow{h}_i + g'(x_i)"),
        ("context of the query", r"f(x, S) \\ = \mathrm{attLSTM}(f'(x), g(S), K)"),
        ("outer step", r"\theta \leftarrow \theta + \beta \nabla_\theta \sum \log p(y \mid x, S)"),
    )
    stages = ("sample tasks", "attend", "evaluate", "update")
    watch_for = "Each row of the attention matrix is one query. Watch the diagonal blocks light up: it learns what to look at."
    Hyper = Settings
    defaults = {"glyphs": {"filters": 32}, "omniglot": {"meta_batch": 8, "steps": 3000}}
    readings = ("Attention", "Embedding", "Episode", "Adaptation")
    differs = (
        "Cosines are multiplied by 10 before the softmax; with the paper's 1, training is slow and no answer can be sure.",
        "Queries are normalised with the support set's statistics.",
        "With full context the LSTM reads the support set in an order of its own, so that the order of listing says nothing.",
    )
    published = (
        Published("omniglot", "5-way 1-shot", 0.981, "accuracy", "Vinyals et al. 2016, Table 1"),
        Published("omniglot", "5-way 5-shot", 0.989, "accuracy", "Vinyals et al. 2016, Table 1"),
        Published("omniglot", "20-way 1-shot", 0.938, "accuracy", "Vinyals et al. 2016, Table 1"),
    )
    hyper: Settings

    def init(self, generator: torch.Generator) -> Params:
        theta = super().init(generator)
        if self.hyper.context == "full":
            d = self.width
            for name, inputs in ((FORWARD, 2 * d), (BACKWARD, 2 * d), (READER, 3 * d)):
                bound = 1 / math.sqrt(d)
                weight = torch.empty(inputs, 4 * d, dtype=self.problem.dtype).uniform_(-bound, bound, generator=generator)
                theta[f"{name}.weight"] = weight.to(self.problem.device)
                theta[f"{name}.bias"] = torch.zeros(4 * d, dtype=self.problem.dtype, device=self.problem.device)
        return theta

    def summarised(self, theta: Params, support: Labelled, embedded: Tensor) -> Params:
        known = self.in_context(theta, embedded, shuffled(support.x)) if self.hyper.context == "full" else embedded
        return {"known": known, "labels": F.one_hot(support.y, self.problem.way).to(embedded.dtype)}

    def compared(self, theta: Params, kept: Params, embedded: Tensor) -> Tensor:
        """log p (T, q, way), which is its own log-softmax."""
        if self.hyper.context == "full":
            embedded = self.read(theta, kept["known"], embedded)[0]
        # the sum over a class within the logarithm: log sum_i a_i y_i never meets log 0
        log_attention = self._scores(kept["known"], embedded).log_softmax(2)
        return (log_attention.unsqueeze(3) + kept["labels"].log().unsqueeze(1)).logsumexp(2)

    def _scores(self, known: Tensor, asked: Tensor) -> Tensor:
        scores: Tensor = self.hyper.scale * F.normalize(asked, dim=2) @ F.normalize(known, dim=2).transpose(1, 2)
        return scores

    # -- full context embeddings
    def in_context(self, theta: Params, embedded: Tensor, order: Tensor) -> Tensor:
        """Support embeddings g(x_i, S) (T, n, d), the LSTM reading them in this order (T, n) and backwards."""
        rows = torch.arange(len(embedded), device=embedded.device).unsqueeze(1)
        listed = embedded[rows, order]
        n = listed.shape[1]
        ahead, back = torch.zeros_like(listed[:, 0]), torch.zeros_like(listed[:, 0])
        ahead_cell, back_cell = ahead, back
        found: list[list[Tensor]] = [[], []]
        for i in range(n):
            ahead, ahead_cell = _lstm(theta, FORWARD, torch.cat([listed[:, i], ahead], 1), ahead_cell)
            back, back_cell = _lstm(theta, BACKWARD, torch.cat([listed[:, n - 1 - i], back], 1), back_cell)
            found[0].append(ahead)
            found[1].insert(0, back)
        whole = torch.stack(found[0], 1) + torch.stack(found[1], 1) + listed
        return whole[rows, order.argsort(1)]

    def read(self, theta: Params, known: Tensor, embedded: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Query embeddings f(x, S) (T, q, d) after K reads of `known`, and the attention (T, q, n) of each."""
        state, cell = embedded, torch.zeros_like(embedded)
        looked = []
        for _ in range(self.hyper.reads):
            attention = (state @ known.transpose(1, 2)).softmax(2)
            hidden, cell = _lstm(theta, READER, torch.cat([embedded, state, attention @ known], 2), cell)
            state = hidden + embedded
            looked.append(attention)
        return state, looked

    # -- readings
    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        """In context, where there is one: support examples (the very tensor) as the memory holds them, others as queries."""
        if x is learner.support.x:
            return learner.extra["known"]
        embedded = answers(self.network, learner.params, learner.support, x)
        return self.read(learner.params, learner.extra["known"], embedded)[0] if self.hyper.context == "full" else embedded

    def reading(self, name: str, theta: Params, probe: Episodes, learner: Learner) -> Reading | None:
        if name != "Attention":
            return None
        with torch.no_grad():
            asked, known = answers(self.network, theta, learner.support, probe.query.x), learner.extra["known"]
            looked: list[Tensor] = []
            if self.hyper.context == "full":
                asked, looked = self.read(theta, known, asked)
            looked.append(self._scores(known, asked).softmax(2))
        return Attention(
            frozen_array(torch.cat(looked).float().cpu()),
            frozen_array(probe.support.y[0].cpu(), "int64"),
            frozen_array(probe.query.y[0].cpu(), "int64"),
        )


def _lstm(theta: Params, name: str, given: Tensor, cell: Tensor) -> tuple[Tensor, Tensor]:
    """One step of an LSTM (Hochreiter and Schmidhuber 1997, with a forget gate): hidden state and cell (..., d)."""
    enter, keep, tell, new = (given @ theta[f"{name}.weight"] + theta[f"{name}.bias"]).chunk(4, -1)
    cell = keep.sigmoid() * cell + enter.sigmoid() * new.tanh()
    return tell.sigmoid() * cell.tanh(), cell
