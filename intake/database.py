"""`intake migrate`, `backup` and `restore`: the database as a whole."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

Configuration = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="The settings; default INTAKE_CONFIG, else intake.toml."),
]


def migrate(
    to: Annotated[
        str,
        typer.Option("--to", metavar="REVISION", help="Another schema than the present one, such as 0007."),
    ] = "",
    backup: Annotated[bool, typer.Option(help="First make a back-up, when anything will change.")] = True,
    config: Configuration = None,
) -> None:
    """Bring the database to the present schema; does nothing when it is there already.

    Stop every worker first. To go back to an older program: `--to` the schema that it was written for.
    """
    from intake.services.upkeep import bring_schema_to
    from intake.settings import load_settings
    from intake.store.engine import open_engine

    settings = load_settings(config)
    engine = open_engine(settings.database.url)
    copy = bring_schema_to(engine, settings.database, datetime.now(UTC), to, backup=backup)
    if copy:
        typer.echo(f"Back-up: {copy}")
    typer.echo(f"The database has schema {to}." if to else "The database has the present schema.")


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A new file; default: a name with the time.")
    ] = None,
    config: Configuration = None,
) -> None:
    """Copy the whole database to one file, while everything goes on. It holds personal data: keep it safe."""
    from intake.services.upkeep import backup_file
    from intake.settings import load_settings
    from intake.store.backup import back_up

    database = load_settings(config).database
    target = file or backup_file(database, datetime.now(UTC))
    back_up(database.url, target)
    typer.echo(target)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `intake backup` made.")],
    config: Configuration = None,
) -> None:
    """Put a back-up back in an empty database. Nobody is answered twice: what is in doubt waits for a person."""
    from intake.services.upkeep import restore as put_back
    from intake.settings import load_settings

    waiting = put_back(load_settings(config).database, file, datetime.now(UTC))
    typer.echo(f"Put back. {waiting} answers may have left already; each waits for a person.")
