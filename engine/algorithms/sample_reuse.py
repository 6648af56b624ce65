"""Sample reuse (instance transfer): labelled source examples, weighted by how much they resemble the target task, join its support set.

Source classes are not the target's, so each source class first takes the label of the support class that its mean lies nearest to
(a pseudo-label); which of its examples are to be believed is what the weights are for:

TrAdaBoost (Dai, Yang, Xue, Yu: Boosting for Transfer Learning. ICML 2007), for several classes with 0/1 errors e:
    beta = 1 / (1 + sqrt(2 ln n / R));   eps_t = sum_target w e / sum_target w;   beta_t = eps_t / (1 - eps_t)
    source  w <- w beta^e  (wrong ones fade);   target  w <- w beta_t^-e  (wrong ones grow)
    answer  sum over the last half of the rounds of -log(beta_t) times the round's vote

Density ratio w(x) = p_target(x) / p_source(x), in the space of features:
KLIEP (Sugiyama et al. 2008)   w(x) = sum_l a_l exp(-gamma |x - c_l|^2);   max sum_target log w   with   sum_source w = n, a >= 0
KMM (Huang et al. 2006)        min 1/2 w'Kw - kappa'w   with   0 <= w <= bound, sum w = n
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.algorithm import NO_TRACE, Learner, Outer, Params, Trace
from engine.episode import Episodes, Labelled
from engine.functional import gradient, prototypes, squared_distance, with_task_axis
from engine.protocol import Reading, SampleWeights, frozen_array
from engine.settings import setting
from engine.transfer import NEW, SOURCE, Target, Transfer, examples, momentum_step, source_of

POOL, POOL_CLASS, FILLED = "~pool", "~pool_class", "~pool_filled"
LEAST_ERROR, MOST_ERROR = 1e-3, 0.49
"""What an error rate on the few support examples is held between, so that its logarithm means something."""
BOUND = 10.0
"""The largest KMM weight."""
SOLVER_STEPS = 200
SHOWN = 12


@dataclass(frozen=True)
class Settings(Target):
    weighting: str = setting(
        "TrAdaBoost",
        "Weights by",
        "Boosting that lets wrong source examples fade, a density ratio of target to source, or all alike (the control).",
        choices=("TrAdaBoost", "KLIEP", "KMM", "uniform"),
    )
    pool: int = setting(
        256,
        "Source samples",
        "Source examples at hand for reuse, the latest ones seen in training.",
        low=8,
        high=4096,
        slider=(64, 1024),
        symbol="n",
    )
    share: float = setting(
        0.5,
        "Say of the source",
        "Weight of all source samples together, that of the support set being 1.",
        low=0.0,
        high=10.0,
        slider=(0.0, 2.0),
        live=True,
    )
    test_steps: int = setting(
        8, "Rounds", "Rounds of boosting, or of training the head.", low=1, high=100, slider=(1, 20), symbol="R", live=True
    )


class SampleReuse(Transfer):
    id = "sample_reuse"
    title = "Sample reuse"
    summary = "Takes source examples along into the new task, each weighted by how much it resembles what the task is about."
    paper = "Dai, Yang, Xue & Yu 2007, Boosting for Transfer Learning, ICML; Sugiyama et al. 2008 (KLIEP); Huang et al. 2006 (KMM)"
    equations = (
        ("source", r"w_i \leftarrow w_i\, \beta^{e_i},\\ \quad \beta = \frac{1}{1 + \sqrt{2 \ln n / R}}"),
        ("target", r"w_i \leftarrow w_i\, \beta_t^{-e_i},\\ \quad \beta_t = \frac{\epsilon_t}{1 - \epsilon_t}"),
        ("density ratio", r"w(x) = \frac{p_T(x)}{p_S(x)}"),
    )
    stages = ("sample classes", "re-weight", "evaluate", "train the source")
    watch_for = "Which source drawings does the task take along, and which fade? Compare with all weights alike: does reuse help at all?"
    Hyper = Settings
    tasks = ("classification",)
    defaults = {
        "classification": {"meta_batch": 2, "steps": 6000, "validate_every": 500},
        "glyphs": {"filters": 32},
        "omniglot": {"steps": 12_000, "validate_every": 1000},
    }
    readings = ("SampleWeights", "Adaptation", "Episode", "Embedding")
    differs = (
        "Source and target have no class in common, so a source class is given the label of the support class nearest to its mean.",
        "Errors are 0 or 1 and several classes vote, as in later code; the paper's proof is for two.",
        "Weights are taken in the space of learned features; in pixels every kernel is 0 or 1.",
    )
    hyper: Settings

    def init(self, generator: torch.Generator) -> Params:
        theta = super().init(generator)
        shape = (self.hyper.pool, *self.problem.input_shape)
        pool = torch.zeros(shape, dtype=self.problem.dtype, device=self.problem.device)
        return theta | {POOL: pool, POOL_CLASS: torch.zeros(self.hyper.pool, dtype=torch.long, device=pool.device), FILLED: torch.zeros(())}

    def layers(self, theta: Params) -> dict[str, tuple[str, ...]]:
        return {"head": tuple(name for name in theta if name.startswith(NEW))}  # features stay as they are

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        outer = super().outer_gradient(theta, episodes)
        seen = examples(episodes).flatten(0, 1)[: self.hyper.pool]
        pool = torch.cat([seen.to(theta[POOL]), theta[POOL]])[: self.hyper.pool]
        classes = torch.cat([source_of(episodes).flatten(), theta[POOL_CLASS]])[: self.hyper.pool]
        filled = (theta[FILLED] + len(seen)).clamp_max(self.hyper.pool)
        return Outer(outer.gradient, outer.carried | {POOL: pool, POOL_CLASS: classes, FILLED: filled}, outer.metrics)

    # -- the target task
    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        theta = {name: t.detach() for name, t in theta.items()}
        kept = {name: t for name, t in theta.items() if not name.startswith((SOURCE, POOL))}
        boosting = self.hyper.weighting == "TrAdaBoost"
        rounds = self.test_steps if steps is None else steps
        with torch.no_grad():
            task = self._joined(theta, kept, support)
            head = with_task_axis({name: t for name, t in kept.items() if name.startswith(NEW)}, support.y.shape[0])
            weights = self._first_weights(task)
            used, heads, says = [task.scaled(weights)[:, : task.sources]], [head], [weights.new_ones(support.y.shape[0])]
            learner = self._learner(kept, support, used, heads, says)
            trace.step(learner)
            for k in range(rounds):
                head = self._fitted(task, head, task.scaled(weights))
                wrong = (self.answers(head_of(head), task.features).argmax(-1) != task.labels).to(weights.dtype)
                if boosting:
                    used.append(task.scaled(weights)[:, : task.sources])
                    weights, say = boosted(weights, wrong, task.sources, rounds)
                    heads, says = [*heads, head], [*says, say]
                    voters = heads[1:][k // 2 :], says[1:][k // 2 :]  # the last half of the rounds so far
                else:
                    voters = [head], says[:1]
                learner = self._learner(kept, support, used[1:] or used, *voters)
                trace.step(learner)
        return learner

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        features = self.embed(learner, x)
        assert features is not None
        says = learner.extra["says"]  # (T, V)
        tasks, voters = says.shape
        heads = {name: learner.extra[name].flatten(0, 1) for name in learner.extra if name.startswith(NEW)}
        each = self.answers(head_of(heads), features.repeat_interleave(voters, 0)).log_softmax(-1).unflatten(0, (tasks, voters))
        share = says / says.sum(1, keepdim=True)
        voted: Tensor = torch.logsumexp(each + share.log()[:, :, None, None], 1)
        return voted

    def _learner(self, kept: Params, support: Labelled, used: list[Tensor], heads: list[Params], says: list[Tensor]) -> Learner:
        together = {name: torch.stack([head[name] for head in heads], 1) for name in heads[0]}
        extra = together | {"says": torch.stack(says, 1), "weights": torch.stack(used, 1)}
        return Learner(kept | heads[-1], support, extra)

    def _joined(self, theta: Params, kept: Params, support: Labelled) -> Joined:
        filled = max(1, int(theta[FILLED]))
        known = self.features(kept, support.x)
        source = self.features(kept, theta[POOL][:filled].to(support.x).unsqueeze(0)).expand(known.shape[0], -1, -1)
        centres = prototypes(known, support.y, self.problem.way)
        classes = theta[POOL_CLASS][:filled]
        together = (classes == classes.unsqueeze(1)).to(source.dtype)
        means = together / together.sum(1, keepdim=True) @ source  # of each sample's own class
        likeness = F.normalize(means, dim=-1) @ F.normalize(centres, dim=-1).transpose(1, 2)
        return Joined(torch.cat([source, known], 1), torch.cat([likeness.argmax(-1), support.y], 1), filled)

    def _first_weights(self, task: Joined) -> Tensor:
        weights = torch.ones_like(task.features[:, :, 0])
        if self.hyper.weighting in ("KLIEP", "KMM"):
            solve = kliep if self.hyper.weighting == "KLIEP" else kmm
            source = solve(task.features[:, : task.sources], task.features[:, task.sources :])
            weights = torch.cat([source, weights[:, task.sources :]], 1)
        return weights

    def _fitted(self, task: Joined, head: Params, weights: Tensor) -> Params:
        """The head after a round of gradient steps on the weighted loss; source samples together weigh `share`."""
        n = task.sources
        balanced = torch.cat([self.hyper.share / n * weights[:, :n], weights[:, n:] / (task.labels.shape[1] - n)], 1)
        speed = {name: torch.zeros_like(t) for name, t in head.items()}
        for _ in range(self.hyper.round):
            with torch.enable_grad():
                leaves = {name: t.detach().requires_grad_() for name, t in head.items()}
                logits = self.answers(head_of(leaves), task.features)
                losses = F.cross_entropy(logits.flatten(0, 1), task.labels.flatten(), reduction="none").view(task.labels.shape)
                slope = gradient((balanced * losses).sum(), leaves, create_graph=False)
            head, speed = momentum_step(leaves, speed, slope, self.hyper.inner_lr)
        return head

    def reading(self, name: str, theta: Params, probe: Episodes, learner: Learner) -> Reading | None:
        if name != "SampleWeights" or not int(theta[FILLED]):
            return None
        weights = learner.extra["weights"][0]  # (R, n)
        last = weights[-1]
        order = last.argsort(descending=True)
        k = min(SHOWN, len(order) // 2)
        images = (theta[POOL] * 255).round().clamp(0, 255).to(torch.uint8)
        shown = images[:, 0] if images.shape[1] == 1 else images.permute(0, 2, 3, 1)
        return SampleWeights(
            frozen_array(weights.float().cpu()),
            frozen_array(shown[order[:k]].cpu(), "uint8"),
            frozen_array(last[order[:k]].float().cpu()),
            frozen_array(shown[order[-k:].flip(0)].cpu(), "uint8"),
            frozen_array(last[order[-k:].flip(0)].float().cpu()),
            float(last.sum().square() / last.square().sum()),
        )


@dataclass(frozen=True, slots=True)
class Joined:
    """Source samples (the first `sources`) and support examples of T tasks: features (T, n + m, d) and labels (T, n + m)."""

    features: Tensor
    labels: Tensor
    sources: int

    def scaled(self, weights: Tensor) -> Tensor:
        """Weights (T, n + m) whose mean is 1 on either side."""
        n = self.sources
        return torch.cat([w / w.mean(1, keepdim=True).clamp_min(1e-12) for w in (weights[:, :n], weights[:, n:])], 1)


def head_of(params: Params) -> Params:
    """A new head's weight and bias by their plain names."""
    return {name.removeprefix(NEW): t for name, t in params.items() if name.startswith(NEW)}


def boosted(weights: Tensor, wrong: Tensor, sources: int, rounds: int) -> tuple[Tensor, Tensor]:
    """One round of TrAdaBoost: the next weights (T, n + m) and the say -log beta_t (T,) of the head that made the errors `wrong`."""
    n = sources
    fade = 1 / (1 + math.sqrt(2 * math.log(max(2, n)) / rounds))
    error = ((weights * wrong)[:, n:].sum(1) / weights[:, n:].sum(1)).clamp(LEAST_ERROR, MOST_ERROR)
    grow = (1 - error) / error
    moved = torch.cat([weights[:, :n] * fade ** wrong[:, :n], weights[:, n:] * grow.unsqueeze(1) ** wrong[:, n:]], 1)
    return moved, grow.log()


def kernel(a: Tensor, b: Tensor, gamma: Tensor) -> Tensor:
    """exp(-gamma |a - b|^2) (T, n, m)."""
    return torch.exp(-gamma.view(-1, 1, 1) * squared_distance(a, b).clamp_min(0))


def bandwidth(source: Tensor, target: Tensor) -> Tensor:
    """gamma (T,) by the median of squared distances between source and target."""
    return 1 / squared_distance(source, target).flatten(1).median(1).values.clamp_min(1e-12)


def kliep(source: Tensor, target: Tensor) -> Tensor:
    """Weights (T, n), sum n, by gradient ascent on the target's log-likelihood; centres are the target points."""
    gamma = bandwidth(source, target)
    of_target, of_source = kernel(target, target, gamma), kernel(source, target, gamma)  # (T, m, m), (T, n, m)
    mean = of_source.mean(1)  # (T, m)
    a = torch.ones_like(mean) / mean.sum(1, keepdim=True).clamp_min(1e-12)
    rate = 0.1 * a.mean(1, keepdim=True) / of_target.mean((1, 2)).unsqueeze(1)
    for _ in range(SOLVER_STEPS):
        likelihood = (of_target @ a.unsqueeze(2)).squeeze(2).clamp_min(1e-12)
        a = a + rate * (of_target.transpose(1, 2) @ (1 / likelihood).unsqueeze(2)).squeeze(2) / likelihood.shape[1]
        a = a + (1 - (mean * a).sum(1, keepdim=True)) * mean / mean.square().sum(1, keepdim=True).clamp_min(1e-12)
        a = a.clamp_min(0)
        a = a / (mean * a).sum(1, keepdim=True).clamp_min(1e-12)
    return (of_source @ a.unsqueeze(2)).squeeze(2)


def kmm(source: Tensor, target: Tensor) -> Tensor:
    """Weights (T, n), sum n, each within 0 to `BOUND`, by projected gradient descent on the distance of the weighted means."""
    n, m = source.shape[1], target.shape[1]
    gamma = bandwidth(source, target)
    among = kernel(source, source, gamma)
    kappa = n / m * kernel(source, target, gamma).sum(2)
    rate = 1 / among.sum(2).amax(1, keepdim=True)  # no eigenvalue exceeds the largest row sum
    w = torch.ones_like(kappa)
    for _ in range(SOLVER_STEPS):
        w = _onto_box(w - rate * ((among @ w.unsqueeze(2)).squeeze(2) - kappa), float(n))
    return w


def _onto_box(w: Tensor, total: float) -> Tensor:
    """The nearest point with entries in 0..BOUND and this sum, by bisection of the shift that all entries share."""
    low, high = w.amin(1, keepdim=True) - BOUND, w.amax(1, keepdim=True)
    for _ in range(40):
        middle = (low + high) / 2
        over = (w - middle).clamp(0, BOUND).sum(1, keepdim=True) > total
        low, high = torch.where(over, middle, low), torch.where(over, high, middle)
    return (w - (low + high) / 2).clamp(0, BOUND)
