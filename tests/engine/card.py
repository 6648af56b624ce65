"""A graphics card made of the CPU: tensors that say they live on the device `card`, and obey a card's rules.

What a computer without a GPU can find out about the engine on one: whether operands ever lie on two devices, whether the wrong
generator is asked for anything random, how often the processor waits for the card, and how many kernels a step launches. The numbers
are the CPU's own, so they can be held against a run on the CPU. How fast a card is it cannot tell.

To be imported in a process of its own: torch takes a further device in once, and for good.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode
from torch.utils._python_dispatch import TorchDispatchMode, return_and_correct_aliasing
from torch.utils._pytree import tree_leaves, tree_map
from torch.utils.backend_registration import _setup_privateuseone_for_python_backend

_setup_privateuseone_for_python_backend("card")
CARD = torch.device("card", 0)
aten = torch.ops.aten
LOOKS = {"view", "expand", "permute", "transpose", "t", "detach", "alias", "slice", "select", "unsqueeze", "squeeze", "as_strided"}
LOOKS |= {"unbind", "split", "split_with_sizes", "unfold", "_unsafe_view", "diagonal", "lift_fresh", "_reshape_alias"}
LOOKS |= {"empty", "empty_like", "new_empty", "empty_strided", "new_empty_strided"}
"""Operations that launch nothing: they look at memory in another way, or ask for some."""
ANSWERS = {"_local_scalar_dense", "nonzero", "equal", "is_nonzero", "masked_select", "_unique2", "bincount"}
"""Operations that the processor cannot go on without the answer of."""
INDEXING = {"index", "index_put", "index_put_", "_index_put_impl_", "_unsafe_index"}
COPIES = {"_to_copy", "copy_", "_foreach_copy_"}


class OnCard(Tensor):
    """A tensor on the card; `held` is where its numbers really are."""

    held: Tensor

    @staticmethod
    def __new__(cls, held: Tensor) -> OnCard:
        place = {"strides": held.stride(), "storage_offset": held.storage_offset(), "dtype": held.dtype, "device": CARD}
        made: OnCard = Tensor._make_wrapper_subclass(cls, held.size(), **place)  # type: ignore[attr-defined]
        made.held = held
        return made

    @classmethod
    def __torch_dispatch__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        raise AssertionError(f"{func} was asked of the card on a thread that has none")


class _ByName(TorchFunctionMode):
    """`to("card")`, which would ask for a driver, and `numpy()`, which no card allows."""

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        if func is Tensor.to and len(args) > 1 and isinstance(args[1], torch.device) and args[1].type == "card":
            return args[0] if isinstance(args[0], OnCard) else aten._to_copy.default(args[0], device=CARD)
        if func in (Tensor.numpy, Tensor.__array__) and isinstance(args[0], OnCard):
            raise TypeError("a tensor of the card has no numpy array; copy it to the CPU first")
        return func(*args, **(kwargs or {}))


class Card(TorchDispatchMode):
    """Runs what is asked of the card; counts by name the kernels it `launched` and the times the processor `waited` for it."""

    def __init__(self) -> None:
        super().__init__()
        self.launched: Counter[str] = Counter()
        self.waited: Counter[str] = Counter()

    def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Mapping[str, Any] | None = None) -> Any:
        kwargs = dict(kwargs or {})
        operands = [t for t in tree_leaves((args, kwargs)) if isinstance(t, Tensor)]
        here = any(isinstance(t, OnCard) for t in operands)
        goal = kwargs.get("device")
        there = here if goal is None else torch.device(goal).type == "card"
        if not here and not there:
            return func(*args, **kwargs)
        self._check(func, operands, kwargs)
        self._count(func.overloadpacket.__name__, operands, here and not there)
        if goal is not None:
            kwargs["device"] = torch.device("cpu")
        plain_args, plain_kwargs = tree_map(_held, (args, kwargs))
        found = func(*plain_args, **plain_kwargs)
        if found is plain_args[0] and func.overloadpacket.__name__ == "_to_copy":
            found = found.clone()  # another device's memory
        wrapped = tree_map(lambda t: OnCard(t) if isinstance(t, Tensor) and there else t, found)
        return return_and_correct_aliasing(func, args, kwargs, wrapped) if here and there else wrapped

    def _check(self, func: Any, operands: list[Tensor], kwargs: dict[str, Any]) -> None:
        name, generator = func.overloadpacket.__name__, kwargs.get("generator")
        if generator is not None and generator.device.type != "card":
            raise RuntimeError(f"{func} on the card was given a generator of the CPU")
        apart = [t for t in operands if not isinstance(t, OnCard) and t.dim()]  # a single number may come from anywhere
        may = name in COPIES or (name in INDEXING and isinstance(operands[0], OnCard)) or "device" in kwargs
        if apart and not may:
            raise RuntimeError(f"{func} has operands on two devices: {', '.join(f'{tuple(t.shape)} on {t.device.type}' for t in operands)}")

    def _count(self, name: str, operands: list[Tensor], leaves: bool) -> None:
        if name not in LOOKS:
            self.launched[name] += 1
        masked = name in INDEXING and any(t.dtype in (torch.bool, torch.uint8) for t in operands[1:])
        if name in ANSWERS or masked:
            self.waited[name] += 1
        elif leaves or any(not isinstance(t, OnCard) and t.dim() for t in operands):
            self.waited[f"{name} between devices"] += 1


def _held(t: Any) -> Any:
    return t.held if isinstance(t, OnCard) else t


def home(values: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Tensors, of the card or not, as the CPU has them."""
    return {name: _held(t.detach()) for name, t in values.items()}


@contextmanager
def card() -> Iterator[Card]:
    """A computer with a card, for as long as this lasts, on this thread."""
    with _ByName(), Card() as inside:
        yield inside
