"""A line between client and server that can be cut at a chosen place."""

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class Proxy:
    """Forwards TCP to a port of this machine; a context manager.

    `from_server` and `from_client` bound how many bytes one connection carries before it is cut.
    """

    def __init__(
        self, target: int, *, port: int = 0, from_server: int | None = None, from_client: int | None = None
    ) -> None:
        self._target = target
        self._limits = (from_client, from_server)
        self._listener = socket.create_server(("127.0.0.1", port))
        self.port: int = self._listener.getsockname()[1]
        self._lines: list[socket.socket] = []
        self._frozen = threading.Event()
        self.connections = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        _close(self._listener)
        self.cut()

    def cut(self) -> None:
        """Breaks every connection that is open now; new ones are welcome."""
        for line in self._lines:
            _close(line)
        self._lines.clear()

    def freeze(self) -> None:
        """From now on nothing goes through, and nobody is told."""
        self._frozen.set()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                server = socket.create_connection(("127.0.0.1", self._target))
                self._lines += [client, server]
                for source, sink, limit in (
                    (client, server, self._limits[0]),
                    (server, client, self._limits[1]),
                ):
                    threading.Thread(target=self._pump, args=(source, sink, limit), daemon=True).start()

    def _pump(self, source: socket.socket, sink: socket.socket, limit: int | None) -> None:
        carried = 0
        with suppress(OSError):
            while data := source.recv(16_384):
                if limit is not None:
                    data = data[: limit - carried]
                carried += len(data)
                if self._frozen.is_set():
                    continue
                sink.sendall(data)
                if limit is not None and carried >= limit:
                    break
        _close(source)
        _close(sink)


def _close(line: socket.socket) -> None:
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)
    line.close()
