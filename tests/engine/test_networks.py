"""The parts of a network equal what autograd says of them."""

from __future__ import annotations

import pytest
import torch

from engine.conv import batch_norm, block, convolve


@pytest.mark.parametrize("counted", [2, 5])
def test_the_fused_block_equals_its_three_pieces(counted: int) -> None:
    g = torch.Generator().manual_seed(0)
    inputs = [torch.randn(s, generator=g, dtype=torch.float64) for s in ((5, 4, 6, 6), (6, 2, 3, 3), (6,), (6,))]

    def pieces(x: torch.Tensor, w: torch.Tensor, scale: torch.Tensor, shift: torch.Tensor) -> torch.Tensor:
        y = convolve(x, w, 2, 2)
        if counted == len(y):
            return batch_norm(y, scale, shift).relu()
        var, mean = torch.var_mean(y[:counted], (0, 2, 3), correction=0, keepdim=True)
        return ((y - mean) / (var + 1e-5).sqrt() * scale.view(1, -1, 1, 1) + shift.view(1, -1, 1, 1)).relu()

    found, expected = ([t.clone().requires_grad_() for t in inputs] for _ in range(2))
    a, b = block(*found, 2, 2, counted), pieces(*expected)
    assert torch.allclose(a, b)
    weights = torch.randn(a.shape, generator=g, dtype=torch.float64)
    for x, y in zip(torch.autograd.grad((a * weights).sum(), found), torch.autograd.grad((b * weights).sum(), expected), strict=True):
        assert torch.allclose(x, y, atol=1e-10)
