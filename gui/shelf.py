"""The examples as the window has them: finished runs that belong to the program, listed beside a person's own and never changed."""

from __future__ import annotations

import logging
import uuid
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from engine.album import readings_in
from engine.atomic_write import write_bytes
from engine.checkpoint_header import rewritten
from engine.examples import COMPARED, ENDING, ORDER, is_example, opened
from engine.failures import StorageError, disk_sentence
from engine.library import Library, RunRow
from engine.protocol import Episode, Reading


class Shelf:
    """The library of examples in a folder, opened when it is first needed; none where there is no folder or it cannot be read."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._library: Library | None = None

    def library(self) -> Library | None:
        """The examples' library."""
        if self._library is None and self._folder is not None:
            try:
                self._library = opened(self._folder)
            except StorageError:
                logging.getLogger(__name__).exception("the examples cannot be read")
                self._folder = None
        return self._library

    def home(self, run: str) -> Library | None:
        """The examples' library, if the run is one of them."""
        return self.library() if is_example(run) else None

    def rows(self) -> list[RunRow]:
        """Every example, the best known methods first."""
        library = self.library()
        found = [row for row in library.runs() if not row.damage] if library is not None else []
        return sorted(found, key=lambda row: ORDER.index(row.config.algorithm) if row.config.algorithm in ORDER else len(ORDER))

    def pictures(self, run: str) -> list[Reading]:
        """What an example's checkpoint shows before a worker can."""
        library = self.home(run)
        return readings_in(library.checkpoint(run)) if library is not None else []

    def episode(self) -> Episode | None:
        """A task of glyphs that no example has seen, where there is one."""
        found = (reading for name in COMPARED for reading in self.pictures(name + ENDING))
        return next((reading for reading in found if isinstance(reading, Episode)), None)

    def taken(self, run: str, into: Library) -> str:
        """Copy an example with all it learned into a person's library; returns its id there. Raises `StorageError`."""
        library = self.home(run)
        assert library is not None
        copy = library.copy_of(run)
        plain = replace(copy, row=replace(copy.row, uid=uuid.uuid4().hex, tags=""))  # it goes its own way from here
        own = into.take_in([plain], _tr("Began as {run}.").format(run=run))[run]
        try:
            write_bytes(into.checkpoint(own), rewritten(library.checkpoint(run).read_bytes(), own, into.run(own).config))
        except OSError as error:
            into.remove(own)
            raise StorageError(disk_sentence(error, str(into.folder))) from error
        return own


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shelf", text)
