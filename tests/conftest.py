"""What every test needs: a screen that is always there, and no library outside the test's own folder."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session")
def omniglot_root() -> Path:
    """The folder that holds Omniglot's archives; the test is skipped where there is none."""
    root = Path(os.environ.get("METASCOPE_DATA", REPOSITORY.parent / "shared" / "data"))
    if not (root / "omniglot" / "images_background.zip").exists():
        pytest.skip("Omniglot is not here; METASCOPE_DATA may name the folder that holds omniglot/images_background.zip")
    return root
