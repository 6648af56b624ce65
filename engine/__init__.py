"""Metascope's engine: meta-learning and transfer learning as generators of events; no Qt inside. In scripts: train, evaluate, adapt."""

import os

if not {"OMP_WAIT_POLICY", "GOMP_SPINCOUNT"} & set(os.environ):
    # OpenMP as torch brings it on Linux: idle threads look for work for 6 ms before they sleep, on cores that threads with tasks of
    # their own want; 1 ms is enough between two operators. It reads this when torch is first imported, in every process begun from here.
    os.environ["GOMP_SPINCOUNT"] = "50000"

from engine.api import Adapted, Run, Score, adapt, evaluate, find, train

__all__ = ["Adapted", "Run", "Score", "adapt", "evaluate", "find", "train"]
