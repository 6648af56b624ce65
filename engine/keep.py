"""Arrays that took long to make, kept in the cache folder; a damaged or missing file is only a reason to make them again."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Arrays = tuple[NDArray[np.uint8], NDArray[np.str_]]


def kept_arrays(path: Path, make: Callable[[], Arrays]) -> Arrays:
    """Pictures and names kept at `path`, made and kept if they are not there. A disk that refuses costs time, not the run."""
    with contextlib.suppress(OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile), np.load(path, allow_pickle=False) as file:
        images, names = file["images"], file["names"]
        if images.dtype == np.uint8 and images.ndim == 4 and len(images) == len(names):
            return images, names
    images, names = make()
    temporary = ""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, prefix=f".{path.stem}-", suffix=".npz", delete=False) as file:
            temporary = file.name
            np.savez(file, images=images, names=names)
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            with contextlib.suppress(OSError):
                Path(temporary).unlink(missing_ok=True)
        logging.getLogger(__name__).warning("%s could not be kept (%s); it will be made again next time", path, error)
    return images, names
