"""The commands under `intake token`: make, list and end the tokens with which programs use the API."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Tokens for programs that use the API.")
Configuration = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="The settings; default INTAKE_CONFIG, else intake.toml."),
]


@app.command()
def make(
    client: Annotated[str, typer.Argument(metavar="CLIENT", help="Which program; the journal calls it so.")],
    scope: Annotated[list[str], typer.Option(help="read, correct; repeat for both.")] = ["read"],  # noqa: B006
    days: Annotated[int, typer.Option(help="How long it is valid.", min=1, max=3650)] = 365,
    config: Configuration = None,
) -> None:
    """Make a token and print it. It is shown this once."""
    from intake.checking import ready_engine
    from intake.errors import ConfigurationError
    from intake.services.tokens import Scope, make_token
    from intake.settings import load_settings
    from intake.store.audit import operator

    try:
        scopes = frozenset(Scope(one) for one in scope)
    except ValueError as error:
        raise ConfigurationError(f"--scope: {error}. Use read, correct, or both.") from None
    engine = ready_engine(load_settings(config))
    typer.echo(make_token(engine, client, scopes, days, datetime.now(UTC), actor=operator()))


@app.command("list")
def show(config: Configuration = None) -> None:
    """One line a token: number, client, scopes, until when, last seen. Never the token itself."""
    from intake.checking import ready_engine
    from intake.services.tokens import tokens
    from intake.settings import load_settings

    for row in tokens(ready_engine(load_settings(config))):
        state = f"revoked {row.revoked_at:%Y-%m-%d}" if row.revoked_at else f"until {row.expires_at:%Y-%m-%d}"
        seen = f"seen {row.seen_at:%Y-%m-%d}" if row.seen_at else "never seen"
        typer.echo(f"{row.id}\t{row.client}\t{' '.join(row.scopes)}\t{state}\t{seen}")


@app.command()
def revoke(
    number: Annotated[int, typer.Argument(help="As `intake token list` shows it.")],
    config: Configuration = None,
) -> None:
    """End a token at once."""
    from intake.checking import ready_engine
    from intake.services.tokens import revoke as end
    from intake.settings import load_settings
    from intake.store.audit import operator

    end(ready_engine(load_settings(config)), number, datetime.now(UTC), actor=operator())
