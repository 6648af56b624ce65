"""The field's mathematics, shared by algorithms: networks of a problem, inner gradient steps, prototypes, squared distance."""

from __future__ import annotations

import functools
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import torch
from torch import Tensor

from engine.algorithm import Params, Problem
from engine.episode import Episodes, Labelled
from engine.networks import MLP, Conv4

Network = MLP | Conv4


def answers(network: Network, params: Params, support: Labelled, x: Tensor | None = None, once: bool = False) -> Tensor:
    """The network's outputs (T, n, d) for the support set itself, or for queries `x` in the light of that support set.

    `once`: the outputs will be differentiated once at most, which has a faster way.
    """
    if isinstance(network, MLP):
        return network.forward(params, (support.x if x is None else x).flatten(2))
    return network.on_support(params, support.x, once) if x is None else network.on_query(params, support.x, x, once)


def features(network: Network, params: Params, support: Labelled, x: Tensor) -> Tensor:
    """What the network's head reads (T, n, d) of examples `x` in the light of a support set."""
    return network.features(params, x.flatten(2)) if isinstance(network, MLP) else network.features_of(params, support.x, x)[1]


def with_task_axis(theta: Params, tasks: int) -> Params:
    """Slow weights seen once per task, without copying; autograd sums over tasks by itself.

    Convolutions are laid out channels-last, as their gradients come, so that no step has to rearrange them.
    """
    laid_out = {name: t.contiguous(memory_format=torch.channels_last) if t.dim() == 4 else t for name, t in theta.items()}
    return {name: t.expand(tasks, *t.shape) for name, t in laid_out.items()}


def gradient(loss: Tensor, params: Params, create_graph: bool) -> Params:
    """The gradient of a sum of task losses: each task's own gradient, since tasks share no adapted weight."""
    found = torch.autograd.grad(loss, list(params.values()), create_graph=create_graph)
    return dict(zip(params, found, strict=True))


def prototypes(embedded: Tensor, labels: Tensor, way: int) -> Tensor:
    """Class means (T, way, d) of support embeddings (T, n, d) with labels (T, n). Snell et al. 2017, eq. 1."""
    member = torch.nn.functional.one_hot(labels, way).to(embedded.dtype)  # (T, n, way)
    return torch.einsum("tnw,tnd->twd", member, embedded) / member.sum(1).clamp_min(1).unsqueeze(-1)


def squared_distance(a: Tensor, b: Tensor) -> Tensor:
    """|a_i - b_j|^2 (T, n, m) for a (T, n, d), b (T, m, d)."""
    return a.square().sum(-1, keepdim=True) - 2 * a @ b.transpose(1, 2) + b.square().sum(-1).unsqueeze(1)


def shuffled(x: Tensor) -> Tensor:
    """An order (T, n) of examples x (T, n, ...) that has nothing to do with their classes, and is the same each time.

    Methods that read examples one after the other must not meet them class by class, as episodes list them. The order follows from
    a hash of each example's own numbers, so that it needs no generator and one task's does not depend on the others.
    """
    numbers = (4096 * x.detach().flatten(2).double()).round().long()
    place = torch.arange(1, numbers.shape[2] + 1, device=x.device)
    mixed = (numbers + 1) * (place * 0x9E3779B1 % 0x7FFFFFFF | 1)  # odd multipliers: every pixel tells
    total = mixed.sum(2)
    for shift in (15, 13, 16):  # a few rounds of mixing high bits into low ones
        total = (total ^ (total >> shift)) * 0x2C1B3C6D & 0x7FFFFFFFFFFF
    return total.argsort(stable=True, dim=1)


@functools.cache
def _workers(threads: int) -> ThreadPoolExecutor:
    """Threads of one core each, kept from step to step: a new thread finds none of the scratch memory its kernels want."""
    return ThreadPoolExecutor(threads, "tasks", initializer=torch.set_num_threads, initargs=(1,))


def summed_over_tasks(
    job: Callable[[Episodes], tuple[Params, dict[str, Tensor]]], episodes: Episodes, size: int, problem: Problem
) -> tuple[Params, dict[str, Tensor]]:
    """Means over all tasks of what `job` gives for a few of them: a gradient summed over its tasks, and numbers (tasks,).

    `size` tasks at a time, on as many threads of one core each as the problem has: on a CPU small chunks that stay in a core's
    cache beat one large batch. The sum is taken in the order of the tasks, whichever thread was first.
    """
    threads = problem.threads if problem.device.type == "cpu" else 1  # a GPU has one queue, which further threads would only share
    chunks = [episodes[i : i + size] for i in range(0, episodes.tasks, size)]
    parts = list(_workers(threads).map(job, chunks)) if threads > 1 and len(chunks) > 1 else [job(chunk) for chunk in chunks]
    total = {name: t.clone() for name, t in parts[0][0].items()}
    for more, _ in parts[1:]:
        torch._foreach_add_(list(total.values()), list(more.values()))
    torch._foreach_div_(list(total.values()), episodes.tasks)
    return total, {name: torch.cat([numbers[name] for _, numbers in parts]).mean() for name in parts[0][1]}


def image_network(problem: Problem, filters: int, outputs: int, norm: str, *, pool: bool = False, flatten: bool = False) -> Conv4:
    """The Conv-4 of a problem whose inputs are images."""
    channels, height, width = problem.input_shape
    return Conv4(channels, (height, width), filters, outputs, norm, pool, flatten, problem.mixed)


def vector_network(problem: Problem, hidden: int, outputs: int) -> MLP:
    """The fully connected network of a problem whose inputs are vectors: two hidden layers, as for the sinusoids of MAML."""
    return MLP(problem.input_shape[0], (hidden, hidden), outputs)
