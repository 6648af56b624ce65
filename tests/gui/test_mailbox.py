"""The mailbox law: every sample once and in order, of pictures only the newest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.protocol import At, Embedding, Event, Movement, Progress, Read, Scalar, frozen_array
from gui.mailbox import Mailbox


def reading(kind: str, step: int) -> Read:
    picture = (
        Movement(("first",), frozen_array([[step]]))
        if kind == "movement"
        else Embedding(frozen_array([[step, step]]), frozen_array([0]), frozen_array([False]), None, 1.0)
    )
    return Read("", At(step), picture)


def event(run: str, kind: str, step: int) -> Event:
    if kind == "scalar":
        return Scalar(run, At(step), {"query_loss_after": float(step)})
    if kind == "progress":
        return Progress(run, "loading", step / 100)
    return Read(run, At(step), reading(kind, step).reading)


KINDS = st.sampled_from(["scalar", "progress", "movement", "embedding"])
WRITES = st.lists(st.one_of(st.none(), st.tuples(st.sampled_from("ab"), KINDS)), max_size=80)


@given(WRITES)
def test_every_sample_comes_out_once_in_order_and_of_pictures_the_newest(writes: list[tuple[str, str] | None]) -> None:
    box = Mailbox()
    put: list[Event] = []
    since: list[Event] = []
    out: list[Event] = []
    for step, write in enumerate([*writes, None]):
        if write is not None:
            said = event(*write, step)
            box.put("sender", [said])
            put.append(said)
            since.append(said)
            continue
        drained, _ = box.drain()
        newest = {(e.run, type(e.reading)): e for e in since if isinstance(e, Read)} | {
            (e.run, Progress): e for e in since if isinstance(e, Progress)
        }
        assert [e for e in drained if not isinstance(e, Scalar)] == sorted(newest.values(), key=since.index)
        out += drained
        since = []
    assert [e for e in out if isinstance(e, Scalar)] == [e for e in put if isinstance(e, Scalar)]


def test_credit_goes_back_to_each_sender_for_what_was_drained() -> None:
    box = Mailbox()
    for sender in ("one", "two", "two"):
        box.put(sender, [event("a", "scalar", 1)])
    assert box.drain()[1] == {"one": 1, "two": 2}
    assert box.drain() == ([], {})
