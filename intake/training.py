"""`intake train`: a better language model, from what people corrected or, for developers, from the corpus alone."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intake.errors import ConfigurationError

if TYPE_CHECKING:
    from intake.services.learning import Lesson
    from intake.settings import Settings

_NOT_ACTIVATED = 1


def train(
    version: Annotated[str, typer.Option(help="The name of the result; default: the date of today.")] = "",
    shipped: Annotated[
        bool, typer.Option("--shipped", help="Make models/nl anew from models/training; for developers.")
    ] = False,
    roll_back: Annotated[
        bool, typer.Option("--roll-back", help="Let the model before the present one count again.")
    ] = False,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config", metavar="FILE", help="The settings; default INTAKE_CONFIG, else intake.toml."
        ),
    ] = None,
) -> None:
    """Learn from what people corrected: train a candidate, measure it, and let it count when it is nowhere worse.

    Measured is on reviewed mails of senders that are kept apart, against the present model. Takes some minutes; the workers may
    go on. Start them again afterwards. Exit code 1: nothing was activated.
    """
    name = version or f"{datetime.now(UTC):%Y.%m.%d}"
    if shipped:
        from intake.services.retrain import retrain

        typer.echo(retrain(name, _say))
        return
    from intake.settings import load_settings

    settings = load_settings(config)
    if not settings.nlp.models_folder:
        raise ConfigurationError("nlp.models_folder: empty, so nothing can be learned. Name a folder.")
    if roll_back:
        from intake.content import models_dir
        from intake.nlp.learned import roll_back as back

        ours = models_dir() / "nl"
        counts = back(Path(settings.nlp.models_folder), ours)
        typer.echo(f"From the next start: {'the shipped model' if counts == ours else counts.name}.")
        return
    raise typer.Exit(0 if _learned(settings, name).activated else _NOT_ACTIVATED)


def _learned(settings: "Settings", name: str) -> "Lesson":
    from intake.checking import ready_engine
    from intake.pipeline import load_examiner
    from intake.services.learning import learn
    from intake.store.audit import operator

    engine, folder = ready_engine(settings), Path(settings.nlp.models_folder)
    lesson = learn(
        engine,
        load_examiner(settings),
        folder,
        name,
        datetime.now(UTC),
        _say,
        actor=operator(),
    )
    typer.echo(
        f"Learned from {lesson.learned_from} reviewed mails, measured on {lesson.held_out} others. F1 now and then:"
    )
    for score in lesson.scores:
        verdict = "  worse" if score.worse else ""
        typer.echo(
            f"  {score.measured_on:<30}{score.label:<18}{score.now:.3f}  {score.candidate:.3f}{verdict}"
        )
    end = f"{name} counts from the next start of the workers." if lesson.activated else "Nothing changes."
    typer.echo(end)
    return lesson


def _say(step: str) -> None:
    typer.echo(step, err=True)
