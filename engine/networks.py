"""Batched functional networks: conv4 and mlp; a task axis on data and, once adapted, on weights.

A network is a frozen description; its parameters are a dict of tensors, without a task axis (slow weights, shared by all tasks)
or with one (adapted weights). Inputs always have the task axis.
"""

from __future__ import annotations

import dataclasses
import itertools
import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from engine.algorithm import Params
from engine.conv import EPS, convolve, norm_relu, statistics, stem

NORM_RULES = ("support", "support+query", "tasknorm", "transductive")
"""Whose statistics normalise a query: the support set's; those of the support set with that one query (Nichol et al. 2018);
support set and the query itself blended by a learned weight (TaskNorm-I, Bronskill et al. 2020); all queries of the batch."""
NORM_DOC = (
    "Whose statistics batch normalisation uses for a query: the support set's, support + that one query (Reptile), TaskNorm, "
    "or all queries together (transductive, as in the MAML paper: a query's answer then depends on the other queries)."
)


@dataclass(frozen=True, slots=True)
class MLP:
    """Fully connected ReLU network: (T, n, inputs) -> (T, n, outputs)."""

    inputs: int
    hidden: tuple[int, ...]
    outputs: int

    @property
    def _sizes(self) -> list[tuple[int, int]]:
        widths = (self.inputs, *self.hidden, self.outputs)
        return list(itertools.pairwise(widths))

    def init(self, generator: torch.Generator, device: torch.device, dtype: torch.dtype) -> Params:
        """Fresh `layerI.weight` (out, in) and `layerI.bias` (out,), uniform in +-1/sqrt(fan-in)."""
        params: Params = {}
        for i, (fan_in, fan_out) in enumerate(self._sizes, 1):
            bound = 1 / math.sqrt(fan_in)
            for name, shape in ((f"layer{i}.weight", (fan_out, fan_in)), (f"layer{i}.bias", (fan_out,))):
                params[name] = (bound * (2 * torch.rand(shape, generator=generator, dtype=dtype) - 1)).to(device)
        return params

    def forward(self, params: Params, x: Tensor) -> Tensor:
        """Outputs (T, n, outputs) for x (T, n, inputs)."""
        return self.head(params, self.features(params, x))

    def features(self, params: Params, x: Tensor) -> Tensor:
        """What the last layer reads (T, n, hidden)."""
        for i in range(1, len(self._sizes)):
            x = _linear(x, params[f"layer{i}.weight"], params[f"layer{i}.bias"]).relu()
        return x

    def head(self, params: Params, features: Tensor) -> Tensor:
        """The last layer."""
        return _linear(features, *(params[name] for name in self.head_names))

    @property
    def head_names(self) -> tuple[str, str]:
        """Weight and bias of the last layer."""
        last = len(self._sizes)
        return f"layer{last}.weight", f"layer{last}.bias"

    def layers(self) -> dict[str, tuple[str, ...]]:
        """Parameter names by layer, in order."""
        return {f"layer {i}": (f"layer{i}.weight", f"layer{i}.bias") for i in range(1, len(self._sizes) + 1)}


@dataclass(frozen=True, slots=True)
class Conv4:
    """Four times [3x3 convolution, batch norm, ReLU, halve], then (optionally) a linear head. METHODS: 'Conv-4'.

    `pool`: halve by 2x2 max pooling (Vinyals, Snell) rather than by a stride of 2 (Finn, Nichol on Omniglot). `flatten`: read
    out all positions rather than their mean. `outputs` = 0: no head. `norm`: one of `NORM_RULES`. `mixed`: see `engine.conv`.
    """

    channels: int
    size: tuple[int, int]
    filters: int
    outputs: int
    norm: str
    pool: bool = False
    flatten: bool = False
    mixed: bool = False

    @property
    def features(self) -> int:
        """Width of the read-out."""
        h, w = self.size
        for _ in range(4):
            h, w = self._halved(h), self._halved(w)
        return self.filters * (h * w if self.flatten else 1)

    def _halved(self, n: int) -> int:
        return max(1, n // 2) if self.pool else (n + 1) // 2

    def init(self, generator: torch.Generator, device: torch.device, dtype: torch.dtype) -> Params:
        """Xavier convolutions `convI.weight`, unit `normI.scale`, zero `normI.shift`; `head.weight`, zero `head.bias`."""
        params: Params = {}
        for i in range(1, 5):
            fan_in = self.channels if i == 1 else self.filters
            weight = torch.empty(self.filters, fan_in, 3, 3, dtype=dtype)
            torch.nn.init.xavier_uniform_(weight, generator=generator)
            params[f"conv{i}.weight"] = weight.to(device)
            params[f"norm{i}.scale"] = torch.ones(self.filters, dtype=dtype, device=device)
            params[f"norm{i}.shift"] = torch.zeros(self.filters, dtype=dtype, device=device)
            if self.norm == "tasknorm":
                # weight of the support's statistics: sigmoid(slope * images + offset)
                params[f"norm{i}.blend"] = torch.zeros(2, dtype=dtype, device=device)
        if self.outputs:
            weight = torch.empty(self.outputs, self.features, dtype=dtype)
            torch.nn.init.xavier_uniform_(weight, generator=generator)
            params["head.weight"] = weight.to(device)
            params["head.bias"] = torch.zeros(self.outputs, dtype=dtype, device=device)
        return params

    def layers(self) -> dict[str, tuple[str, ...]]:
        """Parameter names by layer, in order."""
        blend = (lambda i: (f"norm{i}.blend",)) if self.norm == "tasknorm" else (lambda i: ())
        found = {f"conv {i}": (f"conv{i}.weight", f"norm{i}.scale", f"norm{i}.shift", *blend(i)) for i in range(1, 5)}
        return found | ({"head": ("head.weight", "head.bias")} if self.outputs else {})

    def on_support(self, params: Params, x: Tensor, once: bool = False) -> Tensor:
        """Read-out or logits (T, n, d) of support images x (T, n, C, H, W), normalised by their own statistics; `once` as below."""
        return self.head(params, self._body(params, x, x.shape[1], 1, once))

    def on_query(self, params: Params, support: Tensor, x: Tensor, once: bool = False) -> Tensor:
        """Read-out or logits (T, q, d) of query images x (T, q, C, H, W), normalised by this network's rule.

        `once`: it will be differentiated once at most, which has a faster way.
        """
        shots, queries = support.shape[1], x.shape[1]
        if self.norm == "transductive":
            return self.head(params, self._body(params, x, queries, 1, once))
        if self.norm == "support+query":
            # a batch of its own for each query: the support set, then the query
            repeated = support.unsqueeze(1).expand(-1, queries, *support.shape[1:])
            batches = torch.cat([repeated, x.unsqueeze(2)], 2).flatten(1, 2)
            body = self._body(params, batches, shots + 1, queries)
            return self.head(params, body.unflatten(1, (queries, shots + 1))[:, :, -1])
        return self.head(params, self._body(params, _joined(support, x), shots, 1, once)[:, shots:])

    @property
    def head_names(self) -> tuple[str, str]:
        """Weight and bias of the head."""
        return "head.weight", "head.bias"

    def head(self, params: Params, features: Tensor) -> Tensor:
        """Logits (T, n, outputs) of a read-out; the read-out itself where there is no head."""
        return _linear(features, *(params[name] for name in self.head_names)) if self.outputs else features

    def features_of(self, params: Params, support: Tensor, x: Tensor, once: bool = False) -> tuple[Tensor, Tensor]:
        """Read-outs of support and query images, as `on_support` and `on_query` would give them without a head."""
        if self.norm in ("support", "tasknorm"):
            both = self._body(params, _joined(support, x), support.shape[1], 1, once)
            return both[:, : support.shape[1]], both[:, support.shape[1] :]
        bare = dataclasses.replace(self, outputs=0)
        return bare.on_support(params, support), bare.on_query(params, support, x, once)

    def statistics(self, device: torch.device, dtype: torch.dtype) -> Params:
        """Means of 0 and variances of 1, as `with_statistics` wants them."""
        first = torch.zeros(self.filters, device=device, dtype=dtype)
        return {f"norm{i}.{what}": first + value for i in range(1, 5) for what, value in (("mean", 0.0), ("var", 1.0))}

    def with_batch_statistics(self, params: Params, x: Tensor) -> tuple[Tensor, Params]:
        """Read-outs (n, d) of images x (n, C, H, W) normalised all together, differentiable once; and their statistics."""
        x, found = x.contiguous(memory_format=torch.channels_last), {}
        for i in range(1, 5):
            x = convolve(x, params[f"conv{i}.weight"], 1 if self.pool else 2, 1, self.mixed)
            with torch.no_grad():
                found[f"norm{i}.mean"], found[f"norm{i}.var"] = statistics(x)
            x = norm_relu(x, *self._affine(params, i), len(x))
            x = F.max_pool2d(x, min(2, *x.shape[2:])) if self.pool else x
        return self._read_out(x, 1, len(x), False)[0], found

    def with_statistics(self, params: Params, x: Tensor, known: Params | None = None) -> tuple[Tensor, Params]:
        """Read-outs (T, n, d) of images x (T, n, C, H, W), normalised by these statistics whatever the other images are.

        None: by each task's own, for which weights must have the task axis, and which are not differentiated through; the
        statistics are the second result.
        """
        tasks, n = x.shape[:2]
        used = {} if known is None else known
        grouped = params["conv1.weight"].dim() == 5
        x = (x.permute(1, 0, 2, 3, 4).flatten(1, 2) if grouped else x.flatten(0, 1)).contiguous(memory_format=torch.channels_last)
        for i in range(1, 5):
            x = convolve(x, self._filters(params, i), 1 if self.pool else 2, tasks if grouped else 1, self.mixed)
            if known is None:
                for name, t in zip(("mean", "var"), statistics(x), strict=True):
                    used[f"norm{i}.{name}"] = t.view(tasks, -1)
            scale, shift = params[f"norm{i}.scale"], params[f"norm{i}.shift"]
            factor = scale * (used[f"norm{i}.var"] + EPS).rsqrt()
            offset = shift - used[f"norm{i}.mean"] * factor
            x = torch.addcmul(offset.reshape(1, -1, 1, 1), x, factor.reshape(1, -1, 1, 1)).relu()
            x = F.max_pool2d(x, min(2, *x.shape[2:])) if self.pool else x
        return self._read_out(x, tasks, n, grouped), used

    def _body(self, params: Params, x: Tensor, counted: int, batches: int, once: bool = False) -> Tensor:
        """Features (T, n, d); n holds `batches` equal batches, and the first `counted` images of each give its statistics."""
        tasks, n = x.shape[:2]
        groups = tasks if params["conv1.weight"].dim() == 5 else 1
        if groups == 1 and _repeats(x):  # one body, one task seen many times: its heads differ
            return self._body(params, x[:1], counted, batches, once).expand(tasks, -1, -1)
        x = x.permute(1, 0, 2, 3, 4).flatten(1, 2) if groups == tasks else x.flatten(0, 1)
        x = x.contiguous(memory_format=torch.channels_last)
        stride = 1 if self.pool else 2
        once = once or not torch.is_grad_enabled()
        fast = once and groups == tasks and batches == 1 and self.norm != "tasknorm"
        for i in range(1, 5):
            weight = self._filters(params, i)
            if fast and tasks == 1 and not self.pool and i < 3:
                if i == 1:
                    continue
                x = stem(x, self._filters(params, 1), *self._affine(params, 1), weight, stride, counted, self.mixed)
            else:
                x = convolve(x, weight, stride, groups, self.mixed)
            if fast or (groups == tasks and counted == n and self.norm != "tasknorm"):
                x = norm_relu(x, *self._affine(params, i), counted)
            else:
                x = self._normalised(params, i, x, (tasks, n), groups == tasks, counted, batches).relu()
            x = F.max_pool2d(x, min(2, *x.shape[2:])) if self.pool else x
        return self._read_out(x, tasks, n, groups == tasks)

    def _filters(self, params: Params, i: int) -> Tensor:
        """The weight (T*out, in, 3, 3) of the i-th convolution; channels-last stays channels-last."""
        weight = params[f"conv{i}.weight"]
        return weight.movedim(2, -1).flatten(0, 1).movedim(-1, 1) if weight.dim() == 5 else weight

    def _affine(self, params: Params, i: int) -> tuple[Tensor, Tensor]:
        """Scale and shift (T*out,) of the i-th normalisation."""
        return params[f"norm{i}.scale"].reshape(-1), params[f"norm{i}.shift"].reshape(-1)

    def _read_out(self, x: Tensor, tasks: int, n: int, grouped: bool) -> Tensor:
        x = x.unflatten(1, (tasks, self.filters)).transpose(0, 1) if grouped else x.unflatten(0, (tasks, n))
        return x.flatten(2) if self.flatten else x.mean((3, 4))

    def _normalised(self, params: Params, i: int, x: Tensor, shape: tuple[int, int], grouped: bool, counted: int, batches: int) -> Tensor:
        tasks, n = shape
        scale, shift = params[f"norm{i}.scale"], params[f"norm{i}.shift"]
        # as (batches, images, T, C, H, W) or, with shared weights, (T, batches, images, C, H, W)
        if grouped:
            whole, images = x.unflatten(0, (batches, n // batches)).unflatten(2, (tasks, self.filters)), 1
            scale, shift = (t.expand(tasks, self.filters)[:, :, None, None] for t in (scale, shift))
        else:
            whole, images = x.unflatten(0, (tasks, batches, n // batches)), 2
            scale, shift = scale[:, None, None], shift[:, None, None]
        var, mean = torch.var_mean(whole.narrow(images, 0, counted), (images, -2, -1), correction=0, keepdim=True)
        if self.norm == "tasknorm":
            blend = params[f"norm{i}.blend"]
            blend = blend.view(*blend.shape[:-1], 1, 1, 1, 2) if grouped else blend
            weight = torch.sigmoid(blend[..., 0] * counted + blend[..., 1])
            var, mean = _blended(var, mean, *torch.var_mean(whole, (-2, -1), correction=0, keepdim=True), weight)
        factor = scale * (var + EPS).rsqrt()
        return torch.addcmul(shift - mean * factor, whole, factor).view_as(x)


def _joined(support: Tensor, x: Tensor) -> Tensor:
    """Images (T, n + q, ...) of support and query sets; a task repeated without copying stays so."""
    if _repeats(support) and _repeats(x):
        return torch.cat([support[:1], x[:1]], 1).expand(len(x), *(-1 for _ in x.shape[1:]))
    return torch.cat([support, x], 1)


def _repeats(x: Tensor) -> bool:
    """Whether all tasks of x (T, ...) are one task in memory."""
    return len(x) > 1 and x.stride(0) == 0


def _linear(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """x (T, n, in) through a layer whose weight is shared (out, in) or each task's own (T, out, in)."""
    if weight.dim() == 2:
        return F.linear(x, weight, bias)
    return torch.baddbmm(bias.unsqueeze(1), x, weight.transpose(1, 2))


def _blended(var: Tensor, mean: Tensor, own_var: Tensor, own_mean: Tensor, weight: Tensor) -> tuple[Tensor, Tensor]:
    """Variance and mean of a mixture: the support's with `weight`, each image's own with the rest (TaskNorm, eq. 8-9)."""
    both = weight * mean + (1 - weight) * own_mean
    spread = weight * (var + (mean - both).square()) + (1 - weight) * (own_var + (own_mean - both).square())
    return spread, both
