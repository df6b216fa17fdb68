"""`intake check`: is everything there that the worker needs? One sentence a fault, with what to do about it."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from intake.content import models_dir, rules_dir, templates_dir
from intake.errors import ConfigurationError, IntakeError
from intake.nlp.encoder import is_installed
from intake.nlp.learned import put_aside
from intake.settings import Settings

if TYPE_CHECKING:
    from sqlalchemy import Engine

_WITHOUT_ENCODER = (
    "models/nl: its encoder is not used, because onnxruntime or sentencepiece is not installed. Mail is read a little less "
    "well; `pip install 'vng-mail-intake[encoder]'` brings them."
)


def faults(settings: Settings, *, live: bool = False) -> list[str]:
    """Every fault that can be found without sending anything; `live` logs in to every mail server too."""
    checks: list[Callable[[Settings], Iterator[str]]] = [_mailboxes, _content, _tables, _templates, _database]
    return [fault for check in (*checks, *([_logins] if live else [])) for fault in _guarded(check, settings)]


def remarks(settings: Settings) -> list[str]:
    """What is no fault, and yet good to know."""
    aside = put_aside(settings.nlp.models_folder, models_dir() / "nl")
    return [remark for remark in (aside, "" if is_installed() else _WITHOUT_ENCODER) if remark]


def _guarded(check: Callable[[Settings], Iterator[str]], settings: Settings) -> Iterator[str]:
    try:
        yield from check(settings)
    except ConfigurationError as error:
        yield from str(error).splitlines()


def _mailboxes(settings: Settings) -> Iterator[str]:
    if not settings.mailboxes:
        yield "mailboxes: none is configured. Add a table [mailboxes.NAME]; intake.example.toml shows how."
    folders = [(box.imap.host, box.imap.username, box.folder) for box in settings.mailboxes.values()]
    if len(set(folders)) < len(folders):
        yield "mailboxes: two of them read the same folder of the same account. Correct username or folder."


def _content(settings: Settings) -> Iterator[str]:
    from intake.pipeline import load_examiner

    examiner = load_examiner(settings)
    if examiner.language is None:
        yield "models/nl: there is no language model, so the rules work alone. Run `intake train`."
    known = templates_dir() / "acknowledgements"
    for category in examiner.rules.categories.values():
        if not (known / category.acknowledgement).is_dir():
            yield (
                f"{rules_dir() / 'categories'}: {category.label} names the acknowledgement "
                f"{category.acknowledgement}, which has no folder in {known}. Make it, or name another."
            )


def _tables(_settings: Settings) -> Iterator[str]:
    from intake.services.registry import disagreements

    yield from disagreements()


def _templates(_settings: Settings) -> Iterator[str]:
    from intake.mail.samples import validate_drafts, validate_templates

    validate_templates()
    validate_drafts()
    yield from ()


def _database(settings: Settings) -> Iterator[str]:
    ready_engine(settings).dispose()
    yield from ()


def ready_engine(settings: Settings) -> "Engine":
    """The database, reachable and with the present schema. Raises ConfigurationError otherwise."""
    from sqlalchemy.exc import SQLAlchemyError

    from intake.store.engine import open_engine
    from intake.store.migrations import is_current

    engine = open_engine(settings.database.url, settings.database.keys)
    try:
        if is_current(engine):
            return engine
    except SQLAlchemyError as error:
        engine.dispose()
        # The driver's own message may hold the URL with its password.
        raise ConfigurationError(
            f"database.url: not reachable ({type(error).__name__}). Correct the URL, or start the server."
        ) from None
    engine.dispose()
    raise ConfigurationError("database: it has not the present schema. Run `intake migrate`.")


def _logins(settings: Settings) -> Iterator[str]:
    from intake.transport.imap import ImapMailbox
    from intake.transport.smtp import SmtpSender

    for name, mailbox in settings.mailboxes.items():
        try:
            with ImapMailbox(name, mailbox, settings.worker):
                pass
        except IntakeError as error:
            yield f"mailboxes.{name}.imap: {error}"
        try:
            with SmtpSender(mailbox):
                pass
        except IntakeError as error:
            yield f"mailboxes.{name}.smtp: {error}"
