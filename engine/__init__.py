"""Metascope's engine: meta-learning and transfer learning as generators of events; no Qt inside. In scripts: train, evaluate, adapt."""

from engine.api import Adapted, Run, Score, adapt, evaluate, find, train

__all__ = ["Adapted", "Run", "Score", "adapt", "evaluate", "find", "train"]
