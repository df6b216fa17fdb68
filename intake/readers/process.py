"""The process that reads: `python -m intake.readers.process FD`, with one end of a socket at FD.

It gets the settings and says when it has loaded; then it gets letters and answers each, in order, with what it read or with what
was wrong. It ends when the other end does, and for no signal: whoever started it finishes the message in hand first.
"""

import os
import signal
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from threading import Thread

from intake.errors import IntakeError, MessageError
from intake.mailfiles import Examines
from intake.pipeline import load_examiner
from intake.readers import Letter, Read, understand


class UnforeseenError(MessageError):
    """Reading failed in a way that nobody foresaw; it is tried again."""

    retry = True


def main(descriptor: int) -> None:
    """Reads until the socket ends."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_IGN)
    line = Connection(descriptor)
    # Whoever would hear of it is gone: there is nobody to tell.
    with suppress(EOFError, OSError):
        _serve(line)


def _serve(line: Connection) -> None:
    try:
        examiner = load_examiner(line.recv())
    except IntakeError as error:
        line.send(error)
        return
    line.send(None)
    letters: SimpleQueue[Letter] = SimpleQueue()
    Thread(target=_listen, args=(line, letters), daemon=True).start()
    while True:
        line.send(_answer(examiner, letters.get()))


def _answer(examiner: Examines, letter: Letter) -> Read | Exception:
    try:
        return understand(examiner, letter)
    except IntakeError as error:
        return error
    except Exception as error:  # noqa: BLE001  any fault belongs to this one message; the others go on
        return UnforeseenError(f"Onverwachte fout: {type(error).__name__}.")


def _listen(line: Connection, letters: "SimpleQueue[Letter]") -> None:
    """Takes in what comes while another letter is read, so that nobody waits for the line."""
    try:
        while True:
            letters.put(line.recv())
    except (EOFError, OSError):
        os._exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
