"""Films: a frame for every inner step or kept moment, alike in size and axes, at a readable pace; none is left half made."""

from __future__ import annotations

import itertools
import subprocess
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageSequence
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from engine.catalogue import configured
from engine.protocol import At, Episode, Fit, Read, StateChanged
from gui.export import HEIGHT, WIDTH
from gui.figure import Figure
from gui.film import HOLD, LONGEST, Film, Shot, together
from gui.theme import appearance
from gui.window import Window

STEPS = 5
GRID = np.linspace(-5, 5, 60, dtype=np.float32)


def fit(shift: float = 0.0) -> Fit:
    truth = (3 * np.sin(GRID)).astype(np.float32)
    curves = np.stack([truth * k / STEPS + shift for k in range(STEPS + 1)]).astype(np.float32)
    x = np.array([-4.0, -1.0, 0.5, 2.0, 4.0], np.float32)
    return Fit(GRID, truth, x, 3 * np.sin(x), x + 0.3, 3 * np.sin(x + 0.3), curves)


def episode() -> Episode:
    pictures = np.zeros((5, 28, 28), np.uint8)
    pictures[:, 8:20, 12:16] = 255
    p = np.stack([np.full((5, 5), 0.2), np.full((5, 5), 0.05) + 0.75 * np.eye(5)]).astype(np.float32)
    labels = np.arange(5)
    return Episode(pictures, labels, pictures, labels, p, tuple("abcde"), np.zeros((5, 2), np.int64))


@pytest.fixture
def trained(window: Window, qtbot: QtBot) -> Window:
    """A run on sinusoids whose task was seen at four moments, in a window that trains nothing."""
    window.runs.slots = 0
    with qtbot.waitExposed(window):
        window.show()
    window.learn.form.show_config(configured(window.runs.catalogue, "maml", "sinusoid", {}))
    window.learn.start()
    run = window.runs.current
    assert run is not None
    for step in (0, 10, 20):
        window.runs.histories[run].feed(Read(run, At(step), fit(step / 10)))
    window.runs.mailbox.put(None, [Read(run, At(30), fit(3))])
    window.runs.mailbox.put(None, [StateChanged(run, "paused", "", At(30))])
    qtbot.waitUntil(lambda: window.learn.scrubber.steps == STEPS)
    return window


def written(folder: Path) -> list[Path]:
    """What lies there beside the library."""
    return [path for path in folder.iterdir() if path.name != "library"]


def finished(qtbot: QtBot, film: Film) -> tuple[Path | None, str]:
    with qtbot.waitSignal(film.done, timeout=60_000) as done:
        pass
    return done.args[0], done.args[1]


def test_a_film_of_the_inner_steps_has_a_frame_for_each_and_shows_them_long_enough(trained: Window, qtbot: QtBot, tmp_path: Path) -> None:
    films, stood = trained.desk.films, trained.learn.scrubber.step
    shot = films.offers(trained.learn.fit)[0]
    assert shot.count == STEPS + 1
    path, problem = finished(qtbot, films.make(shot, tmp_path / "steps.gif"))
    assert path == tmp_path / "steps.gif" and not problem
    with Image.open(path) as film:
        frames = [frame.convert("L").copy() for frame in ImageSequence.Iterator(film)]
        times = [frame.info["duration"] for frame in ImageSequence.Iterator(film)]
    assert len(frames) == STEPS + 1 and {frame.size for frame in frames} == {(WIDTH, HEIGHT)}
    assert min(times) >= 400 and times[-1] >= 1000 * HOLD
    assert all(np.asarray(a).tobytes() != np.asarray(b).tobytes() for a, b in itertools.pairwise(frames))
    assert frames[0].getpixel((2, 2)) == 255  # on white, in whichever theme
    assert trained.learn.scrubber.step == stood  # what is on screen was left as it is
    assert written(tmp_path) == [path]
    assert any("6 frames" in sentence for sentence in trained.cards.sentences())


def test_a_film_as_mp4_plays_each_step_as_long_as_it_should(trained: Window, qtbot: QtBot, tmp_path: Path) -> None:
    ffmpeg = pytest.importorskip("imageio_ffmpeg")
    films = trained.desk.films
    path, problem = finished(qtbot, film := films.make(films.offers(trained.learn.fit)[0], tmp_path / "适应 steps.mp4"))
    assert path == tmp_path / "适应 steps.mp4" and not problem
    decode = [ffmpeg.get_ffmpeg_exe(), "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    played = subprocess.run(decode, capture_output=True, check=True)
    described = played.stderr.decode()
    assert "Video: h264" in described and "yuv420p" in described and f"{WIDTH}x{HEIGHT}" in described  # what players and slides can read
    frames = np.frombuffer(played.stdout, np.uint8).reshape(-1, HEIGHT, WIDTH, 3)
    assert len(frames) == pytest.approx(25 * film.seconds, abs=STEPS + 1)
    assert frames[0][2, 2].min() > 250 and np.abs(frames[0].astype(int) - frames[-1]).mean() > 0.5
    assert written(tmp_path) == [path]


def test_without_the_extra_the_menu_says_how_to_get_mp4(trained: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    menu, films = QMenu(), trained.desk.films
    monkeypatch.setattr("gui.films.kinds", lambda: ("gif",))
    films.fill(menu)
    assert not any("as MP4" in action.text() for action in menu.actions())
    menu.actions()[-1].trigger()
    (sentence,) = trained.cards.sentences()
    assert "python -m pip install imageio-ffmpeg" in sentence
    monkeypatch.setattr("gui.films.kinds", lambda: ("gif", "mp4"))
    films.fill(menu)
    assert any("as MP4" in action.text() for action in menu.actions()) and "how" not in menu.actions()[-1].text()


def test_a_film_of_meta_training_has_a_frame_for_each_kept_moment(trained: Window, qtbot: QtBot) -> None:
    shot = next(s for s in trained.desk.films.offers(trained.learn.fit) if s.count != STEPS + 1)
    figures = together([shot.frame(i) for i in range(shot.count)])
    assert shot.count == 4 and all(isinstance(f, Figure) for f in figures)
    drawn = [f for f in figures if isinstance(f, Figure)]
    assert [f.title.rpartition(", ")[2] for f in drawn] == [f"outer step {step}" for step in (0, 10, 20, 30)]
    assert len({(f.x_range, f.y_range, f.legend_rows) for f in drawn}) == 1
    assert len({b"".join(line.y.tobytes() for line in f.lines) for f in drawn}) == 4
    assert shot.count <= LONGEST


def test_pictures_are_filmed_in_the_light_theme(trained: Window, qtbot: QtBot) -> None:
    appearance.choose("dark")
    view, films = trained.learn.episode, trained.desk.films
    run = trained.runs.current
    assert run is not None
    trained.runs.mailbox.put(None, [Read(run, At(30), episode())])
    qtbot.waitUntil(lambda: trained.runs.histories[run].reading("Episode") is not None)
    shot = films.offers(view)[0]
    frames = [shot.frame(k) for k in range(shot.count)]
    assert shot.count == 2 and all(isinstance(f, QImage) for f in frames)
    for frame in frames:
        assert isinstance(frame, QImage)
        assert frame.pixelColor(3, 3).lightness() == 255 and frame.pixelColor(WIDTH - 30, HEIGHT - 60).lightness() > 200
    assert appearance.theme.dark
    appearance.choose("system")


def test_a_cancelled_film_and_one_that_cannot_be_written_leave_nothing(trained: Window, qtbot: QtBot, tmp_path: Path) -> None:
    films = trained.desk.films
    shot = films.offers(trained.learn.fit)[0]
    film = films.make(shot, tmp_path / "never.gif")
    film.cancel()
    assert finished(qtbot, film) == (None, "")
    path, problem = finished(qtbot, films.make(shot, tmp_path / "no" / "such" / "folder.gif"))
    assert path is None and "could not be written" in problem and "folder.gif" in problem
    assert written(tmp_path) == []


def test_a_film_of_many_frames_lets_the_window_breathe(qtbot: QtBot, tmp_path: Path) -> None:
    picture = QImage(64, 48, QImage.Format.Format_RGB32)

    def frame(i: int) -> QImage:
        shown = picture.copy()
        shown.fill(i * 4)
        return shown

    film = Film(Shot("x", 40, frame, 0.1), tmp_path / "x.gif")
    turns: list[float] = []
    film.progressed.connect(turns.append)
    film.begin()
    assert finished(qtbot, film) == (tmp_path / "x.gif", "")
    assert len(turns) == 80 and turns == sorted(turns) and turns[-1] == 1.0  # one frame a turn of the event loop


def test_a_plot_offers_its_films_in_its_menu(trained: Window) -> None:
    menu = QMenu()
    trained.desk.films.fill(menu, trained.learn.fit)
    texts = [action.text() for action in menu.actions()]
    assert len(texts) >= 2 and all("frames" in text and "GIF" in text for text in texts[:2] if "MP4" not in text)
