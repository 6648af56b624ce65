"""Memory-augmented neural network: a controller that stores each example when its label arrives, and looks it up by content.

Santoro, Bartunov, Botvinick, Wierstra, Lillicrap: Meta-Learning with Memory-Augmented Neural Networks. ICML 2016 (arXiv:1605.06065).

An episode is one sequence; the label of each example comes a step late. Per head, with key k, gate g, memory M of S slots:

    (h_t, c_t) = LSTM([x_t; y_{t-1}; r_{t-1}], h_{t-1}, c_{t-1})
    w^w_t = g_t w^r_{t-1} \\ + (1 - g_t) w^lu_{t-1}                         least-used slots: one for each head
    M_t   = M_{t-1} with its least-used slot wiped  +  sum_heads w^w_t k_t
    w^r_t = softmax_i cos(k_t, M_t(i)),      r_t = sum_i w^r_t(i) M_t(i)
    w^u_t = gamma w^u_{t-1} + sum_heads (w^r_t + w^w_t)
    p_t   = softmax(W_o [h_t; r_t] + b_o)

Memory and state are wiped between episodes.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.algorithm import NO_TRACE, Algorithm, Learner, Outer, Params, Trace
from engine.episode import Episodes, Labelled
from engine.functional import gradient, shuffled, summed_over_tasks
from engine.protocol import Memory, Published, Reading, frozen_array
from engine.settings import setting

CHUNK = 8
"""Tasks that go through the sequence side by side: enough to hide what each small operation costs, and one chunk a core."""
EMPTY = 1e-6
"""What every slot holds before anything is written."""
CLIP = 10.0
TOLD = (1, 2, 3, 5, 10)
"""Presentations whose accuracy is told."""


@dataclass(frozen=True)
class Settings:
    outer_lr: float = setting(
        0.001, "Rate", "Step size of Adam on the controller.", low=0.0, high=1.0, slider=(0.0001, 0.01), log=True, symbol="β", live=True
    )
    slots: int = setting(128, "Memory slots", "Rows of the external memory.", low=16, high=1024, slider=(16, 256), symbol="S")
    width: int = setting(40, "Slot width", "Numbers in each slot, and in each key.", low=1, high=512, slider=(8, 80), symbol="m")
    heads: int = setting(4, "Heads", "Read heads, each with a write of its own.", low=1, high=16, slider=(1, 8), symbol="R")
    gamma: float = setting(0.95, "Usage decay", "Share of a slot's usage that is left a step later.", low=0.0, high=1.0, symbol="γ")
    hidden: int = setting(200, "Hidden units", "Width of the controller.", low=4, high=2048, slider=(32, 400), advanced=True)
    controller: str = setting(
        "lstm", "Controller", "What reads the input: an LSTM, or one layer without memory of its own.", choices=("lstm", "feed-forward"),
        advanced=True,
    )  # fmt: skip
    written: str = setting(
        "key",
        "What is written",
        "The key itself, as in the paper, or a separate vector, as in most public code.",
        choices=("key", "separate vector"),
        advanced=True,
    )
    side: int = setting(20, "Picture side", "Pictures are shrunk to this side before their pixels are read.", low=4, high=84, advanced=True)


class MANN(Algorithm):
    id = "mann"
    title = "MANN"
    family = "memory"
    summary = "A controller with an external memory: it stores each example when its label arrives, and looks it up by content."
    paper = "Santoro et al. 2016, Meta-Learning with Memory-Augmented Neural Networks, ICML (arXiv:1605.06065)"
    equations = (
        ("controller", r"h_t \\ = \mathrm{LSTM}([x_t; y_{t-1}; r_{t-1}], h_{t-1})"),
        ("write", r"w^w_t = g_t w^r_{t-1} \\ + (1 - g_t)\, w^{lu}_{t-1}"),
        ("memory, its least-used slot wiped first", r"M_t = M_{t-1} + \sum w^w_t k_t^\top"),
        ("read weights", r"w^r_t \\ = \mathrm{softmax}_i \cos(k_t, M_t(i))"),
        ("read", r"r_t = \sum_i w^r_t(i)\, M_t(i)"),
        ("usage", r"w^u_t = \gamma w^u_{t-1} + \sum (w^r_t + w^w_t)"),
        ("outer step", r"\theta \leftarrow \theta - \beta \nabla_\theta \\ \frac{1}{L}\sum_t \mathrm{CE}(p_t, y_t)"),
    )
    stages = ("sample a sequence", "write and read", "evaluate", "update")
    watch_for = "The first time a class comes up it must be guessed; the second time it should be known. Watch the gap open."
    Hyper = Settings
    tasks = ("classification",)
    defaults = {"classification": {"queries": 9, "meta_batch": 16, "steps": 6000, "validate_every": 200, "outer_lr": 0.003}}
    readings = ("Memory", "Episode", "Adaptation", "Embedding")
    has_steps = False
    differs = (
        "Adam at 0.003 and γ = 0.95: the public code we know has 0.001, which learns more slowly; the paper has RMSProp and γ = 0.99.",
        "Labels are one-hot; the paper also has labels of five letters.",
        "A test puts each query after the support set as the next example, in a memory of its own.",
    )
    published = (
        Published("omniglot", "5 classes, 2nd presentation, sequences of 50", 0.828, "accuracy", "Santoro et al. 2016, Table 1"),
        Published("omniglot", "5 classes, 5th presentation", 0.949, "accuracy", "Santoro et al. 2016, Table 1"),
        Published("omniglot", "5 classes, 10th presentation", 0.981, "accuracy", "Santoro et al. 2016, Table 1"),
    )
    hyper: Settings

    # -- parameters
    @property
    def _gates(self) -> int:
        return (4 if self.hyper.controller == "lstm" else 1) * self.hyper.hidden

    @property
    def _pixels(self) -> int:
        shape = self.problem.input_shape
        return shape[0] * min(self.hyper.side, shape[1]) * min(self.hyper.side, shape[2]) if len(shape) > 1 else shape[0]

    def init(self, generator: torch.Generator) -> Params:
        hyper, way = self.hyper, self.problem.way
        read = hyper.heads * hyper.width
        said = hyper.heads * (hyper.width * (2 if hyper.written == "separate vector" else 1) + 1)
        sizes = {
            "controller.input": (self._pixels, self._gates),
            "controller.label": (way, self._gates),
            "controller.read": (read, self._gates),
            "controller.hidden": (hyper.hidden, self._gates),
            "heads.weight": (hyper.hidden, said),
            "output.weight": (hyper.hidden + read, way),
        }
        if hyper.controller != "lstm":
            del sizes["controller.hidden"]
        theta = {}
        for name, (rows, columns) in sizes.items():
            bound = math.sqrt(6 / (rows + columns))  # Glorot and Bengio 2010
            theta[name] = torch.empty(rows, columns, dtype=self.problem.dtype).uniform_(-bound, bound, generator=generator)
        theta["controller.bias"] = torch.zeros(self._gates, dtype=self.problem.dtype)
        if hyper.controller == "lstm":
            theta["controller.bias"][hyper.hidden : 2 * hyper.hidden] = 1.0  # the forget gate opens first
        theta["heads.bias"] = torch.zeros(said, dtype=self.problem.dtype)
        theta["output.bias"] = torch.zeros(way, dtype=self.problem.dtype)
        return {name: t.to(self.problem.device) for name, t in theta.items()}

    # -- one step of the sequence
    def wiped(self, tasks: int) -> Params:
        """The state before the first example: an empty memory, nothing read, slot 0 the one in use."""
        hyper = self.hyper

        def zeros(*shape: int) -> Tensor:
            return torch.zeros(tasks, *shape, device=self.problem.device, dtype=self.problem.dtype)

        first = zeros(hyper.slots)
        first[:, 0] = 1
        return {
            "memory": zeros(hyper.slots, hyper.width) + EMPTY,
            "read_weights": first.unsqueeze(1).repeat(1, hyper.heads, 1),
            "usage": first,
            "read": zeros(hyper.heads * hyper.width),
            "hidden": zeros(hyper.hidden),
            "cell": zeros(hyper.hidden),
        }

    def step(self, theta: Params, state: Params, seen: Tensor) -> Params:
        """The state after one more example. `seen` (T, gates): what its pixels, the label before it and the bias send to the controller.

        Besides what `wiped` gives, the result tells `write_weights` (T, R, S) and `least_used` (T,), the slot that was wiped.
        """
        hyper = self.hyper
        tasks, heads, width = len(seen), hyper.heads, hyper.width
        gates = torch.addmm(seen, state["read"], theta["controller.read"])
        if hyper.controller == "lstm":
            gates = torch.addmm(gates, state["hidden"], theta["controller.hidden"])
            enter, keep, tell, new = gates.chunk(4, 1)
            cell = torch.addcmul(keep.sigmoid() * state["cell"], enter.sigmoid(), new.tanh())
            hidden = tell.sigmoid() * cell.tanh()
        else:
            hidden, cell = gates.tanh(), state["cell"]
        said = torch.addmm(theta["heads.bias"], hidden, theta["heads.weight"])
        vectors, gate = said[:, heads:].tanh().view(tasks, heads, -1), said[:, :heads].sigmoid().unsqueeze(2)
        key, added = vectors[..., :width], vectors[..., -width:]
        with torch.no_grad():  # which slots are least used is a choice, and carries no gradient
            least = state["usage"].topk(heads, dim=1, largest=False, sorted=True).indices
            of_head = F.one_hot(least, hyper.slots).to(seen.dtype)
            stays = 1 - of_head[:, 0].unsqueeze(2)
        write_weights = torch.lerp(of_head, state["read_weights"], gate)
        memory = torch.baddbmm(state["memory"] * stays, write_weights.transpose(1, 2), added)
        # cosine, the length of the keys taken out first: a wiped slot has none, and is like no key
        lengths = memory.square().sum(2).add(1e-16).rsqrt().unsqueeze(1)
        read_weights = (torch.bmm(F.normalize(key, dim=2), memory.transpose(1, 2)) * lengths).softmax(2)
        read = torch.bmm(read_weights, memory).flatten(1)
        with torch.no_grad():
            usage = hyper.gamma * state["usage"] + (read_weights + write_weights).sum(1)
        return {
            "memory": memory,
            "read_weights": read_weights,
            "usage": usage,
            "read": read,
            "hidden": hidden,
            "cell": cell,
            "write_weights": write_weights,
            "least_used": least[:, 0],
        }

    def look(self, theta: Params, x: Tensor, before: Tensor) -> Tensor:
        """What examples x (T, n, ...) and the labels before them (T, n, way) send to the controller: (T, n, gates)."""
        if x.dim() > 3:
            side = (min(self.hyper.side, x.shape[3]), min(self.hyper.side, x.shape[4]))
            x = x if x.shape[3:] == side else F.adaptive_avg_pool2d(x.flatten(0, 1), side).unflatten(0, x.shape[:2])
        return x.flatten(2) @ theta["controller.input"] + before @ theta["controller.label"] + theta["controller.bias"]

    def told(self, theta: Params, states: list[Params]) -> Tensor:
        """Logits (T, L, way) after each of these states."""
        both = torch.stack([torch.cat([s["hidden"], s["read"]], 1) for s in states], 1)
        logits: Tensor = both @ theta["output.weight"] + theta["output.bias"]
        return logits

    def sequence(self, theta: Params, x: Tensor, labels: Tensor) -> list[Params]:
        """The states (after each example) of episodes x (T, L, ...) whose labels (T, L) come one step late."""
        one_hot = F.one_hot(labels, self.problem.way).to(x.dtype)
        before = torch.cat([torch.zeros_like(one_hot[:, :1]), one_hot[:, :-1]], 1)
        seen = self.look(theta, x, before)
        states = [self.wiped(len(x))]
        for t in range(x.shape[1]):
            states.append(self.step(theta, states[-1], seen[:, t]))
        return states[1:]

    # -- the interface
    def adapt(self, theta: Params, support: Labelled, trace: Trace = NO_TRACE, steps: int | None = None) -> Learner:
        x, labels = _in_order(support)
        state = self.sequence(theta, x, labels)[-1]
        kept = {name: state[name] for name in ("memory", "read_weights", "usage", "read", "hidden", "cell")}
        learner = Learner(theta, support, kept | {"label": F.one_hot(labels[:, -1], self.problem.way).to(x.dtype)})
        trace.step(learner)
        return learner

    def predict(self, learner: Learner, x: Tensor) -> Tensor:
        """Every query as the next example of the episode, each in a copy of the memory as the support set left it."""
        logits: Tensor = self.told(learner.params, [self._after(learner, x)])[:, 0]
        return _per_task(logits, len(x))

    def embed(self, learner: Learner, x: Tensor) -> Tensor | None:
        """What the output layer reads of each example, asked about as a query: the controller's state and what it read."""
        after = self._after(learner, x)
        return _per_task(torch.cat([after["hidden"], after["read"]], 1), len(x))

    def _after(self, learner: Learner, x: Tensor) -> Params:
        """The states (T q, ...) after each of x (T, q, ...) came next, all after the same support set."""
        queries = x.shape[1]
        state = {name: t.unsqueeze(1).expand(-1, queries, *t.shape[1:]).flatten(0, 1) for name, t in learner.extra.items()}
        before = state.pop("label").unflatten(0, x.shape[:2])
        return self.step(learner.params, state, self.look(learner.params, x, before).flatten(0, 1))

    def outer_gradient(self, theta: Params, episodes: Episodes) -> Outer:
        """The gradient of the mean loss over all steps of the sequences that support and query examples make together."""

        def some(part: Episodes) -> tuple[Params, dict[str, Tensor]]:
            x, labels = _in_order(part.support, part.query)
            with torch.enable_grad():
                slow = {name: t.detach().requires_grad_() for name, t in theta.items()}
                prediction = self.told(slow, self.sequence(slow, x, labels))
                losses = self.task_loss(prediction, labels)
                slope = gradient(losses.sum(), slow, create_graph=False)
            known, by_presentation = self._told_right(prediction.detach(), labels)
            numbers = {f"accuracy_{name}": share for name, share in by_presentation.items()}
            return slope, {"query_loss_after": losses.detach(), "query_accuracy_after": known} | numbers

        total, metrics = summed_over_tasks(some, episodes, self.problem.at_once(episodes.tasks, CHUNK), self.problem)
        return Outer({name: t.clamp(-CLIP, CLIP) for name, t in total.items()}, {}, metrics)

    def _told_right(self, logits: Tensor, labels: Tensor) -> tuple[Tensor, dict[str, Tensor]]:
        """Accuracy (T,) on classes seen before, and by presentation ('1st', '2nd' ...)."""
        right, which = logits.argmax(-1) == labels, presentation(labels, self.problem.way)

        def share(among: Tensor) -> Tensor:
            return (right & among).sum(1) / among.sum(1).clamp_min(1).to(logits.dtype)

        most = labels.shape[1] // self.problem.way
        return share(which > 1), {_ordinal(k): share(which == k) for k in TOLD if k <= most}

    def further(self, theta: Params, episodes: Episodes) -> dict[str, Tensor]:
        """Accuracy by presentation, of support and query examples together as one sequence."""
        x, labels = _in_order(episodes.support, episodes.query)
        by_presentation = self._told_right(self.told(theta, self.sequence(theta, x, labels)), labels)[1]
        return {f"accuracy, {name} presentation": share for name, share in by_presentation.items()}

    def reading(self, name: str, theta: Params, probe: Episodes, learner: Learner) -> Reading | None:
        if name != "Memory":
            return None
        x, labels = _in_order(probe.support, probe.query)
        with torch.no_grad():
            states = self.sequence(theta, x, labels)
            probabilities = self.told(theta, states).softmax(-1)
        pictures = (255 * x[0]).round() if x.dim() > 3 else torch.zeros(x.shape[1], 1, 1, 1)

        def over_time(kind: str) -> Tensor:
            return torch.stack([state[kind][0] for state in states]).float().cpu()

        return Memory(
            frozen_array((pictures[:, 0] if pictures.shape[1] == 1 else pictures.permute(0, 2, 3, 1)).cpu().byte().numpy(), "uint8"),
            frozen_array(labels[0].cpu(), "int64"),
            frozen_array(presentation(labels, self.problem.way)[0].cpu(), "int64"),
            frozen_array(over_time("memory")),
            frozen_array(over_time("read_weights")),
            frozen_array(over_time("write_weights")),
            frozen_array(over_time("usage")),
            frozen_array(torch.stack([state["least_used"][0] for state in states]).cpu(), "int64"),
            frozen_array(probabilities[0].float().cpu()),
        )


def presentation(labels: Tensor, way: int) -> Tensor:
    """How often the class of each of `labels` (T, L) has come up by then, itself included."""
    return F.one_hot(labels, way).cumsum(1).gather(2, labels.unsqueeze(2)).squeeze(2)


def _in_order(*sets: Labelled) -> tuple[Tensor, Tensor]:
    """Examples (T, L, ...) and labels (T, L) of these sets as one sequence, shuffled."""
    x, labels = torch.cat([s.x for s in sets], 1), torch.cat([s.y for s in sets], 1)
    order = shuffled(x)
    rows = torch.arange(len(x), device=x.device).unsqueeze(1)
    return x[rows, order], labels[rows, order]


def _ordinal(number: int) -> str:
    return f"{number}{({1: 'st', 2: 'nd', 3: 'rd'}).get(number, 'th')}"


def _per_task(t: Tensor, tasks: int) -> Tensor:
    """(T q, ...) as (T, q, ...)."""
    return t.view(tasks, -1, *t.shape[1:])
