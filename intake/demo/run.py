"""`intake demo`: sample mail in, the real worker at work, a table of what came of it, and the pages."""

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_urlsafe
from tempfile import TemporaryDirectory
from threading import Event, Thread

from rich.console import Console
from sqlalchemy import Engine

from intake.demo.progress import Progress, progress_on
from intake.demo.samples import addressee, samples
from intake.demo.table import overview_table
from intake.embedded import EmbeddedMail
from intake.errors import ConfigurationError, IntakeError, MessageError
from intake.mailfiles import DEFAULT_MAILBOXES
from intake.pipeline import load_examiner
from intake.services.accounts import FIRST_ACCOUNT, Role, add_account, choose_password
from intake.services.triage import Progression, overview, progression
from intake.settings import Settings, TrustSettings
from intake.store.engine import open_engine
from intake.store.migrations import migrate
from intake.web.pages import Demo
from intake.web.serve import address_of, listen, serve
from intake.worker import run

# The gateway that the sample mails came through: its verdict about the sender counts.
_TRUST = TrustSettings(authserv_ids=("mx.vng.nl",))
# It warns whenever a job is woken while it runs, which is how the worker uses it.
logging.getLogger("apscheduler").setLevel(logging.ERROR)

_PEOPLE = (
    ("noor", "Noor Voorbeeld", Role.BEHANDELAAR),
    ("bas", "Bas Voorbeeld", Role.BEHEERDER),
    ("lea", "Lea Voorbeeld", Role.LEZER),
)
_PATIENCE_SECONDS = 120.0
_GLANCE_SECONDS = 0.1
_WIDTH_WITHOUT_TERMINAL = 150


def run_demo(*, once: bool, port: int, data: Path | None, wishes: Settings | None = None) -> None:
    """Shows everything; unless `once`, serves the pages until Ctrl-C. `wishes`: how to acknowledge, whom to trust.

    Raises IntakeError when the mail is not done in time, ConfigurationError for a port that is taken.
    """
    tell = Console(stderr=True, soft_wrap=True, highlight=False)
    with ExitStack() as open_things:
        # First, because a port that is taken should be told at once.
        pages = None if once else listen("127.0.0.1", port)
        folder = _folder(data) or Path(open_things.enter_context(TemporaryDirectory(prefix="intake-demo-")))
        tell.print("Voorbeeld: verzonnen post, mailservers in dit programma; er gaat niets naar buiten.")
        mail = open_things.enter_context(EmbeddedMail(DEFAULT_MAILBOXES))
        settings = _settings(mail, f"sqlite:///{folder.absolute() / 'intake-demo.db'}", wishes)
        engine = open_engine(settings.database.url)
        open_things.callback(engine.dispose)
        migrate(engine)
        tell.print("Regels en taalmodel laden …")
        working = open_things.enter_context(_worker(settings))
        with progress_on(tell) as progress:
            _deliver(mail, progress)
            _wait(engine, working, progress)
        Console(width=None if sys.stdout.isatty() else _WIDTH_WITHOUT_TERMINAL).print(
            overview_table(overview(engine))
        )
        if pages:
            tell.print(f"Bekijk de zaken op {address_of(pages)} (stoppen: Ctrl-C)")
            guests = _invite(engine)
            tell.print(f"Log in met de knop op die pagina, of als {guests.names[0][0]} met {guests.password}")
            serve(engine, settings, pages, guests)


def _invite(engine: Engine) -> Demo:
    """Invented people, one in each role, with a password that holds for as long as this runs."""
    password, now = token_urlsafe(9), datetime.now(UTC)
    for name, display, role in _PEOPLE:
        with suppress(MessageError):
            add_account(engine, name, display, role, now, actor=FIRST_ACCOUNT, password=password)
        choose_password(engine, name, password, now)
    return Demo(tuple((name, f"{display} ({role})") for name, display, role in _PEOPLE), password)


def _folder(data: Path | None) -> Path | None:
    try:
        if data:
            data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"--data {data}: {error.strerror}. Name another folder.") from error
    return data


def _settings(mail: EmbeddedMail, url: str, wishes: Settings | None) -> Settings:
    settings = mail.settings(url)
    if wishes is None:
        return settings.model_copy(update={"trust": _TRUST})
    return settings.model_copy(
        update={"acknowledge": wishes.acknowledge, "trust": wishes.trust, "nlp": wishes.nlp}
    )


@contextmanager
def _worker(settings: Settings) -> Iterator[Thread]:
    """The worker as it runs in production, in a thread of its own."""
    stop = Event()
    examiner = load_examiner(settings)
    thread = Thread(target=run, args=(settings,), kwargs={"stop": stop, "examiner": examiner}, name="worker")
    thread.start()
    try:
        yield thread
    finally:
        stop.set()
        thread.join()


def _deliver(mail: EmbeddedMail, progress: Progress) -> None:
    files = samples()
    progress.starts(len(files))
    for file in files:
        raw = file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        mail.deliver(addressee(raw), raw)
        progress.delivered(file.stem)


def _wait(engine: Engine, working: Thread, progress: Progress) -> None:
    """Until every message is filed and every answer is sent or given up."""
    expected = len(samples())
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while True:
        state = progression(engine)
        progress.reached(state)
        if _is_done(state, expected):
            return
        if not working.is_alive() or time.monotonic() > deadline:
            raise IntakeError(f"The demo stopped half-way: {state.done} of {expected} messages were handled.")
        time.sleep(_GLANCE_SECONDS)


def _is_done(state: Progression, expected: int) -> bool:
    return state.done >= expected and not state.waiting and not state.unsent
