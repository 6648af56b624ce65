"""Metascope's engine: meta-learning and transfer learning as generators of events; no Qt inside."""
