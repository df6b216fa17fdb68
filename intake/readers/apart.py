"""Readers apart: processes that only read, so that this one can file, send and fetch meanwhile."""

import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Sequence
from concurrent.futures import Future
from multiprocessing.connection import Connection
from pathlib import Path
from socket import socketpair

from intake.errors import ConfigurationError, IntakeError, MessageError
from intake.readers import Letter, Promise, Read
from intake.settings import MailboxSettings, Settings

_LONGEST_SECONDS = 240.0
_ENOUGH = 2
_MEMORY_OF_ONE = 500_000_000
_DIED = "Het proces dat dit bericht las, eindigde plotseling; lees het oorspronkelijke bericht."
_NOT_STARTED = "A reader ended before it could begin. Start the worker with worker.readers = 0 to see why."


class ReaderDiedError(MessageError):
    """The process that read this message ended, or was ended because it took too long."""

    retry = True


def how_many(settings: Settings) -> int:
    """How many readers: what the settings say; else a core for each beside the one that files, where memory allows.

    With procrastinate none: there another worker does the same, and reads in its own process.
    """
    if settings.worker.readers is not None:
        return settings.worker.readers
    if settings.worker.engine == "procrastinate":
        return 0
    return max(0, min(_cores() - 1, _ENOUGH, _free_memory() // _MEMORY_OF_ONE))


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _free_memory() -> int:
    """Bytes that can be used without swapping (proc(5)); plenty where nobody tells."""
    try:
        lines = Path("/proc/meminfo").read_text(encoding="ascii").splitlines()
    except OSError:
        return _ENOUGH * _MEMORY_OF_ONE
    return next((int(one.split()[1]) * 1024 for one in lines if one.startswith("MemAvailable:")), 0)


class Reader:
    """One process. Safe to use from several threads; what it was reading when it died fails, the rest goes to a new one."""

    def __init__(self, settings: Settings, seconds: float = _LONGEST_SECONDS) -> None:
        self._settings, self._seconds = _needed(settings), seconds
        self._lock = threading.Lock()
        self._line: Connection | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._listener: threading.Thread | None = None
        self._waiting: deque[tuple[Letter, Future[Read]]] = deque()
        self._since = 0.0
        self._loaded: Future[None] = Future()

    @property
    def waiting(self) -> int:
        """How many letters were begun and are not done."""
        return len(self._waiting)

    @property
    def pid(self) -> int:
        """Of the process that reads now; 0 when there is none."""
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Starts the process; it loads while we go on."""
        with self._lock:
            self._open()

    def ready(self) -> None:
        """Waits until it has loaded. Raises ConfigurationError with what it has to say about that."""
        self._loaded.result()

    def begin(self, letter: Letter) -> Promise:
        """Hands a letter over; a process that is not there is started first."""
        future: Future[Read] = Future()
        with self._lock:
            if self._line is None:
                self._open()
            if not self._waiting:
                self._since = time.monotonic()
            self._waiting.append((letter, future))
            self._hand_over(letter)
        return future

    def close(self) -> None:
        """Ends the process; nothing may be begun any more."""
        with self._lock:
            process, listener, self._line = self._process, self._listener, None
        if process is not None:
            process.kill()
            process.wait()
        if listener is not None:
            listener.join()

    def _open(self) -> None:
        ours, theirs = socketpair()
        with theirs:
            command = [sys.executable, "-m", "intake.readers.process", str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603  our own module
                command,
                pass_fds=[theirs.fileno()],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                # Ctrl-C is for the one that asked; this one ends with it.
                process_group=0,
            )
        self._line, self._loaded = Connection(ours.detach()), Future()
        self._line.send(self._settings)
        self._listener = threading.Thread(target=self._listen, args=(self._line, self._loaded), daemon=True)
        self._listener.start()

    def _hand_over(self, letter: Letter) -> None:
        try:
            if self._line is not None:
                self._line.send(letter)
        except OSError:
            return  # It died; whoever listens to it notices too, and hands everything to a new one.

    def _listen(self, line: Connection, loaded: Future[None]) -> None:
        try:
            if isinstance(trouble := line.recv(), IntakeError):
                loaded.set_exception(trouble)
            else:
                loaded.set_result(None)
                while True:
                    self._answered(self._next(line))
        except (EOFError, OSError):
            if not loaded.done():
                loaded.set_exception(ConfigurationError(_NOT_STARTED))
        self._ended(line, loaded)

    def _next(self, line: Connection) -> Read | Exception:
        while not line.poll(self._seconds):
            if self._waiting and time.monotonic() - self._since >= self._seconds and self._process:
                self._process.kill()
        answer: Read | Exception = line.recv()
        return answer

    def _answered(self, answer: Read | Exception) -> None:
        with self._lock:
            _, future = self._waiting.popleft()
            self._since = time.monotonic()
        _settle(future, answer)

    def _ended(self, line: Connection, loaded: Future[None]) -> None:
        """Who could not load will not load the next time; else only the letter in hand is to blame."""
        with self._lock:
            # Only here: closed under its listener, its number may be the next process's line, and what that says be lost.
            line.close()
            if self._line is not line:
                return
            self._line = None
            if self._process is not None:
                self._process.kill()
                self._process.wait()
            trouble = loaded.exception()
            failed = [
                self._waiting.popleft() for _ in range(len(self._waiting) if trouble else 1) if self._waiting
            ]
            if self._waiting:
                self._open()
                self._since = time.monotonic()
            for letter, _ in self._waiting:
                self._hand_over(letter)
        for _, future in failed:
            _settle(future, trouble if isinstance(trouble, Exception) else ReaderDiedError(_DIED))


class Readers:
    """Several readers; each letter goes to the one with the least to do. A context manager: they end with it."""

    def __init__(self, settings: Settings, count: int) -> None:
        self._readers: Sequence[Reader] = [Reader(settings) for _ in range(count)]

    def __enter__(self) -> "Readers":
        for reader in self._readers:
            reader.start()
        return self

    def __exit__(self, *_: object) -> None:
        for reader in self._readers:
            reader.close()

    def ready(self) -> None:
        """Waits until all have loaded. Raises ConfigurationError."""
        for reader in self._readers:
            reader.ready()

    def begin(self, letter: Letter) -> Promise:
        """Hands a letter over."""
        return min(self._readers, key=lambda reader: reader.waiting).begin(letter)


def _settle(future: "Future[Read]", answer: Read | Exception) -> None:
    if isinstance(answer, Exception):
        future.set_exception(answer)
    else:
        future.set_result(answer)


def _needed(settings: Settings) -> Settings:
    """What reading needs: no server, no password."""
    boxes = {
        name: MailboxSettings.model_construct(address=box.address) for name, box in settings.mailboxes.items()
    }
    return Settings.model_construct(mailboxes=boxes, trust=settings.trust, nlp=settings.nlp)


def _environment() -> dict[str, str]:
    """Ours, without what may hold a password: it handles hostile mail."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("INTAKE_")}
    content = os.environ.get("INTAKE_CONTENT")
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    return kept | {"PYTHONPATH": path} | ({"INTAKE_CONTENT": content} if content else {})
