"""The job behind a finished run that somebody looks at: its checkpoint's learner held ready for pictures and for tasks by hand."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import torch

from engine import protocol as say
from engine.episode import DataError
from engine.failures import explained
from engine.inbox import Inbox, Waiting
from engine.protocol import Event
from engine.readings import answer
from engine.settings import Rejected
from engine.trained_config import trained_config
from engine.training import Training, dataset_of, device_of
from engine.watch import Watch


def shown(first: say.Show, inbox: Inbox) -> Iterator[Event]:
    """Serve the learner of one run after the other (the newest `Show` counts) until `Close`; nothing is trained or written."""
    torch.set_num_threads(1)
    waiting = Waiting(inbox)
    run, training, watch = first.run, None, Watch(first.run)
    names: tuple[str, ...] = ()
    command: say.Command | None = first
    while True:
        try:
            match command:
                case say.Show():
                    run, training = command.run, None
                    path = Path(command.checkpoint)
                    watch = Watch(run, path.parent)
                    watch.observe(names)
                    training = _restored(path)
                    yield training.started(run, False, viewing=True)
                case say.Observe():
                    names = command.readings
                    if command.beside is not None:
                        watch.put_beside(command.beside)
                    watch.observe(names)
                case say.NewProbe():
                    watch.look_at(command.index)
                case say.Adapt() if training is not None:
                    yield say.Adapted(run, command.request, answer(training.algorithm, training.theta, command))
                case say.Close():
                    return
                case _:
                    pass
            if training is not None and not waiting.any_of(say.Adapt, say.Show, say.Close):
                yield from watch.at_rest(training)
        except (Rejected, DataError) as error:
            yield say.Refused(run, str(error))
        except Exception as error:  # a strange task is no reason to leave
            logging.getLogger("metascope").exception("a finished run could not be shown")
            yield say.Refused(run, explained(error)[1])
        command = next(waiting.commands(sleep=True), None)


def _restored(path: Path) -> Training:
    config = trained_config(path)
    device = device_of(config)
    training = Training(config, dataset_of(config, device, lambda what, fraction: None, path), device, 1)
    training.restore(path)
    return training
