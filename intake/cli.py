"""The command `intake`. Heavy imports stand inside the commands, so that --help answers at once."""

import json
import os
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from intake import database, person, tokens, training
from intake.errors import ConfigurationError, IntakeError

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Reads what municipalities mail about places for statushouders: understands, books, answers, shows.",
)
app.add_typer(tokens.app, name="token")
app.add_typer(person.app, name="person")
for command in (database.migrate, database.backup, database.restore, database.encrypt, training.train):
    app.command()(command)
Configuration = Annotated[
    Path | None,
    typer.Option("--config", metavar="FILE", help="The settings; default INTAKE_CONFIG, else intake.toml."),
]
MailPaths = Annotated[list[Path], typer.Argument(metavar="PATH...", help="Mail files, or folders of *.eml.")]


class Table(StrEnum):
    """What can be exported."""

    STATE = "state"
    LEDGER = "ledger"
    CASES = "cases"
    MESSAGES = "messages"


class Format(StrEnum):
    """In which form."""

    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"


@app.command()
def worker(
    once: Annotated[
        bool, typer.Option("--once", help="One round of everything that is due, then stop.")
    ] = False,
    config: Configuration = None,
) -> None:
    """Fetch, understand, file and acknowledge mail until stopped.

    Exit code 1: something in the one round failed; 2: wrong configuration.
    """
    from intake.logs import log_to_stderr
    from intake.settings import load_settings
    from intake.worker import run

    settings = load_settings(config)
    log_to_stderr(settings.log)
    raise typer.Exit(run(settings, once))


@app.command()
def demo(
    once: Annotated[bool, typer.Option("--once", help="Stop after the table; serve no pages.")] = False,
    port: Annotated[int, typer.Option(help="Where the triage pages are served.", min=0, max=65535)] = 8026,
    data: Annotated[Path | None, typer.Option(help="Keep the database in this folder.")] = None,
    config: Configuration = None,
) -> None:
    """Show the whole road with sample mail on mail servers inside this process; nothing leaves the machine.

    With --config, how is acknowledged and whom to trust come from that file; its servers are not used.
    """
    from intake.demo.run import run_demo
    from intake.settings import load_settings

    run_demo(once=once, port=port, data=data, wishes=load_settings(config) if config else None)


@app.command()
def web(
    host: Annotated[
        str, typer.Option(help="Another machine can only reach it through a TLS proxy; see web.public_url.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8026,
    config: Configuration = None,
) -> None:
    """Serve the triage pages and /health. At the first start an account is made, and its password told once."""
    from intake.checking import ready_engine
    from intake.logs import log_to_stderr
    from intake.services.accounts import FIRST_ACCOUNT, first_account
    from intake.settings import load_settings
    from intake.web.serve import address_of, listen, serve

    settings = load_settings(config)
    log_to_stderr(settings.log)
    engine = ready_engine(settings)
    server = listen(host, port, settings.web.public_url)
    if password := first_account(engine, datetime.now(UTC)):
        typer.echo(f"First start. Name: {FIRST_ACCOUNT}  One-time password: {password}", err=True)
    typer.echo(f"Pages: {settings.web.public_url or address_of(server)}", err=True)
    serve(engine, settings, server)


@app.command()
def check(
    live: Annotated[
        bool, typer.Option("--live", help="Log in to every mail server too; send nothing.")
    ] = False,
    config: Configuration = None,
) -> None:
    """Check settings, rules, templates, model and database. Exit code 2 when something is wrong."""
    from intake.checking import faults, remarks
    from intake.settings import load_settings

    settings = load_settings(config)
    found = faults(settings, live=live)
    for line in (*found, *remarks(settings)):
        typer.echo(line)
    if found:
        raise typer.Exit(2)
    typer.echo("Everything is in order.")


@app.command()
def examine(
    paths: MailPaths,
    mailbox: Annotated[str, typer.Option(help="Name or address; default: what the headers say.")] = "",
    jsonl: Annotated[bool, typer.Option("--jsonl", help="One JSON object a line.")] = False,
    explain: Annotated[bool, typer.Option("--explain", help="For people, with the evidence.")] = False,
    config: Configuration = None,
) -> None:
    """Show what the pipeline makes of mail files, without database or network.

    Exit code 1: a file could not be read (told on stderr); the others go on.
    """
    from intake.errors import UnreadableMessageError
    from intake.mailfiles import DEFAULT_MAILBOXES, examine_file, mail_files, named_mailbox
    from intake.pipeline import load_examiner
    from intake.report import explanation, one_line, outcome_record

    settings = _settings_or_default(config)
    known = {name: box.address.lower() for name, box in settings.mailboxes.items()} or DEFAULT_MAILBOXES
    address = named_mailbox(mailbox, known) if mailbox else ""
    examiner = load_examiner(settings)
    unread = 0
    for file in mail_files(paths):
        try:
            outcome = examine_file(examiner, file, address, tuple(known.values()), datetime.now(UTC))
        except (OSError, UnreadableMessageError) as error:
            unread += 1
            typer.echo(f"{file}: cannot be read: {error}", err=True)
            continue
        if jsonl:
            typer.echo(json.dumps(outcome_record(str(file), outcome), ensure_ascii=False))
        else:
            typer.echo(explanation(str(file), outcome) if explain else one_line(str(file), outcome))
    raise typer.Exit(1 if unread else 0)


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Mails (*.eml) with their gold.jsonl.")],
    json_file: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write figures here.")
    ] = None,
    config: Configuration = None,
) -> None:
    """Score the pipeline on mails whose right answer is known."""
    from intake.evaluation import evaluate_folder, table
    from intake.pipeline import load_examiner

    figures = evaluate_folder(folder, load_examiner(_settings_or_default(config)), datetime.now(UTC))
    typer.echo(table(figures))
    if json_file:
        json_file.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")


@app.command()
def export(
    what: Annotated[Table, typer.Argument(help="The whole state, or one table.")],
    form: Annotated[Format, typer.Option("--format", help="The state: only json.")] = Format.JSON,
    config: Configuration = None,
) -> None:
    """Write the state, or a table of it, to stdout."""
    from intake.checking import ready_engine
    from intake.services.export import state
    from intake.settings import load_settings
    from intake.spreadsheet import TABLES, as_csv, as_json, as_xlsx

    if what is Table.STATE and form is not Format.JSON:
        raise ConfigurationError("--format: the state is written as json; csv and xlsx are for a table.")
    whole = state(ready_engine(load_settings(config)))
    rows: Any = whole if what is Table.STATE else TABLES[what](whole)
    if form is Format.JSON:
        sys.stdout.buffer.write(as_json(rows))
    else:
        sys.stdout.buffer.write(as_csv(rows) if form is Format.CSV else as_xlsx(rows, what))


@app.command()
def replay(
    apply: Annotated[
        bool, typer.Option("--apply", help="Also keep the new verdict, where no person decided.")
    ] = False,
    config: Configuration = None,
) -> None:
    """Show what today's rules and model would read otherwise in stored mail: one JSON object a message.

    Each field stands with what was read then and what is read now. Changes nothing without --apply; then what a mail is
    about is replaced, and where numbers would differ a person gets a doubt: the ledger stays.
    """
    from functools import partial

    from rich.console import Console
    from rich.progress import Progress

    from intake.checking import ready_engine
    from intake.pipeline import load_examiner
    from intake.services.reapplying import apply as keep
    from intake.services.replay import replay as differences
    from intake.settings import load_settings

    settings = load_settings(config)
    with Progress("{task.description}", "{task.completed}", console=Console(stderr=True)) as bar:
        read = partial(bar.update, bar.add_task("read again", total=None))
        engine, examiner, now = ready_engine(settings), load_examiner(settings), datetime.now(UTC)
        for one in differences(engine, examiner, now, read):
            kept = {"applied": keep(engine, examiner, one.number, now)} if apply else {}
            typer.echo(json.dumps(asdict(one) | kept, ensure_ascii=False))


@app.command()
def retention(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only count what would go.")] = False,
    config: Configuration = None,
) -> None:
    """Remove what may no longer be kept, as [retention] says; the worker does the same once a day."""
    from intake.checking import ready_engine
    from intake.services.retention import retain
    from intake.settings import load_settings
    from intake.store.audit import operator

    settings, now = load_settings(config), datetime.now(UTC)
    gone = retain(ready_engine(settings), settings, now, dry_run=dry_run, actor=operator())
    verb = "would lose" if dry_run else "lost"
    typer.echo(
        f"{gone.raw} mails and {gone.answers} answers {verb} their bytes; {gone.people} mails {verb} what names a person."
    )


def _settings_or_default(config: Path | None) -> Any:
    """For commands that need no server: the defaults when neither a file nor the environment says more."""
    from intake.settings import Settings, configuration_path, load_settings

    named = any(name.startswith("INTAKE_") and "__" in name for name in os.environ)
    if (
        config is None
        and "INTAKE_CONFIG" not in os.environ
        and not configuration_path().exists()
        and not named
    ):
        return Settings()
    return load_settings(config)


def main() -> None:
    """Run the command; 2 for a wrong configuration and 1 for any other fault of ours, told on stderr."""
    try:
        app()
    except ConfigurationError as error:
        _tell(error)
        sys.exit(2)
    except IntakeError as error:
        _tell(error)
        sys.exit(1)


def _tell(error: IntakeError) -> None:
    for line in str(error).splitlines():
        typer.echo(f"intake: {line}", err=True)
