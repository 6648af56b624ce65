"""What is on screen now, as a page of a story that sets it again."""

from __future__ import annotations

from engine.catalogue import preset
from engine.protocol import Catalogue, RunConfig
from gui.history import RunHistory
from gui.pages.compare import ComparePage
from gui.pages.learn import LearnPage
from gui.pages.try_ import TryPage
from gui.runs import Runs
from gui.scenes import EXAMPLE
from gui.story import Page, Scene, Story
from gui.views.toy import ToyView
from gui.widgets.points_task import FINE


def captured(
    place: str, runs: Runs, learn: LearnPage, compare: ComparePage, try_place: TryPage, hidden: tuple[str, ...], words: tuple[str, str, str]
) -> Story:
    """A story of one page; `words` are its title, the page's title and the text to be replaced."""
    story, title, text = words
    names: dict[str, str] = {}  # name in the story by run
    configs: dict[str, RunConfig] = {}

    def named(run: str) -> str:
        if run not in names:
            history = runs.histories.get(run)
            config = history.config if history is not None else runs.library().run(run).config
            own = config.algorithm
            names[run] = own if own not in configs else f"{own}_{sum(n.startswith(own) for n in configs) + 1}"
            configs[names[run]] = config
        return names[run]

    values: dict[str, object] = {"place": place if place in ("learn", "compare", "try") else "learn"}
    current = runs.histories.get(runs.current or "")
    if place == "compare":
        values["beside"] = tuple(named(run) for run in compare.contest.comparison.runs if run in runs.histories)
        values["inner_step"] = compare.same.scrubber.step if compare.same.scrubber.isEnabled() else -1
    elif place == "try":
        values["tab"] = try_place.tab_shown()
        values["beside"] = tuple(named(run) for run in try_place.ticked())
        if values["tab"] == "points":
            points = try_place.points
            values |= {"points_count": points.count.value(), "points_amplitude": points.amplitude.value() / FINE}
            values |= {"points_phase": points.phase.value() / FINE}
        values["episode"] = try_place.episode if values["tab"] == "draw" else -1
    elif current is not None:
        values |= _learning(current, learn) | {"run": named(current.info.id)}
    scene = Scene(**values)  # type: ignore[arg-type]
    examples = frozenset(name for run, name in names.items() if run.endswith(EXAMPLE))
    return Story(story, (Page(title, text, scene),), configs, hidden, "", examples)


def _learning(history: RunHistory, learn: LearnPage) -> dict[str, object]:
    view = learn.inside.shown()
    found: dict[str, object] = {"task": learn.task, "inside": type(view).__name__.removesuffix("View"), "log_loss": learn.curves.log}
    found["inner_step"] = learn.scrubber.step if learn.scrubber.isEnabled() else -1
    found["outer_step"] = history.looking if history.looking is not None else -1
    if isinstance(view, ToyView):
        found |= {"toy_x": float(view.start[0]), "toy_y": float(view.start[1]), "toy_rate": view.rate, "toy_steps": view.steps}
    return found


def presets(specs: Catalogue, story: Story) -> dict[str, RunConfig]:
    """The preset of each run, so that a file need only say what differs."""
    algorithms, datasets = {a.id: a for a in specs.algorithms}, {d.id: d for d in specs.datasets}
    return {name: preset(algorithms[c.algorithm], datasets[c.dataset]) for name, c in story.runs.items()}
