"""Real servers for the tests: started on free loopback ports, stopped by process id."""

import random
import socket
from contextlib import ExitStack

# Below those from which Linux takes one for every line that a program opens, so that none of these is taken meanwhile.
_PORTS = range(15_000, 32_000)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on; all held at once, so that they differ. Raises OSError where none is to be had."""
    with ExitStack() as held:
        return [held.enter_context(_held()).getsockname()[1] for _ in range(count)]


def free_port() -> int:
    """One port that nobody listens on."""
    return free_ports(1)[0]


def _held() -> socket.socket:
    # Tests at the same time choose each their own.
    for port in random.SystemRandom().sample(_PORTS, 50):
        try:
            return socket.create_server(("127.0.0.1", port))
        except OSError:
            continue
    raise OSError(f"No port is free between {_PORTS.start} and {_PORTS.stop}.")
