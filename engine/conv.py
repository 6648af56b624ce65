"""Convolution and batch normalisation whose double backward is as fast as their backward, for many tasks side by side.

Layout: activations are (N, T*C, H, W) with the tasks of a meta-batch as groups, so one grouped convolution serves all tasks and
batch normalisation treats each task's channels by themselves. ATen's own double backward of a grouped convolution is slow; the
three functions here differentiate into one another instead, each through `aten.convolution_backward`.

Mixed precision: the products of a convolution and of its gradients take bfloat16 operands and add up in float32 inside the kernel;
what goes in and what comes out, the weights, normalisation and everything else keep their own precision.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import torch
import torch.nn.functional as F
from torch import Tensor

aten = torch.ops.aten
EPS = 1e-5
PART = 5000
"""Positions of the first layer's output at a time: 64 channels of them fit a core's second-level cache."""


class How(NamedTuple):
    """What a convolution is besides its operands."""

    stride: int
    groups: int
    mixed: bool = False
    """whether operands are rounded to bfloat16"""


def convolve(x: Tensor, weight: Tensor, stride: int, groups: int, mixed: bool = False) -> Tensor:
    """3x3 convolution, padding 1, without bias: x (N, groups*C, H, W), weight (groups*out, C, 3, 3) -> (N, groups*out, H', W')."""
    result: Tensor = _Convolve.apply(x, weight, How(stride, groups, mixed))  # type: ignore[no-untyped-call]
    return result


def statistics(x: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and variance (C,) of the channels of x (N, C, H, W), not differentiable: ten times faster than `torch.var_mean`."""
    found: tuple[Tensor, Tensor] = torch.batch_norm_update_stats(x, None, None, 0.0)
    return found


def norm_relu(x: Tensor, scale: Tensor, shift: Tensor, counted: int) -> Tensor:
    """ReLU of x (N, C, H, W) with each channel normalised by its mean and variance over the first `counted` rows; scale, shift (C,).

    Differentiable twice where all rows count, as the inner steps want it; else once, for a query pass. In one piece it keeps less
    memory than the two pieces and walks over it less often.
    """
    if counted == len(x):
        result: Tensor = _NormReLU.apply(x, scale, shift)  # type: ignore[no-untyped-call]
        return result
    partly: Tensor = _CountedNormReLU.apply(x, scale, shift, counted)  # type: ignore[no-untyped-call]
    return partly


def stem(x: Tensor, weight: Tensor, scale: Tensor, shift: Tensor, second: Tensor, stride: int, counted: int, mixed: bool = False) -> Tensor:
    """Convolution, `norm_relu` and the `second` convolution of one task's pictures x (N, C, H, W), which are not differentiated.

    The statistics of a linear map follow from those of its input: mean w mu and variance w Sigma w', with mu and Sigma of the
    3x3 patches. So normalisation goes into the weights, and the first layer, whose output is the largest, becomes one thin matrix
    product: it is made again wherever it is needed, for a few pictures at a time, and never leaves the cache.
    """
    n, height, width = len(x), -(-x.shape[2] // stride), -(-x.shape[3] // stride)
    padded = F.pad(x, (1, 1, 1, 1))
    taps = [p[:, i::stride, j::stride][:, :height, :width] for p in padded.unbind(1) for i in range(3) for j in range(3)]
    rows = torch.stack([*taps, torch.ones_like(taps[0])]).view(len(taps) + 1, -1)  # the last one carries the shift
    own = rows[:-1, : counted * height * width]
    mean = own.mean(1)
    apart = own - mean.unsqueeze(1)
    w = weight.flatten(1)
    var = (w @ (apart @ apart.T / own.shape[1]) * w).sum(1)
    factor = scale * (var + EPS).rsqrt()
    thin = torch.cat([w * factor.unsqueeze(1), (shift - factor * (w @ mean)).unsqueeze(1)], 1)
    result: Tensor = _Stem.apply(rows, thin, second, (n, height, width), How(stride, 1, mixed))  # type: ignore[no-untyped-call]
    return result


def _forward(x: Tensor, w: Tensor, how: How) -> Tensor:
    stride, groups, mixed = how
    a, b = (x.bfloat16(), w.bfloat16()) if mixed else (x, w)
    result: Tensor = aten.convolution(a, b, None, [stride, stride], [1, 1], [1, 1], False, [0, 0], groups)
    return result.to(x.dtype)


def _gradients(gy: Tensor, x: Tensor, w: Tensor, how: How, need: tuple[bool, bool]) -> tuple[Any, Any]:
    """Gradients to x and w of <gy, conv(x, w)>."""
    stride, groups, mixed = how
    operands = [t.bfloat16() for t in (gy, x, w)] if mixed else [gy, x, w]
    found = aten.convolution_backward(*operands, None, [stride, stride], [1, 1], [1, 1], False, [0, 0], groups, [*need, False])[:2]
    gx, gw = (None if t is None else t.to(x.dtype) for t in found)
    return gx, gw


class _Convolve(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, w: Tensor, how: How) -> Tensor:
        ctx.save_for_backward(x, w)
        ctx.how = how
        return _forward(x, w, how)

    @staticmethod
    def backward(ctx: Any, gy: Tensor) -> Any:
        x, w = ctx.saved_tensors
        need = ctx.needs_input_grad[:2]
        if not torch.is_grad_enabled():
            return *_gradients(gy, x, w, ctx.how, need), None
        if not need[0]:
            return None, _WeightGradient.apply(x, gy, w, ctx.how), None  # type: ignore[no-untyped-call]
        return *_BothGradients.apply(x, w, gy, ctx.how), None  # type: ignore[no-untyped-call]


class _WeightGradient(torch.autograd.Function):
    """(x, gy) -> gw, where the input needs no gradient (the first layer)."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, gy: Tensor, w: Tensor, how: How) -> Tensor:
        ctx.save_for_backward(x, gy)
        ctx.how = how
        gw: Tensor = _gradients(gy, x, w, how, (False, True))[1]
        return gw

    @staticmethod
    def backward(ctx: Any, v: Tensor) -> Any:
        x, gy = ctx.saved_tensors
        to_x = _gradients(gy, x, v, ctx.how, (True, False))[0] if ctx.needs_input_grad[0] else None
        return to_x, _forward(x, v, ctx.how) if ctx.needs_input_grad[1] else None, None, None


class _BothGradients(torch.autograd.Function):
    """(x, w, gy) -> (gx, gw). With cotangents (u, v): to gy conv(u, w) + conv(x, v); to x and w the gradients of conv(u, v)."""

    @staticmethod
    def forward(ctx: Any, x: Tensor, w: Tensor, gy: Tensor, how: How) -> Any:
        ctx.save_for_backward(x, w, gy)
        ctx.how = how
        return _gradients(gy, x, w, how, (True, True))

    @staticmethod
    def backward(ctx: Any, u: Tensor, v: Tensor) -> Any:
        x, w, gy = ctx.saved_tensors
        to_x, to_w = _gradients(gy, u, v, ctx.how, ctx.needs_input_grad[:2])
        to_gy = _forward(u, w, ctx.how) + _forward(x, v, ctx.how) if ctx.needs_input_grad[2] else None
        return to_x, to_w, to_gy, None


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


class _NormReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, scale: Tensor, shift: Tensor) -> Tensor:
        z, mean, rstd = torch.native_batch_norm(x, scale, shift, None, None, True, 0.0, EPS)
        z.relu_()
        ctx.save_for_backward(x, scale, mean, rstd, z)
        return z

    @staticmethod
    def backward(ctx: Any, gz: Tensor) -> Any:
        x, scale, mean, rstd, z = ctx.saved_tensors
        # where z is zero does not depend on anything: detached, so that no zeros are made and added for its slope
        gy = aten.threshold_backward(_as(gz, x), z.detach(), 0)
        if not torch.is_grad_enabled():
            return _norm_backward(gy, x, scale, mean, rstd)
        return _NormBackward.apply(gy, x, scale, mean, rstd)  # type: ignore[no-untyped-call]


class _NormBackward(torch.autograd.Function):
    """(gy, x, scale) -> (gx, gscale, gshift). The Jacobian of normalisation is symmetric, so its backward kernel serves again."""

    @staticmethod
    def forward(ctx: Any, gy: Tensor, x: Tensor, scale: Tensor, mean: Tensor, rstd: Tensor) -> Any:
        gx, gscale, gshift = _norm_backward(gy, x, scale, mean, rstd)
        ctx.save_for_backward(gy, x, scale, mean, rstd, gx, gscale)
        return gx, gscale, gshift

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, u: Tensor, v_scale: Tensor, v_shift: Tensor) -> Any:
        gy, x, scale, mean, rstd, gx, gscale = ctx.saved_tensors
        n = x.numel() // x.shape[1]
        u = _as(u, x)

        def per_channel(t: Tensor) -> Tensor:
            return t.view(1, -1, 1, 1)

        # normalised input: xn = x * rstd - mean * rstd
        offset = -mean * rstd
        ju, u_scale, _ = _norm_backward(u, x, scale, mean, rstd)  # u_scale = sum u * xn
        to_gy = ju.add_(torch.addcmul(per_channel(v_scale * offset + v_shift), x, per_channel(v_scale * rstd)))
        # S = <u, scale * rstd * (gy - mean(gy) - xn * mean(gy * xn))> + v_scale * gscale, by way of xn and of rstd
        u_gx = _sum_of_products(u, gx)
        k = scale * rstd / n
        to_xn = torch.addcmul(u * per_channel(-k * gscale), gy, per_channel(v_scale - k * u_scale))
        to_x = _norm_backward(to_xn, x, torch.ones_like(scale), mean, rstd)[0]
        to_x.sub_(torch.addcmul(per_channel(u_gx * rstd * offset / n), x, per_channel(u_gx * rstd * rstd / n)))
        return to_gy, to_x, u_gx / scale, None, None


def _sum_of_products(a: Tensor, b: Tensor) -> Tensor:
    """The sum (C,) of a b over N, H, W: what batch norm's backward kernel gives as the slope of the scale, in one walk."""
    none, one = a.new_zeros(a.shape[1]), a.new_ones(a.shape[1])
    result: Tensor = aten.native_batch_norm_backward(a, b, one, None, None, none, one, True, EPS, [False, True, False])[1]
    return result


class _CountedNormReLU(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, y: Tensor, scale: Tensor, shift: Tensor, counted: int) -> Tensor:
        mean, var = statistics(y[:counted])
        rstd = (var + EPS).rsqrt()
        factor = (scale * rstd).view(1, -1, 1, 1)
        z = torch.addcmul(shift.view(1, -1, 1, 1) - mean.view(1, -1, 1, 1) * factor, y, factor).relu_()
        ctx.save_for_backward(scale, y, mean, rstd, z)
        ctx.counted = counted
        return z

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, gz: Tensor) -> Any:
        scale, y, mean, rstd, z = ctx.saved_tensors
        gz = aten.threshold_backward(_as(gz, z), z, 0)
        return *_counted_norm_backward(gz, y, scale, mean, rstd, ctx.counted), None


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


class _Stem(torch.autograd.Function):
    """conv(ReLU(rows' thin')): rows (k, n H W) of patches, thin (out, k), k small, and the weight of the convolution."""

    @staticmethod
    def forward(ctx: Any, rows: Tensor, thin: Tensor, w: Tensor, shape: tuple[int, int, int], how: How) -> Tensor:
        ctx.save_for_backward(rows, thin, w)
        ctx.shape, ctx.how = shape, how
        return torch.cat([_forward(_first(part, thin, shape), w, how) for part in _parts(rows, shape)])

    @staticmethod
    @torch.autograd.function.once_differentiable
    def backward(ctx: Any, gy: Tensor) -> Any:
        rows, thin, w = ctx.saved_tensors
        parts = _parts(rows, ctx.shape)
        to_thin, to_w = thin.new_zeros(thin.shape[::-1]), torch.zeros_like(w)  # (k, out): addmm_ is slow the other way round
        for part, g in zip(parts, gy.split(parts[0].shape[1] // (ctx.shape[1] * ctx.shape[2])), strict=True):
            x = _first(part, thin, ctx.shape)
            to_x, more = _gradients(_as(g, x), x, w, ctx.how, (True, True))
            to_w += more
            to_x = aten.threshold_backward.grad_input(_as(to_x, x), x, 0, grad_input=to_x)
            to_thin.addmm_(part, to_x.permute(0, 2, 3, 1).reshape(part.shape[1], -1))
        return None, to_thin.T, to_w, None, None


def _parts(rows: Tensor, shape: tuple[int, int, int]) -> tuple[Tensor, ...]:
    """The columns of `rows` in parts of whole pictures that stay in a core's cache."""
    picture = shape[1] * shape[2]
    parts: tuple[Tensor, ...] = rows.split(max(1, PART // picture) * picture, 1)
    return parts


def _first(rows: Tensor, thin: Tensor, shape: tuple[int, int, int]) -> Tensor:
    """The first layer's output (n, out, H, W), channels-last, from its patches (k, n H W)."""
    return torch.mm(rows.T, thin.T).relu_().view(-1, *shape[1:], len(thin)).permute(0, 3, 1, 2)
