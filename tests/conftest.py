"""What every test needs: a screen that is always there, and no library outside the test's own folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

if not os.environ.get("DISPLAY"):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The application's own folder (library, cached arrays, log) during the tests."""
    folder = tmp_path_factory.mktemp("home")
    before = os.environ.get("METASCOPE_HOME")
    os.environ["METASCOPE_HOME"] = str(folder)
    yield folder
    if before is None:
        del os.environ["METASCOPE_HOME"]
    else:
        os.environ["METASCOPE_HOME"] = before


@pytest.fixture(scope="session")
def omniglot_root() -> Path:
    """The folder that holds Omniglot's archives; the test is skipped where there is none."""
    root = Path(os.environ.get("METASCOPE_DATA", REPOSITORY.parent / "shared" / "data"))
    if not (root / "omniglot" / "images_background.zip").exists():
        pytest.skip("Omniglot is not here; METASCOPE_DATA may name the folder that holds omniglot/images_background.zip")
    return root
