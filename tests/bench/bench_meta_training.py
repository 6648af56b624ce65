"""Meta-training speed beside a plain loop over tasks and, where it is installed, the package `higher`: tasks/s and ratios.

    python tests/bench/bench_meta_training.py

All contestants compute the same outer gradient on the same tasks, in turns, in one process. Ratios are medians over rounds, each
within its own round, of wall time and of the processor's: what else the machine does meanwhile falls on both alike.
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "engine"))
sys.path.insert(0, str(Path(__file__).parents[2]))

import engine  # noqa: F401 (before torch, to which it says how idle threads wait)

# isort: split
import torch
import torch.nn.functional as F
from tasks import image_episodes, learner, sine_episodes
from torch import Tensor, nn

from engine.algorithm import Algorithm, Params
from engine.allocator import keep_freed_memory
from engine.episode import Episodes

try:
    import higher
except ImportError:
    higher = None

SECONDS = 12.0
ROUNDS = 11
Case = Callable[[], object]


class Conv(nn.Module):
    """The same Conv-4 as a plain module: stride 2, statistics of its own batch, spatial mean."""

    def __init__(self, way: int, filters: int) -> None:
        super().__init__()
        self.conv = nn.ModuleList(nn.Conv2d(1 if i == 0 else filters, filters, 3, 2, 1, bias=False) for i in range(4))
        self.norm = nn.ModuleList(nn.BatchNorm2d(filters, track_running_stats=False) for _ in range(4))
        self.head = nn.Linear(filters, way)

    def forward(self, x: Tensor) -> Tensor:
        for conv, norm in zip(self.conv, self.norm, strict=True):
            x = F.relu(norm(conv(x)))
        return self.head(x.mean((2, 3)))


class Dense(nn.Sequential):
    """The same 1-40-40-1 network as a plain module."""

    def __init__(self) -> None:
        super().__init__(nn.Linear(1, 40), nn.ReLU(), nn.Linear(40, 40), nn.ReLU(), nn.Linear(40, 1))


def plain(module: nn.Module, episodes: Episodes, loss: Callable[[Tensor, Tensor], Tensor], rate: float, steps: int) -> Case:
    """A loop over tasks with functional_call, as tutorials write it."""
    params = dict(module.named_parameters())

    def run() -> list[Tensor]:
        total = torch.zeros(())
        for i in range(episodes.tasks):
            fast: dict[str, Tensor] = dict(params)
            for _ in range(steps):
                inner = loss(torch.func.functional_call(module, fast, (episodes.support.x[i],)), episodes.support.y[i])
                slope = torch.autograd.grad(inner, list(fast.values()), create_graph=True)
                fast = {n: p - rate * g for (n, p), g in zip(fast.items(), slope, strict=True)}
            total = total + loss(torch.func.functional_call(module, fast, (episodes.query.x[i],)), episodes.query.y[i])
        return list(torch.autograd.grad(total / episodes.tasks, list(params.values())))

    return run


def by_higher(module: nn.Module, episodes: Episodes, loss: Callable[[Tensor, Tensor], Tensor], rate: float, steps: int) -> Case:
    """The same with the package `higher`, as its examples do it."""

    def run() -> None:
        module.zero_grad()
        optimiser = torch.optim.SGD(module.parameters(), lr=rate)
        for i in range(episodes.tasks):
            with higher.innerloop_ctx(module, optimiser, copy_initial_weights=False) as (fast, inner):
                for _ in range(steps):
                    inner.step(loss(fast(episodes.support.x[i]), episodes.support.y[i]))
                (loss(fast(episodes.query.x[i]), episodes.query.y[i]) / episodes.tasks).backward()

    return run


def ours(algorithm: Algorithm, theta: Params, episodes: Episodes) -> Case:
    return lambda: algorithm.outer_gradient(theta, episodes)


def contest(title: str, cases: dict[str, Case], tasks: int) -> None:
    """Run the cases in turns and print the median of each, and its ratios to the bases."""
    for case in cases.values():
        case()
        case()
    wall: dict[str, list[float]] = {name: [] for name in cases}
    processor: dict[str, list[float]] = {name: [] for name in cases}
    end = time.perf_counter() + SECONDS
    while time.perf_counter() < end or len(wall[next(iter(cases))]) < ROUNDS:
        for name, case in cases.items():
            began, used = time.perf_counter(), time.process_time()
            case()
            wall[name].append(time.perf_counter() - began)
            processor[name].append(time.process_time() - used)
    print(f"\n{title}: {len(wall[next(iter(cases))])} rounds")
    for name, times in wall.items():
        ratios = "  ".join(
            f"{_ratio(wall[base], times):6.2f} x {base} ({_ratio(processor[base], processor[name]):.2f} by processor time)"
            for base in ("plain loop", "higher")
            if base in cases
        )
        print(f"  {name:22s} {tasks / statistics.median(times):9.0f} tasks/s   {ratios}")


def _ratio(base: list[float], own: list[float]) -> float:
    return statistics.median(b / o for b, o in zip(base, own, strict=True))


def main() -> None:
    keep_freed_memory()  # for all contestants alike, as the application does
    threads = torch.get_num_threads()
    print(f"{threads} threads, torch {torch.__version__}; higher {'is installed' if higher else 'is not installed'}")
    for steps in (1, 5):
        episodes = sine_episodes(25, 10, 10, torch.float32)
        cases = {"plain loop": plain(Dense(), episodes, F.mse_loss, 0.01, steps)}
        if higher:
            cases["higher"] = by_higher(Dense(), episodes, F.mse_loss, 0.01, steps)
        algorithm, theta = learner("maml", episodes, threads, inner_lr=0.01, inner_steps=steps)
        cases["metascope"] = ours(algorithm, theta, episodes)
        compiled, theta = learner("maml", episodes, threads, inner_lr=0.01, inner_steps=steps)
        if "is compiled" in compiled.compile(theta, episodes):
            cases["metascope, compiled"] = ours(compiled, theta, episodes)
        contest(f"sinusoid MLP 1-40-40-1, K = 10, meta-batch 25, {steps} inner step(s), second order", cases, 25)
    for steps in (1, 5):
        episodes = image_episodes(32, 5, 1, 15, 28, torch.float32)
        cases = {"plain loop": plain(Conv(5, 64), episodes, F.cross_entropy, 0.1, steps)}
        if higher:
            cases["higher"] = by_higher(Conv(5, 64), episodes, F.cross_entropy, 0.1, steps)
        algorithm, theta = learner("maml", episodes, threads, inner_lr=0.1, inner_steps=steps, norm="transductive")
        cases["metascope"] = ours(algorithm, theta, episodes)
        contest(f"conv-4, 64 filters, 28x28, 5-way 1-shot, 15 queries, meta-batch 32, {steps} inner step(s), second order", cases, 32)


if __name__ == "__main__":
    main()
