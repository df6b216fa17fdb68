"""Serving the pages."""

import signal
import socket
from contextlib import suppress

import uvicorn
from sqlalchemy import Engine

from intake.errors import ConfigurationError
from intake.settings import Settings, is_loopback
from intake.web.app import create_app
from intake.web.pages import Demo


def listen(host: str, port: int, public_url: str = "") -> socket.socket:
    """A socket that waits for visitors; port 0 takes a free one.

    Raises ConfigurationError for a port that is taken, and for a host that others can reach without a TLS proxy:
    passwords would cross the network in the clear.
    """
    if not is_loopback(host) and not public_url.startswith("https://"):
        raise ConfigurationError(
            f"--host {host}: others can reach this, so put a TLS proxy before it and set web.public_url to its "
            "https address. Or use 127.0.0.1."
        )
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        server = socket.socket(family, kind, protocol)
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(address)
        # So that who comes early waits, and is not turned away.
        server.listen()
    except OSError as error:
        raise ConfigurationError(f"--port {port}: {error.strerror}. Name another port.") from error
    return server


def address_of(server: socket.socket) -> str:
    """What to type in a browser."""
    host, port = server.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def serve(engine: Engine, settings: Settings, server: socket.socket, demo: Demo | None = None) -> None:
    """Answers until Ctrl-C or SIGTERM, then returns."""
    app = create_app(engine, settings, demo)
    configuration = uvicorn.Config(app, log_config=None, server_header=False, access_log=False)
    # After its farewell uvicorn raises the signal once more; then the caller must still tidy up.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with suppress(KeyboardInterrupt):
        uvicorn.Server(configuration).run(sockets=[server])
