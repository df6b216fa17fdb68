"""Real servers for the tests: started on free loopback ports, stopped by process id."""

import socket


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on; all held at once, so that they differ."""
    held = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def free_port() -> int:
    """One port that nobody listens on."""
    return free_ports(1)[0]
