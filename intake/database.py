"""`intake migrate`, `backup`, `restore` and `encrypt`: the database as a whole."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
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
    from intake.services.indexing import fill_index
    from intake.services.upkeep import bring_schema_to
    from intake.settings import load_settings
    from intake.store.engine import open_engine
    from intake.store.migrations import is_current

    settings = load_settings(config)
    engine = open_engine(settings.database.url, settings.database.keys)
    copy = bring_schema_to(engine, settings.database, datetime.now(UTC), to, backup=backup)
    if copy:
        typer.echo(f"Back-up: {copy}")
    if is_current(engine):
        with _counting("made findable") as told:
            fill_index(engine, told)
    typer.echo(f"The database has schema {to}." if to else "The database has the present schema.")


def backup(
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="A new file; default: a name with the time.")
    ] = None,
    keep_days: Annotated[
        int,
        typer.Option(
            "--keep-days", metavar="N", min=0, help="Then remove back-ups older than so many days; 0: none."
        ),
    ] = 0,
    config: Configuration = None,
) -> None:
    """Copy the whole database to one file, while everything goes on. It holds personal data: keep it safe.

    With --keep-days, back-ups with a name from here, made longer ago, are removed from the folder for back-ups.
    """
    from intake.services.upkeep import backup_file, discard_old
    from intake.settings import load_settings
    from intake.store.backup import back_up

    database, now = load_settings(config).database, datetime.now(UTC)
    target = file or backup_file(database, now)
    back_up(database.url, target)
    typer.echo(target)
    for old in discard_old(database, keep_days, now) if keep_days else ():
        typer.echo(f"removed: {old}", err=True)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `intake backup` made.")],
    config: Configuration = None,
) -> None:
    """Put a back-up back in an empty database. Nobody is answered twice: what is in doubt waits for a person."""
    from intake.services.upkeep import restore as put_back
    from intake.settings import load_settings
    from intake.store.audit import operator

    waiting = put_back(load_settings(config).database, file, datetime.now(UTC), actor=operator())
    typer.echo(f"Put back. {waiting} answers may have left already; each waits for a person.")


def encrypt(
    new_key: Annotated[
        bool,
        typer.Option("--new-key", help="Only print a new key, for database.keys_file."),
    ] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Store everything without encryption again.")] = False,
    config: Configuration = None,
) -> None:
    """Write all raw mail and answers anew with the first key: after naming a key, or after changing it.

    Workers may go on meanwhile, when they have the same keys. To change a key: put the new one above the old one, start
    the workers and the pages again, run this, then remove the old one.
    """
    from cryptography.fernet import Fernet

    from intake.checking import ready_engine
    from intake.errors import ConfigurationError
    from intake.services.sealing import reseal
    from intake.settings import load_settings

    if new_key:
        typer.echo(Fernet.generate_key().decode())
        return
    settings = load_settings(config)
    if not settings.database.keys:
        raise ConfigurationError(
            "database.keys_file: no key is named. Make one with `intake encrypt --new-key`."
        )
    with _counting("written anew") as told:
        done = reseal(ready_engine(settings), settings.database.keys, told, undo=undo)
    typer.echo(f"{done} mails and answers are {'no longer ' if undo else ''}encrypted.")


@contextmanager
def _counting(deed: str) -> Iterator[Callable[[int], None]]:
    """Shows on stderr how many are done, once there are any."""
    from rich.console import Console
    from rich.progress import Progress

    with Progress("{task.description}", "{task.completed}", console=Console(stderr=True)) as bar:
        task = bar.add_task(deed, total=None, visible=False)
        yield lambda done: bar.update(task, completed=done, visible=True)
