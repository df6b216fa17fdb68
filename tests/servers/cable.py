"""A network of its own for a process, at the end of a cable that can be pulled out and put back. Linux, as root."""

import os
import secrets
import shutil
import subprocess
from ipaddress import IPv4Address, IPv4Network
from types import TracebackType
from typing import Self

# Set aside for measuring networks (RFC 2544), so no real machine has such an address.
_RANGE = IPv4Network("198.18.0.0/15")
_PREFIX = 30


class Cable:
    """A network namespace that knows nobody but this machine; a context manager.

    Servers that must be reached from it listen at `here` too; `command` put before a program runs it over there.
    """

    def __init__(self) -> None:
        mark = secrets.token_hex(4)
        self._name, self._ends = f"intake-{mark}", (f"near-{mark}", f"far-{mark}")
        first = int(_RANGE.network_address) + 4 * secrets.randbelow(2 ** (_PREFIX - _RANGE.prefixlen))
        self._network = f"{IPv4Address(first)}/{_PREFIX}"
        self.here, self._there = str(IPv4Address(first + 1)), str(IPv4Address(first + 2))
        self.command = ("ip", "netns", "exec", self._name)

    @staticmethod
    def missing() -> str:
        """Why there can be none here, in one sentence; "" when there can."""
        if shutil.which("ip") is None:
            return "iproute2 is not installed (apt-get install iproute2), so no network can be cut"
        if os.getuid() != 0:
            return "only root may make a network namespace, so no network can be cut"
        try:
            with Cable():
                return ""
        except subprocess.CalledProcessError as error:
            return f"no network can be cut, because namespaces are not permitted here: {error.stderr.strip()}"

    def __enter__(self) -> Self:
        near, far = self._ends
        try:
            _ip("netns", "add", self._name)
            _ip("link", "add", near, "type", "veth", "peer", "name", far, "netns", self._name)
            _ip("address", "add", f"{self.here}/{_PREFIX}", "dev", near)
            _ip("-n", self._name, "address", "add", f"{self._there}/{_PREFIX}", "dev", far)
            # With the cable out, what is meant for the other end must not leave by the next door.
            _ip("route", "add", "blackhole", self._network, "metric", "4000")
            _ip("-n", self._name, "link", "set", "lo", "up")
            _ip("-n", self._name, "link", "set", far, "up")
            self.plug()
        except BaseException:
            self._remove()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._remove()

    def pull(self) -> None:
        """From now on nothing goes through, and nobody is told: every connection stays open at both ends."""
        _ip("link", "set", self._ends[0], "down")

    def plug(self) -> None:
        """The cable is in again."""
        _ip("link", "set", self._ends[0], "up")

    def _remove(self) -> None:
        for command in (
            ("route", "del", "blackhole", self._network, "metric", "4000"),
            ("link", "del", self._ends[0]),
            ("netns", "del", self._name),
        ):
            _ip(*command, check=False)


def _ip(*arguments: str, check: bool = True) -> None:
    subprocess.run(["ip", *arguments], check=check, capture_output=True, text=True, timeout=20)
