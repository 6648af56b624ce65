"""Metascope's window: views fed by the engine's events; no torch inside."""
