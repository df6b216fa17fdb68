"""`intake person`: what we have of somebody, handed over or erased on their request."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from intake.errors import ConfigurationError

app = typer.Typer(
    no_args_is_help=True,
    help="Hand over or erase everything about one mail address (AVG, articles 15 and 17).",
)
Configuration = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="The settings; default INTAKE_CONFIG, else intake.toml."),
]
Address = Annotated[str, typer.Argument(metavar="ADDRESS", help="The mail address of the person.")]
_LEFT = "{named_by_others} messages of others name this address, and stay as they are: search for it on the pages."


@app.command()
def export(
    address: Address,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new zip file.")],
    config: Configuration = None,
) -> None:
    """Write every mail, answer and value about this person to a zip file."""
    from intake.checking import ready_engine
    from intake.services.person import export as hand_over
    from intake.settings import load_settings
    from intake.store.audit import operator

    try:
        found = hand_over(
            ready_engine(load_settings(config)), address, file, datetime.now(UTC), actor=operator()
        )
    except OSError as error:
        raise ConfigurationError(
            f"{file}: cannot be made ({error.strerror}). Name another, new file."
        ) from error
    typer.echo(f"{found.messages} messages and {found.answers} answers are in {file}.")
    typer.echo(_LEFT.format(named_by_others=found.named_by_others))


@app.command()
def erase(
    address: Address,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False,
    config: Configuration = None,
) -> None:
    """Erase what names this person, for ever. Counts and the ledger stay, and the journal says that it was done."""
    from intake.checking import ready_engine
    from intake.services.person import erase as forget_them
    from intake.services.person import traces
    from intake.settings import load_settings
    from intake.store.audit import operator

    engine = ready_engine(load_settings(config))
    found = traces(engine, address)
    typer.echo(
        f"{found.messages} messages and {found.answers} answers; {found.in_work} of them are in work and stay."
    )
    typer.echo(_LEFT.format(named_by_others=found.named_by_others))
    if dry_run or not (yes or typer.confirm("Erase them? This cannot be undone")):
        return
    forget_them(engine, address, datetime.now(UTC), actor=operator())
    typer.echo("Erased. The mail on the mail server and in your back-ups is still there: remove it as well.")
