"""The parts of a network equal what autograd says of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch

from engine.conv import convolve, norm_relu, stem


def rows(counted: int, y: torch.Tensor, scale: torch.Tensor, shift: torch.Tensor) -> torch.Tensor:
    """`norm_relu`, spelt out."""
    var, mean = torch.var_mean(y[:counted], (0, 2, 3), correction=0, keepdim=True)
    return ((y - mean) / (var + 1e-5).sqrt() * scale.view(1, -1, 1, 1) + shift.view(1, -1, 1, 1)).relu()


def compare(ours: Callable[..., torch.Tensor], spelt_out: Callable[..., torch.Tensor], inputs: list[torch.Tensor]) -> None:
    """The values and the gradients to all inputs agree."""
    found, expected = ([t.clone().requires_grad_() for t in inputs] for _ in range(2))
    a, b = ours(*found), spelt_out(*expected)
    assert torch.allclose(a, b)
    weights = torch.rand_like(a)
    for x, y in zip(torch.autograd.grad((a * weights).sum(), found), torch.autograd.grad((b * weights).sum(), expected), strict=True):
        assert torch.allclose(x, y, atol=1e-10)


@pytest.mark.parametrize("counted", [2, 5])
def test_normalisation_with_its_relu_equals_the_two_pieces(counted: int) -> None:
    g = torch.Generator().manual_seed(0)
    inputs = [torch.randn(s, generator=g, dtype=torch.float64) for s in ((5, 6, 3, 3), (6,), (6,))]
    compare(lambda *p: norm_relu(*p, counted), lambda *p: rows(counted, *p), inputs)


@pytest.mark.parametrize("counted", [3, 40])
@pytest.mark.parametrize(("stride", "side"), [(1, 8), (2, 27), (2, 28)])
def test_the_stem_equals_its_pieces(counted: int, stride: int, side: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.conv.PART", 1500)  # several parts, the last one smaller
    g = torch.Generator().manual_seed(0)
    x = torch.rand(40, 2, side, side, generator=g, dtype=torch.float64)
    inputs = [torch.randn(s, generator=g, dtype=torch.float64) for s in ((6, 2, 3, 3), (6,), (6,), (4, 6, 3, 3))]

    def pieces(w: torch.Tensor, scale: torch.Tensor, shift: torch.Tensor, second: torch.Tensor) -> torch.Tensor:
        return convolve(rows(counted, convolve(x, w, stride, 1), scale, shift), second, stride, 1)

    compare(lambda *p: stem(x, *p, stride, counted), pieces, inputs)
