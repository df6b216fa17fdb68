"""Keeps one helper process, asks it to read, and replaces it when it dies or takes too long."""

import atexit
import json
import os
import select
import subprocess
import sys
import threading
import time
from base64 import b64decode
from pathlib import Path
from typing import Any

from intake.attachments.limits import LARGEST_CONTENTS
from intake.domain import Attachment

_SECONDS = 20.0
_REQUESTS_PER_PROCESS = 200
_LARGEST_ANSWER = 4 * LARGEST_CONTENTS // 3 + 4_000_000


def _environment() -> dict[str, str]:
    """What Python needs and no more: our environment may hold passwords, and the helper handles hostile files."""
    root = str(Path(__file__).resolve().parents[2])
    path = os.pathsep.join(part for part in (root, os.environ.get("PYTHONPATH", "")) if part)
    kept = {
        name: os.environ[name]
        for name in ("PATH", "LANG", "LC_ALL", "LD_LIBRARY_PATH", "TMPDIR")
        if name in os.environ
    }
    return {**kept, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


class Sandbox:
    """Safe to use from several threads: one request at a time."""

    def __init__(self, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._served = 0
        self._owner = os.getpid()

    def _start(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "intake.attachments.helper"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )

    def _ready(self) -> subprocess.Popen[bytes]:
        # After a fork the pipes belong to the parent: use a helper of our own.
        if self._owner != os.getpid():
            self._process, self._owner = None, os.getpid()
        if self._process is None or self._process.poll() is not None or self._served >= _REQUESTS_PER_PROCESS:
            self.close()
            self._process, self._served = self._start(), 0
        self._served += 1
        return self._process

    def close(self) -> None:
        """Ends the helper process, if there is one of ours."""
        process, self._process = self._process, None
        if process is None or self._owner != os.getpid():
            return
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                try:
                    pipe.close()
                except OSError:
                    continue  # What was still buffered for a dead process may be lost.

    def _exchange(self, process: subprocess.Popen[bytes], request: bytes) -> bytes:
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        process.stdin.write(request)
        process.stdin.flush()
        answer = bytearray()
        deadline = time.monotonic() + self._seconds
        while not answer.endswith(b"\n"):
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([process.stdout], [], [], left)[0]:
                raise TimeoutError
            piece = os.read(process.stdout.fileno(), 65_536)
            if not piece or len(answer) > _LARGEST_ANSWER:
                raise EOFError
            answer += piece
        return bytes(answer)

    def read(self, reader: str, data: bytes) -> tuple[str, str]:
        """The text of a document, and the fault (a Dutch clause, or "")."""
        answer = self._ask(reader, data)
        return str(answer.get("text", "")), str(answer["fault"])

    def unpack(self, container: str, data: bytes) -> tuple[tuple[Attachment, ...], str]:
        """What a file holds, and the fault (a Dutch clause, or "")."""
        answer = self._ask(container, data)
        files = tuple(
            Attachment(name=name, media_type=media_type, data=b64decode(content))
            for name, media_type, content in answer.get("files", ())
        )
        return files, str(answer["fault"])

    def _ask(self, reader: str, data: bytes) -> dict[str, Any]:
        request = json.dumps({"reader": reader, "size": len(data)}).encode() + b"\n" + data
        with self._lock:
            try:
                return dict(json.loads(self._exchange(self._ready(), request)))
            except (TimeoutError, EOFError, OSError, ValueError) as error:
                self.close()
                slow = isinstance(error, TimeoutError)
                return {
                    "fault": "het lezen duurde te lang"
                    if slow
                    else "het bestand vraagt te veel tijd of geheugen"
                }


SANDBOX = Sandbox()
atexit.register(SANDBOX.close)
