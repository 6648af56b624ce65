"""Convolution and batch normalisation whose double backward is as fast as their backward, for many tasks side by side.

Layout: activations are (N, T*C, H, W) with the tasks of a meta-batch as groups, so one grouped convolution serves all tasks and
batch normalisation treats each task's channels by themselves. ATen's own double backward of a grouped convolution is slow; the
three functions here differentiate into one another instead, each through `aten.convolution_backward`.
"""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor

aten = torch.ops.aten
EPS = 1e-5


def convolve(x: Tensor, weight: Tensor, stride: int, groups: int) -> Tensor:
    """3x3 convolution, padding 1, without bias: x (N, groups*C, H, W), weight (groups*out, C, 3, 3) -> (N, groups*out, H', W')."""
    result: Tensor = _Convolve.apply(x, weight, stride, groups)  # type: ignore[no-untyped-call]
    return result


def batch_norm(x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
    """Normalise each channel of x (N, C, H, W) by its own mean and variance over N, H, W; scale and shift are (C,)."""
    result: Tensor = _BatchNorm.apply(x, scale, shift)  # type: ignore[no-untyped-call]
    return result


def block(x: Tensor, weight: Tensor, scale: Tensor, shift: Tensor, stride: int, groups: int, counted: int) -> Tensor:
    """Convolution, batch norm by the statistics of the first `counted` rows, ReLU: in one piece, differentiable once.

    For the query pass, which needs no second order: it keeps half the memory of the three pieces and walks over it less often.
    """
    result: Tensor = _Block.apply(x, weight, scale, shift, stride, groups, counted)  # type: ignore[no-untyped-call]
    return result


def _forward(x: Tensor, w: Tensor, stride: int, groups: int) -> Tensor:
    result: Tensor = aten.convolution(x, w, None, [stride, stride], [1, 1], [1, 1], False, [0, 0], groups)
    return result


def _gradients(gy: Tensor, x: Tensor, w: Tensor, shape: tuple[int, int], need: tuple[bool, bool]) -> tuple[Any, Any]:
    """Gradients to x and w of <gy, conv(x, w)>."""
    stride, groups = shape
    mask = [need[0], need[1], False]
    gx, gw, _ = aten.convolution_backward(gy, x, w, None, [stride, stride], [1, 1], [1, 1], False, [0, 0], groups, mask)
    return gx, gw


class _Convolve(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, w: Tensor, stride: int, groups: int) -> Tensor:
        ctx.save_for_backward(x, w)
        ctx.shape = stride, groups
        return _forward(x, w, stride, groups)

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> Any:
        x, w = ctx.saved_tensors
        need = ctx.needs_input_grad[:2]
        if not torch.is_grad_enabled():
            return *_gradients(gy, x, w, ctx.shape, need), None, None
        if not need[0]:
            return None, _WeightGradient.apply(x, gy, w, *ctx.shape), None, None  # type: ignore[no-untyped-call]
        return *_BothGradients.apply(x, w, gy, *ctx.shape), None, None  # type: ignore[no-untyped-call]


class _WeightGradient(torch.autograd.Function):
    """(x, gy) -> gw, where the input needs no gradient (the first layer)."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, gy: Tensor, w: Tensor, stride: int, groups: int) -> Tensor:
        ctx.save_for_backward(x, gy)
        ctx.shape = stride, groups
        gw: Tensor = _gradients(gy, x, w, (stride, groups), (False, True))[1]
        return gw

    @staticmethod
    def backward(ctx: Any, v: Tensor) -> Any:
        x, gy = ctx.saved_tensors
        to_x = _gradients(gy, x, v, ctx.shape, (True, False))[0] if ctx.needs_input_grad[0] else None
        return to_x, _forward(x, v, *ctx.shape) if ctx.needs_input_grad[1] else None, None, None, None


class _BothGradients(torch.autograd.Function):
    """(x, w, gy) -> (gx, gw). With cotangents (u, v): to gy conv(u, w) + conv(x, v); to x and w the gradients of conv(u, v)."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, w: Tensor, gy: Tensor, stride: int, groups: int) -> Any:
        ctx.save_for_backward(x, w, gy)
        ctx.shape = stride, groups
        return _gradients(gy, x, w, (stride, groups), (True, True))

    @staticmethod
    def backward(ctx: Any, u: Tensor, v: Tensor) -> Any:
        x, w, gy = ctx.saved_tensors
        to_x, to_w = _gradients(gy, u, v, ctx.shape, ctx.needs_input_grad[:2])
        to_gy = _forward(u, w, *ctx.shape) + _forward(x, v, *ctx.shape) if ctx.needs_input_grad[2] else None
        return to_x, to_w, to_gy, None, None


def _as(t: Tensor, x: Tensor) -> Tensor:
    """`t` in the memory format of `x`; mixed formats take a ten times slower path."""
    if t.stride() == x.stride():
        return t
    return t.contiguous(memory_format=torch.channels_last if x.stride(1) == 1 else torch.contiguous_format)


def _norm_backward(gy: Tensor, x: Tensor, scale: Tensor, mean: Tensor, rstd: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    result: tuple[Tensor, Tensor, Tensor] = aten.native_batch_norm_backward(
        gy, x, scale, None, None, mean, rstd, True, EPS, [True, True, True]
    )
    return result


class _BatchNorm(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
        y, mean, rstd = torch.native_batch_norm(x, scale, shift, None, None, True, 0.0, EPS)
        ctx.save_for_backward(x, scale, mean, rstd)
        return y

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> Any:
        x, scale, mean, rstd = ctx.saved_tensors
        gy = _as(gy, x)
        if not torch.is_grad_enabled():
            return _norm_backward(gy, x, scale, mean, rstd)
        return _BatchNormBackward.apply(gy, x, scale, mean, rstd)  # type: ignore[no-untyped-call]


class _BatchNormBackward(torch.autograd.Function):
    """(gy, x, scale) -> (gx, gscale, gshift). The Jacobian of normalisation is symmetric, so its backward kernel serves again."""

    @staticmethod
    def forward(ctx: Any, gy: Tensor, x: Tensor, scale: Tensor, mean: Tensor, rstd: Tensor) -> Any:
        gx, gscale, gshift = _norm_backward(gy, x, scale, mean, rstd)
        ctx.save_for_backward(gy, x, scale, mean, rstd, gx, gscale)
        return gx, gscale, gshift

    @staticmethod
    def backward(ctx: Any, u: Tensor, v_scale: Tensor, v_shift: Tensor) -> Any:
        gy, x, scale, mean, rstd, gx, gscale = ctx.saved_tensors
        n = x.numel() // x.shape[1]
        u = _as(u, x)

        def per_channel(t: Tensor) -> Tensor:
            return t.view(1, -1, 1, 1)

        # normalised input: xn = x * rstd - mean * rstd
        offset = -mean * rstd
        ju, u_scale, _ = _norm_backward(u, x, scale, mean, rstd)  # u_scale = sum u * xn
        to_gy = ju + x * per_channel(v_scale * rstd) + per_channel(v_scale * offset + v_shift)
        # S = <u, scale * rstd * (gy - mean(gy) - xn * mean(gy * xn))> + v_scale * gscale, by way of xn and of rstd
        u_gx = (u * gx).sum((0, 2, 3))
        k = scale * rstd / n
        to_xn = u * per_channel(-k * gscale) + gy * per_channel(v_scale - k * u_scale)
        to_x = _norm_backward(to_xn, x, torch.ones_like(scale), mean, rstd)[0]
        to_x = to_x - (x * per_channel(u_gx * rstd * rstd / n) + per_channel(u_gx * rstd * offset / n))
        return to_gy, to_x, u_gx / scale, None, None


class _Block(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, w: Tensor, scale: Tensor, shift: Tensor, stride: int, groups: int, counted: int) -> Tensor:
        y = _forward(x, w, stride, groups)
        if counted == len(y):
            z, mean, rstd = torch.native_batch_norm(y, scale, shift, None, None, True, 0.0, EPS)
        else:
            var, mean = torch.var_mean(y[:counted], (0, 2, 3), correction=0)
            rstd = (var + EPS).rsqrt()
            factor = (scale * rstd).view(1, -1, 1, 1)
            z = torch.addcmul(shift.view(1, -1, 1, 1) - mean.view(1, -1, 1, 1) * factor, y, factor)
        z.relu_()
        ctx.save_for_backward(x, w, scale, y, mean, rstd, z)
        ctx.shape, ctx.counted = (stride, groups), counted
        return z

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, gz: Tensor) -> Any:
        x, w, scale, y, mean, rstd, z = ctx.saved_tensors
        gz = aten.threshold_backward(_as(gz, z), z, 0)
        if ctx.counted == len(y):
            gy, gscale, gshift = _norm_backward(gz, y, scale, mean, rstd)
        else:
            gy, gscale, gshift = _counted_norm_backward(gz, y, scale, mean, rstd, ctx.counted)
        gx, gw = _gradients(gy, x, w, ctx.shape, (ctx.needs_input_grad[0], True))
        return gx, gw, gscale, gshift, None, None, None


def _counted_norm_backward(gz: Tensor, y: Tensor, scale: Tensor, mean: Tensor, rstd: Tensor, counted: int) -> tuple[Tensor, Tensor, Tensor]:
    """Gradients to y, scale and shift of z = (y - mean) rstd scale + shift, where the first rows alone make mean and rstd."""
    factor = scale * rstd
    shift_slope = gz.sum((0, 2, 3))
    xn_slope = ((gz * y).sum((0, 2, 3)) - mean * shift_slope) * rstd  # sum of gz times the normalised input
    gy = gz * factor.view(1, -1, 1, 1)
    own = y[:counted]
    n = own.numel() // own.shape[1]
    # through the statistics: -factor / n (sum gz + xn sum gz xn), on the rows that make them
    slope = -factor * rstd * xn_slope / n
    level = -factor * shift_slope / n - slope * mean
    gy[:counted].add_(torch.addcmul(level.view(1, -1, 1, 1), own, slope.view(1, -1, 1, 1)))
    return gy, xn_slope, shift_slope
